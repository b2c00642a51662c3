"""How films and their moments are written."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.library import cutting, moments
from editorial.models import Cut
from networks.media_rules import lasting

register = template.Library()


@register.filter
def moment(seconds: float | None) -> str:
    """A moment of a film: 1:23.5."""
    return moments.shown(seconds or 0.0)


@register.filter
def lasts(seconds: float | None) -> str:
    """How long a film lasts, in words."""
    return lasting(seconds or 0.0)


@register.filter
def weight(size: int) -> str:
    """How heavy a file is."""
    return _("%(weight)s MB") % {"weight": number_format(size / 1e6, 1)}


@register.filter
def why(cut: Cut) -> str:
    """Why a film could not be made."""
    return cutting.why(cut)


@register.filter
def percent(share: float) -> int:
    """A share as whole hundredths."""
    return round(share * 100)


@register.filter
def encoding(mime: str) -> str:
    """The way a film is encoded, where a browser may not be able to play it; empty for the usual way."""
    return mime.partition("codecs=")[2].partition(".")[0].upper()


@register.simple_tag
def offer(count: int, seconds: int) -> str:
    """The words of the link that marks the whole film as clips."""
    sentence = ngettext("Mark %(count)d clip of %(longest)s", "Mark %(count)d clips of %(longest)s at most", count)
    return sentence % {"count": count, "longest": lasting(seconds)}


@register.filter
def named(row: object, number: int) -> str:
    """What a row of the form is called by a screen reader."""
    return getattr(row, "name", "") or _("Clip %(number)d") % {"number": number}
