"""Series in templates: their rule in words, the days they come."""

from django import template

from editorial.models import Series
from editorial.series import words

register = template.Library()


@register.filter
def rule_in_words(series: Series) -> str:
    """When the series comes, in a sentence."""
    return words.sentence(series.rhythm)


@register.filter
def has(chosen: object, value: object) -> bool:
    """Whether what was chosen in a form, one or several, is or holds the value."""
    several = chosen if isinstance(chosen, list | tuple) else [chosen]
    return str(value) in map(str, several)
