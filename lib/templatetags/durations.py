"""Short durations in words."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def duration(seconds: float | None) -> str:
    """Seconds as a person says them: tenths below ten, then seconds, minutes, hours; a dash for what is unknown."""
    if seconds is None:
        return "–"
    if seconds < 10:
        return _("%(n)s s") % {"n": number_format(seconds, 1)}
    if seconds < 120:
        return _("%(n)s s") % {"n": round(seconds)}
    return _("%(n)s min") % {"n": round(seconds / 60)} if seconds < 7200 else _("%(n)s h") % {"n": round(seconds / 3600)}
