"""The rows of the stock, each written in one go, not by a template: a page has many and is to be light."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editorial.library import assets
from editorial.stock import terms
from editorial.stock.drawing import Drawn
from editorial.stock.waiting import Waiting
from editorial.templatetags.stock import priority_name
from lib.templatetags.ui import glyph, icon_sprite

register = template.Library()

LIST = '<ul class="list">%(rows)s</ul><svg class="drawings" aria-hidden="true">%(signs)s</svg>'
ROW = (
    '<li class="list__row" id="p%(pk)d"%(drag)s>%(tick)s%(picture)s'
    '<div class="list__body"><a class="list__title" id="t%(pk)d" href="../posts/%(pk)d/">%(text)s</a>'
    '<div class="list__meta"><span class="chip__glyphs">%(glyphs)s</span>%(meta)s</div></div>'
    '<div class="list__end">%(acts)s</div></li>'
)
TICK = '<input class="list__tick" type="checkbox" name="pk" value="%(pk)d" data-row aria-labelledby="t%(pk)d">'
PICTURE = '<img class="list__thumb" src="%(src)s" alt="" loading="lazy" width="48" height="48">'
NO_PICTURE = '<span class="list__thumb list__thumb--none">%(sign)s</span>'
ACT = (
    '<a class="button button--icon button--quiet" id="%(key)s%(pk)d" href="posts/%(pk)d/%(page)s/" data-dialog data-tip'
    ' aria-label="%(label)s" aria-labelledby="%(key)s%(pk)d t%(pk)d">%(sign)s</a>'
)
SIGN = '<svg class="icon%(css)s" aria-hidden="true"><use href="#i-%(name)s"/></svg>'  # as the sprite's, in fewer characters
SIGNS = ("document", "calendar", "sort", "clock", "warning")


class Pen:
    """What drawing the rows of one page needs once."""

    def __init__(self, context: template.Context, choosing: bool):
        self.seen, self.unused = context["seen"], context["unused"]
        self.placing, self.choosing = context["may_place"], choosing
        self._picture = reverse("editorial:asset_thumbnail", args=[context["request"].brand.slug, 0, assets.WIDTHS[0]])
        acts = [("s", "slot", _("Put into a slot"), "calendar", self.placing)]
        acts += [("o", "terms", _("Priority and last day"), "sort", choosing)]
        self._acts = [
            {"key": key, "page": page, "label": escape(label), "sign": _sign(sign)} for key, page, label, sign, may in acts if may
        ]

    def row(self, post: Waiting, drawn: Drawn | None) -> str:
        """One row; `drawn` is the slot the post is drawn for."""
        return ROW % {
            "pk": post.pk,
            "drag": ' draggable="true"' if self.placing else "",
            "tick": TICK % {"pk": post.pk} if self.choosing else "",
            "picture": self._thumbnail(post),
            "text": escape(post.text or _("Untitled")),
            "glyphs": "".join(
                glyph(account.network_name, label=account.network.label, size="small") for account in post.accounts
            ),
            "meta": "".join(self._meta(post, drawn)),
            "acts": "".join(ACT % {**act, "pk": post.pk} for act in self._acts),
        }

    def _thumbnail(self, post: Waiting) -> str:
        if post.picture is None:
            return NO_PICTURE % {"sign": _sign("document")}
        return PICTURE % {"src": self._picture.replace("/0/", f"/{post.picture}/")}

    def _meta(self, post: Waiting, drawn: Drawn | None) -> Iterable[str]:
        theme = self.seen.themes.get(post.theme)
        if theme:
            yield f'<span><span class="dot" data-tint="{escape(theme.colour)}"></span> {escape(theme)}</span>'
        yield self._turn(post, drawn)
        if post.expires_on:
            yield f"<span>{escape(_('until %(day)s') % {'day': date_format(post.expires_on, 'j F')})}</span>"
        if post.priority != terms.USUAL:
            yield f"<span>{escape(priority_name(post.priority))}</span>"

    def _turn(self, post: Waiting, drawn: Drawn | None) -> str:
        """When its turn comes."""
        if drawn:
            when = escape(date_format(drawn.opening.wall, "D j N, H:i"))
            return f'<span class="figures">{_sign("clock", " icon--small")} {when}</span>'
        if post.pk in self.unused:
            return f'<span class="tone" data-tone="warn">{_sign("warning", " icon--small")} {escape(_("ends unused"))}</span>'
        return f"<span>{escape(_('no slot for it within two months'))}</span>"


def _sign(name: str, css: str = "") -> str:
    return SIGN % {"name": name, "css": css}


@register.simple_tag(takes_context=True)
def waiting_list(context: template.Context, rows: Iterable[tuple[Waiting, Any]], choosing: bool = False) -> SafeString:
    """The rows of the stock as a list, with a tick each where several can be chosen."""
    pen = Pen(context, choosing)
    signs = (f'<symbol id="i-{name}" viewBox="0 0 24 24"><use href="{icon_sprite()}#{name}"/></symbol>' for name in SIGNS)
    return SafeString(LIST % {"rows": "".join(pen.row(post, drawn) for post, drawn in rows), "signs": "".join(signs)})
