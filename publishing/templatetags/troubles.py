"""Failure cards in templates."""

from django import template

from publishing.models import Publication
from publishing.troubles.cards import Card, card

register = template.Library()


@register.simple_tag(takes_context=True)
def here(context: template.Context) -> str:
    """Where the person is, for the way back: of a part of a page, the page that shows it."""
    request = context["request"]
    return (request.htmx and request.htmx.current_url_abs_path) or request.get_full_path()


@register.simple_tag
def failure_card(publication: Publication) -> Card | None:
    """The publication's failure card, or None when all is well."""
    return card(publication)
