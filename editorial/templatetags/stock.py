"""How the stock is told: days left in words, why a post is next, addresses of its slots."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.stock import evergreen
from editorial.stock.drawing import Drawn, Why
from editorial.stock.levels import Left
from editorial.stock.openings import Opening
from editorial.stock.stock import HORIZON
from editorial.stock.terms import PRIORITIES

register = template.Library()


@register.filter
def days_left(left: Left) -> str:
    """How long something lasts, in words."""
    if not left.paced:
        return _("no pace set")
    if left.days is None:
        return _("more than %(n)d days") % {"n": HORIZON}
    return ngettext("%(n)d day", "%(n)d days", left.days) % {"n": left.days}


@register.simple_tag
def why(drawn: Drawn, themes: Mapping[int, Any]) -> str:
    """Why this post is the next one, in a few words."""
    return " · ".join(part for part in (_theme(drawn, themes), _post(drawn)) if part)


def _theme(drawn: Drawn, themes: Mapping[int, Any]) -> str:
    theme = themes.get(drawn.post.theme or 0)
    if drawn.theme == Why.SLOT:
        return _("the slot is for %(theme)s") % {"theme": theme}
    if drawn.theme == Why.SHARE:
        return _("%(theme)s is furthest behind its share") % {"theme": theme}
    return ""


def _post(drawn: Drawn) -> str:
    match drawn.why:
        case Why.PRIORITY:
            return _("has priority")
        case Why.EXPIRY:
            return _("must leave by %(day)s") % {"day": date_format(drawn.post.last, "j F")} if drawn.post.last else ""
        case Why.AGE:
            return _("has waited longest")
    return _("the only one ready")


@register.filter
def at_slot(opening: Opening) -> str:
    """The value of a slot on a day in forms."""
    return f"{opening.slot}@{opening.wall:%Y-%m-%d}"


@register.filter
def priority_name(priority: int) -> str:
    """The priority in words: that of the nearest one people choose between."""
    return str(PRIORITIES[min(PRIORITIES, key=lambda known: abs(known - priority))])


@register.filter
def weekday_name(weekday: int) -> str:
    """The day of the week; 0 is Monday."""
    return str(WEEKDAYS[weekday])


@register.filter
def rests_until(row: Any) -> datetime | None:
    """When the rest of an evergreen ends."""
    return evergreen.rests_until(row)


@register.filter
def level_tone(level: Any) -> str:
    """The tone of a gauge: idle without a pace."""
    return level.tone if level.left.paced else "idle"
