"""Failure cards in templates."""

from django import template

from publishing.models import Publication
from publishing.troubles import Card, card

register = template.Library()


@register.simple_tag
def failure_card(publication: Publication) -> Card | None:
    """The publication's failure card, or None when all is well."""
    return card(publication)
