"""How long ago, in few letters."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lib import clock

register = template.Library()


@register.filter
def age(moment: datetime | None) -> str:
    """How long ago in one unit: "now", "5 min", "3 h", "2 d", then the day; "" for None."""
    if moment is None:
        return ""
    gone = clock.now() - moment
    if gone < timedelta(minutes=1):
        return _("now")
    if gone < timedelta(hours=1):
        return _("%(n)d min") % {"n": gone.total_seconds() // 60}
    if gone < timedelta(days=1):
        return _("%(n)d h") % {"n": gone.total_seconds() // 3600}
    if gone < timedelta(days=7):
        return _("%(n)d d") % {"n": gone.days}
    day = timezone.localtime(moment)
    same_year = day.year == timezone.localtime(clock.now()).year
    return date_format(day, "MONTH_DAY_FORMAT" if same_year else "SHORT_DATE_FORMAT")


@register.filter
def urgency(moment: datetime | None) -> str:
    """The tone of a wait that began at `moment`, for `data-tone`: idle for the first four hours, warn for a day, then bad."""
    gone = clock.now() - moment if moment else timedelta(0)
    return "idle" if gone < timedelta(hours=4) else "warn" if gone < timedelta(days=1) else "bad"
