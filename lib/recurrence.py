"""What comes back: rules in days of the calendar, the part of RFC 5545 that can be said in one sentence."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice, takewhile

from dateutil import rrule

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FURTHEST = 99  # units between two dates
WEEK = 7


class Unit(StrEnum):
    """What is counted between two dates."""

    DAY = "DAILY"
    WEEK = "WEEKLY"
    MONTH = "MONTHLY"
    YEAR = "YEARLY"


FREQUENCIES = {Unit.DAY: rrule.DAILY, Unit.WEEK: rrule.WEEKLY, Unit.MONTH: rrule.MONTHLY, Unit.YEAR: rrule.YEARLY}


@dataclass(frozen=True)
class Rule:
    """Every `interval` units: in weeks on `weekdays` (Monday is 0), in months on the `nth` of one weekday or on `monthday`.

    `nth` is 1 to 4, or -1 for the last one; `monthday` is 1 to 31, or -1 for the last day. What is not said is as on the day
    from which the rule counts; a month without that day, or a year without 29 February, is left out.
    """

    unit: Unit
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    monthday: int = 0

    @property
    def text(self) -> str:
        """The rule as RFC 5545 writes it, without its beginning and its end."""
        parts = [f"FREQ={self.unit}", *([f"INTERVAL={self.interval}"] if self.interval > 1 else [])]
        if self.weekdays:
            parts.append("BYDAY=" + ",".join(f"{self.nth or ''}{WEEKDAYS[day]}" for day in self.weekdays))
        if self.monthday:
            parts.append(f"BYMONTHDAY={self.monthday}")
        return ";".join(parts)

    @classmethod
    def parse(cls, text: str) -> "Rule":
        """The rule that a text says. Raises ValueError for one that is no such rule, or that comes too seldom or too often."""
        values = dict(part.split("=", 1) for part in text.split(";"))
        unit, interval = Unit(values.pop("FREQ", "")), int(values.pop("INTERVAL", "1"))
        days = [day for day in values.pop("BYDAY", "").split(",") if day]
        found = cls(
            unit,
            interval,
            tuple(sorted(WEEKDAYS.index(day[-2:]) for day in days)),
            int((days[0][:-2] if days else "") or 0),
            int(values.pop("BYMONTHDAY", "0")),
        )
        if values or not 1 <= interval <= FURTHEST or not found._sound():
            raise ValueError(text)
        return found

    def _sound(self) -> bool:
        monthly = self.unit == Unit.MONTH
        in_month = (len(self.weekdays) == 1) == bool(self.nth) and not (self.nth and self.monthday)
        days = not self.weekdays or self.unit == Unit.WEEK or (monthly and bool(self.nth))
        places = self.nth in (0, 1, 2, 3, 4, -1) and (0 <= self.monthday <= 31 or self.monthday == -1)
        return days and places and (monthly and in_month if self.nth or self.monthday else True)

    def days(self, start: date, *, until: date, times: int | None = None) -> Iterator[tuple[int, date]]:
        """The days from `start` to `until`, both included, numbered from 0; at most `times`."""
        weekdays = [rrule.weekday(day, self.nth or None) for day in self.weekdays] or None
        found = rrule.rrule(
            FREQUENCIES[self.unit],  # type: ignore[arg-type]
            dtstart=datetime.combine(start, time.min),
            until=datetime.combine(until, time.min),
            interval=self.interval,
            byweekday=weekdays,
            bymonthday=self.monthday or None,
        )
        days = takewhile(lambda day: day <= until, (moment.date() for moment in found))
        return enumerate(islice(days, times))

    def moved(self, before: date, after: date) -> "Rule":
        """The rule when what came on the day `before` is to come on `after`: on its weekday, or in that place of the month."""
        if self.unit == Unit.WEEK:
            days = set(self.weekdays or (before.weekday(),)) - {before.weekday()} | {after.weekday()}
            return replace(self, weekdays=tuple(sorted(days)))
        if self.unit != Unit.MONTH:
            return self
        if self.nth:
            return replace(self, nth=nth_of(after, last=self.nth < 0), weekdays=(after.weekday(),))
        return replace(self, monthday=-1 if self.monthday < 0 and is_last(after) else after.day)

    def moved_start(self, start: date, before: date, after: date) -> date:
        """From which day the moved rule counts."""
        if self.unit == Unit.DAY:
            return start + (after - before)
        if self.unit == Unit.YEAR:
            return _on_day(start, after)
        if self.unit == Unit.WEEK:
            start += _monday(after) - _monday(before)
            return min(start, after) if _monday(after) == _monday(start) else start
        return min(start, after) if (after.year, after.month) == (start.year, start.month) else start


def nth_of(day: date, *, last: bool = False) -> int:
    """Which of its weekday in the month the day is: 1 to 4, -1 for the last one if that is asked for, or the fifth."""
    place = (day.day - 1) // WEEK + 1
    return -1 if place > 4 or (last and is_last_weekday(day)) else place


def is_last(day: date) -> bool:
    """Whether the month ends with the day."""
    return (day + timedelta(days=1)).day == 1


def is_last_weekday(day: date) -> bool:
    """Whether it is the last of its weekday in the month."""
    return (day + timedelta(days=WEEK)).month != day.month


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _on_day(start: date, day: date) -> date:
    """The day of `start`'s year that is `day`'s; 1 March for a 29 February it has not."""
    try:
        return start.replace(month=day.month, day=day.day)
    except ValueError:
        return start.replace(month=3, day=1)
