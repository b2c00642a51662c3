"""What the pages of tables show."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def number(counts: Mapping[str, int], name: str) -> int:
    """How many there are of one kind."""
    return counts.get(name, 0)
