"""Spreading posts evenly over a period."""

from datetime import date, datetime, time, timedelta


def days_between(first: date, last: date, *, weekdays: bool = False) -> list[date]:
    """The days of a period, both ends included; with `weekdays` without Saturdays and Sundays."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5] if weekdays else days


def spread(count: int, days: list[date], opens: time, closes: time) -> list[datetime]:
    """So many hours on the wall, in order: as many on each day as on the others, or one more, from `opens` to `closes`.

    A day's only post leaves at `opens`. Raises ValueError without days.
    """
    if not days:
        raise ValueError("no days")
    return [at for place, day in enumerate(days) for at in _of_day(day, _share(count, place, len(days)), opens, closes)]


def _share(count: int, place: int, days: int) -> int:
    """How many of `count` fall on the day at `place`: 2 of 5 days get one when there are 2, as far apart as can be."""
    return (count * (place + 1) + days // 2) // days - (count * place + days // 2) // days


def _of_day(day: date, count: int, opens: time, closes: time) -> list[datetime]:
    begin, end = datetime.combine(day, opens), datetime.combine(day, max(opens, closes))
    step = (end - begin) / (count - 1) if count > 1 else timedelta()
    return [_minute(begin + number * step) for number in range(count)]


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
