"""The year of the demo brand: days that move, windows in which a text is true, and dates as they are printed."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter
from django.utils import translation
from django.utils.formats import date_format

SPACED = re.compile(r" (?=[:;?!»€%])|(?<=«) |(?<=\d) (?=(?:h|g|kg|cl|m|ans|minutes|jours|points|degrés)\b)|(?<=\d h) (?=\d)")
NAMED = re.compile(r"([a-z]+)([+-]\d+)?")
HOLE = re.compile(r"\{([^}]+)\}")
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
HOLIDAYS = {(1, 1), (1, 2), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 24), (12, 25), (12, 26), (12, 31)}


@dataclass(frozen=True)
class Line:
    """Something to post. `between` is the window of days on which it is true ("11-10/11-25"; always when empty).

    The text may hold days to be printed: `{12-18}`, a named day (`{easter}`), the next weekday (`{saturday}`), `{opening}`.
    """

    text: str
    scene: str = ""
    between: str = ""


@dataclass(frozen=True)
class Almanac:
    """The calendar around the day on which the demo brand opens its workshop."""

    opening: date

    def day(self, name: str, year: int) -> date:
        """The day of that name ("12-18", "easter-2") in a year. Raises ValueError for an unknown name."""
        if name[0].isdigit():
            return date.fromisoformat(f"{year}-{name}")
        found = NAMED.fullmatch(name)
        if found is None:
            raise ValueError(f"no day is called {name}")
        return self._named(found[1], year) + timedelta(days=int(found[2] or 0))

    def last(self, line: Line, day: date) -> date | None:
        """The last day of the line's window that holds `day`; None when the line is not true then."""
        if not line.between:
            return date.max
        first, last = line.between.split("/")
        for year in (day.year - 1, day.year):
            start, end = self.day(first, year), self.day(last, year)
            end = self.day(last, year + 1) if end < start else end
            if start <= day <= end:
                return end
        return None

    def choose(self, lines: list[Line], day: date) -> Line | None:
        """Take from `lines` the one that is true on that day and will not be for long."""
        true = [(last, place) for place, line in enumerate(lines) if (last := self.last(line, day))]
        return lines.pop(min(true)[1]) if true else None

    def fill(self, text: str, day: date, language: str) -> str:
        """The text as it is posted on `day`: its days as dates in its language, its spaces as they are printed."""
        said = HOLE.sub(lambda hole: printed(self._ahead(hole[1], day), language), text)
        return SPACED.sub("\u00a0", said) if language == "fr" else said

    def _ahead(self, name: str, day: date) -> date:
        if name in WEEKDAYS:
            return day + timedelta(days=(WEEKDAYS.index(name) - day.weekday() - 1) % 7 + 1)
        if name.startswith("opening"):
            return self.day(name, day.year)
        this_year = self.day(name, day.year)
        return this_year if this_year >= day else self.day(name, day.year + 1)

    def _named(self, name: str, year: int) -> date:
        match name:
            case "easter":
                return easter(year)
            case "mothers":  # the last Sunday of May in France, a week later when that is Pentecost
                last = _sunday(year, 5, 25)
                return last + timedelta(weeks=last == easter(year) + timedelta(days=49))
            case "fathers":
                return _sunday(year, 6, 15)
            case "heritage":  # European Heritage Days: the third Saturday of September
                return _sunday(year, 9, 16) - timedelta(days=1)
            case "wintertime":
                return _sunday(year, 10, 25)
            case "summertime":
                return _sunday(year, 3, 25)
            case "opening":
                return self.opening
        raise ValueError(f"no day is called {name}")


def _sunday(year: int, month: int, first: int) -> date:
    """The first Sunday from that day on."""
    day = date(year, month, first)
    return day + timedelta(days=6 - day.weekday())


def printed(day: date, language: str) -> str:
    """A day as people read it: samedi 12 décembre, Saturday 12 December."""
    with translation.override(language):
        said = date_format(day, "l j F")
    return said.replace(" 1 ", " 1er ") if language == "fr" else said


def opening_after(today: date) -> date:
    """The day in a little over two weeks on which the workshop opens: a Saturday, or earlier when France has a holiday then."""
    day = today - timedelta(days=today.weekday()) + timedelta(weeks=2, days=5)
    while closed(day):
        day -= timedelta(days=1)
    return day


def closed(day: date) -> bool:
    """Whether the house is closed for a holiday."""
    return (day.month, day.day) in HOLIDAYS or day == easter(day.year) + timedelta(days=1)
