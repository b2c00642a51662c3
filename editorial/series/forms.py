"""The sentence by which people say when a series comes, turned into a rhythm."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from editorial.models import Series
from editorial.series import words
from editorial.series.rhythm import Rhythm
from lib import clock
from lib.recurrence import FURTHEST, Rule, Unit
from lib.workdays import PLACES
from team.models import Brand

MOST_TIMES = 500
FARTHEST_END = timedelta(days=10 * 366)
UNITS = [
    (Unit.DAY, pgettext_lazy("every … of these", "days")),
    (Unit.WEEK, pgettext_lazy("every … of these", "weeks")),
    (Unit.MONTH, pgettext_lazy("every … of these", "months")),
    (Unit.YEAR, pgettext_lazy("every … of these", "years")),
]
SHORT = [
    pgettext_lazy("short", "Mon"), pgettext_lazy("short", "Tue"), pgettext_lazy("short", "Wed"), pgettext_lazy("short", "Thu"),
    pgettext_lazy("short", "Fri"), pgettext_lazy("short", "Sat"), pgettext_lazy("short", "Sun"),
]  # fmt: skip
PLACES_IN_MONTH = [
    ("day", pgettext_lazy("in the month", "on day")),
    ("weekday", pgettext_lazy("in the month", "on the")),
    ("last", pgettext_lazy("in the month", "on the last day")),
]
ENDS = [
    ("never", pgettext_lazy("end of a series", "without end")),
    ("until", pgettext_lazy("end of a series", "until")),
    ("times", pgettext_lazy("end of a series", "a number of times")),
]


class SeriesForm(forms.Form):
    """When a series comes. What belongs to another unit or another end than the chosen one is not asked."""

    name = forms.CharField(required=False, max_length=80)
    interval = forms.IntegerField(min_value=1, max_value=FURTHEST)
    unit = forms.ChoiceField(choices=UNITS)
    weekdays = forms.TypedMultipleChoiceField(coerce=int, required=False, choices=[(n, day) for n, day in enumerate(SHORT)])
    place = forms.ChoiceField(choices=PLACES_IN_MONTH, required=False)
    monthday = forms.IntegerField(required=False, min_value=1, max_value=31)
    nth = forms.TypedChoiceField(coerce=int, required=False, choices=list(words.NTH.items()))
    weekday = forms.TypedChoiceField(coerce=int, required=False, choices=list(enumerate(words.OF_MONTH)))
    time = forms.TimeField(error_messages={"required": gettext_lazy("At what time?")})
    zone = forms.CharField(max_length=64)
    date = forms.DateField(error_messages={"required": gettext_lazy("From which day on?")})
    end = forms.ChoiceField(choices=ENDS)
    until = forms.DateField(required=False)
    times = forms.IntegerField(required=False, min_value=1, max_value=MOST_TIMES)
    holidays = forms.ChoiceField(required=False, choices=[("", ""), *PLACES.items()])
    on_holiday = forms.ChoiceField(required=False, choices=Series.OnHoliday.choices)
    revision = forms.IntegerField(required=False)

    def clean_zone(self) -> str:
        zone = self.cleaned_data["zone"]
        if zone != "UTC" and zone not in clock.zones():
            raise forms.ValidationError(_("Nobody knows this time zone."))
        return zone

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self._check_days(values)
        self._check_end(values)
        return values

    def _check_days(self, values: dict[str, Any]) -> None:
        if values.get("unit") == Unit.WEEK and not values.get("weekdays") and "weekdays" not in self.errors:
            self.add_error("weekdays", _("On which days of the week?"))
        if values.get("unit") != Unit.MONTH:
            return
        if values.get("place", "day") in ("", "day") and not values.get("monthday") and "monthday" not in self.errors:
            self.add_error("monthday", _("On which day of the month?"))

    def _check_end(self, values: dict[str, Any]) -> None:
        start, until = values.get("date"), values.get("until")
        if values.get("end") == "times" and not values.get("times") and "times" not in self.errors:
            self.add_error("times", _("How many times?"))
        if values.get("end") != "until" or "until" in self.errors:
            return
        if not until:
            self.add_error("until", _("Until which day?"))
        elif start and until < start:
            self.add_error("until", _("It ends before it begins."))
        elif start and until > start + FARTHEST_END:
            self.add_error("until", _("That is more than ten years: choose a nearer end, or none."))

    @property
    def rhythm(self) -> Rhythm:
        """What was said. Ask for it when it is valid."""
        values = self.cleaned_data
        return Rhythm(
            self._rule(values),
            values["date"],
            values["time"],
            values["zone"],
            ends_on=values["until"] if values["end"] == "until" else None,
            times=values["times"] if values["end"] == "times" else None,
            holidays=values["holidays"],
            shift=bool(values["holidays"]) and values["on_holiday"] == Series.OnHoliday.SHIFT,
        )

    def _rule(self, values: dict[str, Any]) -> Rule:
        unit, interval = Unit(values["unit"]), values["interval"]
        if unit == Unit.WEEK:
            return Rule(unit, interval, tuple(sorted(set(values["weekdays"]))))
        if unit != Unit.MONTH:
            return Rule(unit, interval)
        if values["place"] == "weekday":
            return Rule(unit, interval, (int(values["weekday"] or 0),), nth=int(values["nth"] or 1))
        return Rule(unit, interval, monthday=-1 if values["place"] == "last" else values["monthday"])


def typed(rhythm: Rhythm, *, name: str = "", revision: int | str = "") -> dict[str, Any]:
    """A rhythm as if somebody had just said it: what the form of it begins with."""
    rule, start = rhythm.rule, rhythm.starts_on
    place = "weekday" if rule.nth else "last" if rule.monthday == -1 else "day"
    return {
        "name": name,
        "revision": revision,
        "interval": rule.interval,
        "unit": str(rule.unit),
        "weekdays": [day for day in rule.weekdays if not rule.nth] or [start.weekday()],
        "place": place,
        "monthday": rule.monthday if rule.monthday > 0 else start.day,
        "nth": rule.nth or min((start.day - 1) // 7 + 1, 4),
        "weekday": rule.weekdays[0] if rule.nth else start.weekday(),
        "time": f"{rhythm.at:%H:%M}",
        "zone": rhythm.zone,
        "date": f"{start:%Y-%m-%d}",
        "end": "until" if rhythm.ends_on else "times" if rhythm.times else "never",
        "until": f"{rhythm.ends_on:%Y-%m-%d}" if rhythm.ends_on else "",
        "times": rhythm.times or "",
        "holidays": rhythm.holidays,
        "on_holiday": Series.OnHoliday.SHIFT if rhythm.shift else Series.OnHoliday.SKIP,
    }


def beginning(brand: Brand, wall: Any = None, zone: str = "") -> Rhythm:
    """What a new series is proposed as: weekly at that time, or tomorrow's weekday at nine."""
    zone = zone or brand.zone
    tomorrow: date = clock.wall(clock.now(), zone).date() + timedelta(days=1)
    start = wall.date() if wall and wall.date() >= tomorrow else tomorrow
    at = wall.time() if wall else clock.wall(clock.now(), zone).time().replace(hour=9, minute=0, second=0, microsecond=0)
    return Rhythm(Rule(Unit.WEEK, weekdays=(start.weekday(),)), start, at, zone)
