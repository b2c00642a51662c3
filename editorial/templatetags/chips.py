"""Posts as calendars and lists draw them. A page may hold hundreds, so each is written in one go, not by a template."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editorial.calendar.calendar import Entry, Part
from editorial.calendar.layers import Mark
from editorial.library import assets
from editorial.standing import Standing
from lib.templatetags.ui import glyph, glyph_path, icon, icon_sprite, state, state_icon, tone
from team.rights import Right

register = template.Library()

CHIP = (
    '<li class="chip%(kind)s" id="p%(pk)d"%(tint)s%(drag)s>'
    '<a class="chip__time" href="%(url)s" aria-labelledby="p%(pk)d">%(at)s</a>'
    '<span class="chip__glyphs">%(glyphs)s</span>%(picture)s<span class="chip__text">%(text)s</span>%(sign)s</li>'
)
# The same where there is much: the whole of it is one link, and says as little as it can.
DENSE = (
    '<li><a class="chip%(kind)s" id="p%(pk)d"%(tint)s%(drag)s href="%(url)s"><b>%(at)s</b><i>%(glyphs)s</i>'
    "<span>%(text)s</span>%(sign)s</a></li>"
)
# Something beside the posts that has an hour; it never moves.
BESIDE = (
    '<li class="chip chip--%(kind)s"%(key)s%(tip)s><%(tag)s class="chip__time"%(url)s>%(at)s</%(tag)s>'
    '<span class="chip__glyphs">%(glyphs)s</span><span class="chip__text">%(text)s</span></li>'
)
DAYLONG = '<%(tag)s class="daymark daymark--%(kind)s"%(key)s%(tip)s%(url)s>%(text)s</%(tag)s>'
CELL = '<div class="week__cell" data-day="%(day)s" data-hour="%(hour)d">%(posts)s</div>'
USUAL = (Standing.PUBLISHED, Standing.SCHEDULED)  # states whose signs take their tone from the chip
LOOKS = {Standing.DRAFT: " chip--draft", Standing.PUBLISHED: " chip--done"}


class Pens:
    """What drawing many posts of one page needs once: addresses, signs, rights."""

    def __init__(self, context: template.Context):
        request = context["request"]
        slug = request.brand.slug
        self.member, self.colours = request.member, context.get("colours") or {}
        self._post = reverse("editorial:post", args=[slug, 0])
        self._picture = reverse("editorial:asset_thumbnail", args=[slug, 0, assets.WIDTHS[0]])
        self._marks: dict[str, str] = {}
        self._signs: dict[Standing, str] = {}
        self._pills: dict[Standing, str] = {}

    @classmethod
    def of(cls, context: template.Context) -> "Pens":
        """Those of the page that is being drawn."""
        request = context["request"]
        if not hasattr(request, "pens"):
            request.pens = cls(context)
        return request.pens

    def url(self, pk: int) -> str:
        """The address of a post."""
        return self._post.replace("/0/", f"/{pk}/")

    def _near(self, pk: int) -> str:
        """The same, as the page of the calendar may say it in fewer characters."""
        return f"../posts/{pk}/"

    def picture(self, pk: int) -> str:
        """The address of a picture, small."""
        return self._picture.replace("/0/", f"/{pk}/")

    def sign(self, standing: Standing) -> str:
        """How a post stands, as a sign with its word for screen readers; of the many that are as usual the chip has the tone."""
        if standing not in self._signs:
            shown = "" if standing in USUAL else f' data-tone="{tone(standing.value)}"'
            label = escape(str(standing.label))
            self._signs[standing] = f'<svg{shown} role="img" aria-label="{label}"><use href="#s-{standing.value}"/></svg>'
        return self._signs[standing]

    def pill(self, standing: Standing) -> str:
        """How a post stands, as a sign and a word."""
        if standing not in self._pills:
            self._pills[standing] = state(standing.value, str(standing.label))
        return self._pills[standing]

    def marks(self, parts: Iterable[Part], *, links: bool) -> str:
        """The marks of a post's networks, pointing to `drawings`; each leads to the post there once it is published.

        A copy that leaves at an hour of its own stands there.
        """
        return "".join(self._linked(part, self._mark(part), links) for part in parts if not part.at)

    def glyphs(self, entry: Entry, *, links: bool) -> str:
        """The same as pictures, for where posts are few; a copy that leaves at an hour of its own says which."""
        return "".join(
            self._linked(part, glyph(part.account.network_name, label=part.account.network.label, size="small"), links)
            + (f'<span class="chip__own figures">{_own_hour(part.at, entry)}</span>' if part.at else "")
            for part in entry.parts
        )

    def _mark(self, part: Part) -> str:
        name = part.account.network_name
        if name not in self._marks:
            label = escape(part.account.network.label)
            self._marks[name] = f'<svg role="img" aria-label="{label}"><use href="#n-{escape(name)}"/></svg>'
        return self._marks[name]

    def _linked(self, part: Part, mark: str, links: bool) -> str:
        return f'<a href="{escape(part.url)}" rel="noopener" target="_blank">{mark}</a>' if links and part.url else mark

    def drawings(self) -> str:
        """The drawings that marks and signs point to, each once."""
        networks = (
            f'<symbol id="n-{escape(name)}" viewBox="0 0 20 20">'
            f'<image href="{glyph_path(name)}" width="20" height="20"/></symbol>'
            for name in self._marks
        )
        signs = (
            f'<symbol id="s-{standing.value}" viewBox="0 0 24 24">'
            f'<use href="{icon_sprite()}#{state_icon(standing.value)}"/></symbol>'
            for standing in self._signs
        )
        return "".join([*networks, *signs])

    def tint(self, entry: Entry) -> str:
        """The colour of the post's campaign as an attribute, or none."""
        campaign = self.colours.get(entry.campaign)
        return f' data-tint="{escape(campaign.colour)}"' if campaign else ""

    def drag(self, entry: Entry) -> str:
        """The attribute that lets a post be dragged, for who may move it and while it may move."""
        may = entry.movable and self.member.may(Right.SCHEDULE if entry.approved else Right.WRITE)
        return ' draggable="true"' if may else ""

    def chip(self, entry: Entry, *, tall: bool, links: bool) -> str:
        """A post as the chip of a day or an hour."""
        return (CHIP if links else DENSE) % {
            "pk": entry.pk,
            "kind": LOOKS.get(entry.standing, "") + (" chip--tall" if tall else ""),
            "tint": self.tint(entry),
            "drag": self.drag(entry),
            "url": self.url(entry.pk) if links else self._near(entry.pk),
            "at": self._hour(entry),
            "glyphs": self.marks(entry.parts, links=links),
            "picture": self._thumbnail(entry) if tall and entry.picture else "",
            "text": self._again(entry, links) + escape(entry.text),
            "sign": self.sign(entry.standing),
        }

    def _hour(self, entry: Entry) -> str:
        """The hour of a post; struck out where each account leaves at one of its own."""
        hour = f"{entry.at:%H:%M}" if entry.at else ""
        return f'<s title="{escape(_("Each account leaves at an hour of its own"))}">{hour}</s>' if entry.away else hour

    def _again(self, entry: Entry, links: bool) -> str:
        """The sign of a post that belongs to a series, where there is room for it."""
        return icon("repeat", label=_("In a series"), size="small") + " " if entry.repeats and links else ""

    def _thumbnail(self, entry: Entry) -> str:
        return f'<img class="chip__thumb" src="{self.picture(entry.picture or 0)}" alt="" loading="lazy">'

    def beside(self, mark: Mark) -> str:
        """Something beside the posts, as a chip where it has an hour, as a line where it is of the whole day."""
        outside = ' rel="noopener" target="_blank"' if "://" in mark.url else ""
        return (BESIDE if mark.at else DAYLONG) % {
            "kind": mark.kind,
            "tag": "a" if mark.url else "span",
            "url": f' href="{escape(mark.url)}"{outside}' if mark.url else "",
            "key": f' id="{escape(mark.key)}"' if mark.key else "",
            "tip": f' title="{escape(mark.tip)}"' if mark.tip else "",
            "at": f"{mark.at:%H:%M}" if mark.at else "",
            "glyphs": self._mark(Part(mark.account, "", "")) if mark.account else "",
            "text": escape(mark.text),
        }


def _own_hour(at: datetime, entry: Entry) -> str:
    same_day = entry.at and at.date() == entry.at.date()
    return escape(date_format(at, "H:i" if same_day else "j N H:i"))


@register.simple_tag(takes_context=True)
def chips(context: template.Context, items: Iterable[Entry | Mark], tall: bool = False, links: bool = True) -> SafeString:
    """Posts, and what stands beside them, as the chips of a day or an hour; tall ones show their picture."""
    pens = Pens.of(context)
    drawn = (pens.beside(item) if isinstance(item, Mark) else pens.chip(item, tall=tall, links=links) for item in items)
    return SafeString("".join(drawn))


@register.simple_tag(takes_context=True)
def week_cells(context: template.Context, hour: int, cells: Iterable[Any], roomy: bool) -> SafeString:
    """The seven cells of an hour of the week; those of a week with little in it show the pictures."""
    return SafeString("".join(CELL % {"day": cell.iso, "hour": hour, "posts": _posts(context, cell, roomy)} for cell in cells))


def _posts(context: template.Context, cell: Any, roomy: bool) -> str:
    if not cell.box.items:
        return ""
    drawn = f'<ul class="day__chips">{chips(context, cell.box.items, tall=roomy, links=roomy)}</ul>'
    if cell.box.more <= 0:
        return drawn
    more = escape(_("+%(n)s more") % {"n": cell.box.more})
    return f'{drawn}<a class="day__more" href="?view=list&amp;on={cell.iso}">{more}</a>'


@register.simple_tag(takes_context=True)
def daylong(context: template.Context, marks: Sequence[Mark], most: int = 100) -> SafeString:
    """What belongs to a whole day; what is more than `most` as a number that names it."""
    pens = Pens.of(context)
    drawn = "".join(map(pens.beside, marks[:most]))
    rest = marks[most:]
    more = format_html(
        '<span class="daymark daymark--more" title="{}">+ {}</span>', ", ".join(mark.text for mark in rest), len(rest)
    )
    return SafeString(drawn + (more if rest else ""))


@register.simple_tag(takes_context=True)
def glyphs(context: template.Context, entry: Entry, links: bool = True) -> SafeString:
    """The marks of the post's networks."""
    return SafeString(Pens.of(context).glyphs(entry, links=links))


@register.simple_tag(takes_context=True)
def drawings(context: template.Context) -> SafeString:
    """What the marks of networks point to; stands once behind all posts of a page or fragment."""
    return format_html('<svg class="drawings" aria-hidden="true">{}</svg>', SafeString(Pens.of(context).drawings()))


@register.simple_tag(takes_context=True)
def pill(context: template.Context, entry: Entry) -> SafeString:
    """How the post stands."""
    return SafeString(Pens.of(context).pill(entry.standing))


@register.simple_tag(takes_context=True)
def post_url(context: template.Context, entry: Entry) -> str:
    """The address of the post."""
    return Pens.of(context).url(entry.pk)


@register.simple_tag(takes_context=True)
def picture_url(context: template.Context, entry: Entry) -> str:
    """The address of the post's first picture, small."""
    return Pens.of(context).picture(entry.picture or 0)


@register.simple_tag(takes_context=True)
def tint_of(context: template.Context, entry: Any) -> SafeString:
    """The colour of the post's campaign as an attribute, or none."""
    return SafeString(Pens.of(context).tint(entry))


@register.simple_tag(takes_context=True)
def drag_of(context: template.Context, entry: Entry) -> SafeString:
    """The attribute that lets the post be dragged, or none."""
    return SafeString(Pens.of(context).drag(entry))


@register.filter
def only(item: Any) -> list[Any]:
    """A list of this alone."""
    return [item]
