"""The slots to come with what the stock has for them, each row written in one go."""

from collections.abc import Iterable

from django import template
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editorial.models import Slot
from editorial.stock.forecast import Expected
from editorial.stock.stock import Outlook
from editorial.templatetags.stock import why
from lib.templatetags.ui import glyph, icon

register = template.Library()

ROW = (
    '<li class="list__row coming%(kind)s"%(place)s>'
    '<time class="list__when" datetime="%(moment)s">%(day)s<br><b>%(hour)s</b></time>'
    '<div class="list__body">%(what)s<div class="list__meta"><span>%(accounts)s</span>%(meta)s</div></div>'
    '<div class="list__end">%(end)s</div></li>'
)


@register.simple_tag
def coming_list(slots: Iterable[Expected], seen: Outlook) -> SafeString:
    """The slots as a list; onto those that are open a post can be dropped."""
    return SafeString(f'<ol class="list">{"".join(_row(slot, seen) for slot in slots)}</ol>')


def _row(slot: Expected, seen: Outlook) -> str:
    swappable = slot.kind == Slot.Kind.SWAPPABLE
    return ROW % {
        "kind": "" if slot.post else " coming--open",
        "place": "" if slot.post else f' data-slot="{slot.slot}@{slot.day:%Y-%m-%d}"',
        "moment": f"{slot.at:%Y-%m-%dT%H:%M}",
        "day": escape(date_format(slot.at, "D j N")),
        "hour": f"{slot.at:%H:%M}",
        "what": _what(slot),
        "accounts": _accounts(slot),
        "meta": "".join(_meta(slot, seen)),
        "end": f'<span class="tag">{icon("switch", size="small")}{escape(_("Swappable"))}</span>' if swappable else "",
    }


def _what(slot: Expected) -> str:
    if slot.post:
        return f'<a class="list__title" href="../posts/{slot.post}/">{escape(slot.text or _("Untitled"))}</a>'
    if slot.empty:
        return f'<span class="strong">{icon("circle-dashed", size="small")} {escape(_("Nothing is ready for it"))}</span>'
    return f'<span class="quiet">{escape(_("Kept free, for what the day brings"))}</span>'


def _accounts(slot: Expected) -> str:
    if len(slot.on) == 1:
        return f"{glyph(slot.account.network_name)} {escape(slot.account.handle)}"
    marks = (glyph(account.network_name, label=account.network.label) for account in slot.on)
    return f'<span class="chip__glyphs">{"".join(marks)}</span>'


def _meta(slot: Expected, seen: Outlook) -> Iterable[str]:
    theme = seen.themes.get(slot.theme or 0)
    if theme:
        yield f'<span><span class="dot" data-tint="{escape(theme.colour)}"></span> {escape(theme)}</span>'
    if slot.post:
        yield f"<span>{escape(why(seen.next[slot.post], seen.themes))}</span>"
