"""Failure cards in templates."""

from django import template

from publishing.cards import Card, card
from publishing.models import Publication

register = template.Library()


@register.simple_tag
def failure_card(publication: Publication) -> Card | None:
    """The publication's failure card, or None when all is well."""
    return card(publication)
