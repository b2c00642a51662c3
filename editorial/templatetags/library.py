"""How the library is drawn: addresses of what it shows, focal points."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from editorial.library import showing
from editorial.library.folders import Tree
from editorial.library.library import Filters
from editorial.models import CENTRE, Asset

register = template.Library()


@register.simple_tag
def narrowed(filters: Filters, **changes: Any) -> str:
    """The query of the library with these filters changed."""
    return filters.address(**changes)


@register.simple_tag
def url_more(filters: Filters, after: str) -> str:
    """The query of the pictures behind a cursor."""
    query = filters.address()
    return f"?{query}&after={after}" if query else f"?after={after}"


@register.simple_tag
def focus(asset: Asset, always: bool = False) -> SafeString:
    """The attribute by which a cropped picture keeps its focal point in sight; for one in the middle none, unless `always`."""
    if asset.focus == (CENTRE, CENTRE) and not always:
        return SafeString("")
    return format_html(' data-focus="{} {}"', asset.focal_x, asset.focal_y)


register.filter("weight", showing.weight)


@register.filter
def hundredths(share: float) -> str:
    """A share of 0 to 1 in hundredths, as a field of numbers reads it."""
    return f"{share * 100:.1f}".rstrip("0").rstrip(".")


@register.simple_tag
def folder_options(tree: Tree, chosen: int | None = None) -> SafeString:
    """The folders as options of a choice, each behind the one it lies in."""
    rows = ((b.folder.pk, SafeString(" selected" if b.folder.pk == chosen else ""), b.indent, b.folder.name) for b in tree)
    return format_html_join("", '<option value="{}"{}>{}{}</option>', rows)


@register.simple_tag
def tag_options(tags: Sequence[str], chosen: str = "") -> SafeString:
    """The tags as options of a choice."""
    return format_html_join("", "<option{}>{}</option>", ((SafeString(" selected" if t == chosen else ""), t) for t in tags))
