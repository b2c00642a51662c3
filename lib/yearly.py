"""Days that come back each year, said in a short rule.

"06-21" is a day of each year, "2027-03-14" one day, "3 sun 09" the third Sunday of September, "last wed 06" the last Wednesday
of June, "easter+39" so many days after Easter. A number of days may stand behind: "4 thu 11+1" is the day after the fourth
Thursday of November.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from dateutil.easter import easter

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ONCE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
FIXED = re.compile(r"(\d\d)-(\d\d)([+-]\d{1,3})?")
WEEKDAY = re.compile(rf"([1-4]|last) ({'|'.join(WEEKDAYS)}) (\d\d)([+-]\d{{1,3}})?")
EASTER = re.compile(r"easter([+-]\d{1,3})?")


def day_of(rule: str, year: int) -> date | None:
    """The day in that year; None where the rule has none there. Raises ValueError for a text that is no rule."""
    if found := ONCE.fullmatch(rule):
        return date(*map(int, found.groups())) if int(found[1]) == year else None
    if found := FIXED.fullmatch(rule):
        return _fixed(year, int(found[1]), int(found[2]), _days(found[3]))
    if found := WEEKDAY.fullmatch(rule):
        return _weekday(year, int(found[3]), found[2], found[1]) + _days(found[4])
    if found := EASTER.fullmatch(rule):
        return easter(year) + _days(found[1])
    raise ValueError(f"{rule!r} is no rule of a day")


def days_of(rule: str, start: date, end: date) -> list[date]:
    """Its days from `start` up to but without `end`. Raises ValueError for a text that is no rule."""
    found = (day_of(rule, year) for year in range(start.year - 1, end.year + 2))
    return [day for day in found if day and start <= day < end]


def _fixed(year: int, month: int, day: int, days: timedelta) -> date | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2000, month)[1]:
        raise ValueError(f"{month:02d}-{day:02d} is no day of a year")
    return date(year, month, day) + days if day <= monthrange(year, month)[1] else None


def _weekday(year: int, month: int, name: str, place: str) -> date:
    first, length = monthrange(year, month)
    day = 1 + (WEEKDAYS.index(name) - first) % 7
    if place == "last":
        return date(year, month, day + 7 * ((length - day) // 7))
    return date(year, month, day + 7 * (int(place) - 1))


def _days(text: str | None) -> timedelta:
    return timedelta(days=int(text or 0))
