"""How mentions are said on pages."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lib.text import shown
from listening import query
from listening.listing import Filters

register = template.Library()


@register.simple_tag
def marked(text: str, words: str) -> SafeString:
    """A text with what the query `words` looks for marked, control and direction characters made visible."""
    said = shown(text)
    try:
        marks = query.parse(words).marks(said)
    except query.Unreadable:
        marks = []
    parts, last = [], 0
    for start, end in marks:
        parts.append((said[last:start], format_html("<mark>{}</mark>", said[start:end])))
        last = end
    return format_html_join("", "{}{}", [*parts, (said[last:], "")])


@register.simple_tag
def filtered(filters: Filters, **changes: Any) -> str:
    """The query of an address with these filters and changes."""
    return filters.address(**changes)


@register.filter
def host(url: str) -> str:
    """The name of the site an address leads to."""
    return url.partition("://")[2].partition("/")[0].removeprefix("www.")
