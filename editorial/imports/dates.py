"""Days and hours as people write them in tables."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time

from lib.text import fold

DAY_FIRST, MONTH_FIRST, UNSURE = "dmy", "mdy", "?"
ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
SLASHED = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$")
WORDED = re.compile(r"^(?:[a-z]+\.?,? )?(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]+)\.?,? (\d{4})$")
AMERICAN = re.compile(r"^(?:[a-z]+\.?,? )?([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$")
CLOCK = re.compile(r"^(\d{1,2})(?: ?[:h.] ?(\d{2})?)?(?::(\d{2})(?:\.\d+)?)? ?(?:min)? ?(am|pm|a\.m\.|p\.m\.)?$")
MONTHS = (
    "janvier january", "fevrier february", "mars march", "avril april", "mai may", "juin june", "juillet july", "aout august",
    "septembre september", "octobre october", "novembre november", "decembre december",
)  # fmt: skip


class Unreadable(ValueError):
    """Nobody can tell which day or hour is meant."""


def order_of(cells: Iterable[str]) -> str:
    """Whether days or months come first in these dates; "" where it makes no difference, UNSURE where nothing tells."""
    pairs = [(int(found[1]), int(found[2])) for cell in cells if (found := SLASHED.match(_day_part(cell)))]
    if any(first > 12 for first, _second in pairs):
        return DAY_FIRST
    if any(second > 12 for _first, second in pairs):
        return MONTH_FIRST
    return UNSURE if any(first != second for first, second in pairs) else ""


def _day_part(cell: str) -> str:
    return cell.strip().partition("T")[0].partition(" ")[0]


def day(cell: str, order: str = DAY_FIRST) -> date:
    """The day that a cell says. Raises Unreadable."""
    said = " ".join(fold(cell).split())
    try:
        if found := ISO.match(said):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := SLASHED.match(said):
            first, second, year = int(found[1]), int(found[2]), int(found[3])
            year = year + 2000 if len(found[3]) == 2 else year
            return date(year, first, second) if order == MONTH_FIRST else date(year, second, first)
        if found := WORDED.match(said):
            return date(int(found[3]), _month(found[2]), int(found[1]))
        if found := AMERICAN.match(said):
            return date(int(found[3]), _month(found[1]), int(found[2]))
    except ValueError as error:
        raise Unreadable(cell) from error
    raise Unreadable(cell)


def _month(word: str) -> int:
    for number, names in enumerate(MONTHS, 1):
        if any(name.startswith(word) and (len(word) > 2) for name in names.split()):
            return number
    raise Unreadable(word)


def hour(cell: str) -> time:
    """The hour that a cell says: 14:30, 14h30, 9h, 2:30 pm. Raises Unreadable."""
    said = " ".join(fold(cell).split())
    found = CLOCK.match(said)
    if not found or (not found[2] and not found[4] and "h" not in said):
        raise Unreadable(cell)
    number = int(found[1])
    if found[4]:
        if not 1 <= number <= 12:
            raise Unreadable(cell)
        number = number % 12 + (12 if found[4].startswith("p") else 0)
    try:
        return time(number, int(found[2] or 0), int(found[3] or 0))
    except ValueError as error:
        raise Unreadable(cell) from error


def moment(cell: str, order: str = DAY_FIRST) -> datetime:
    """The day and hour that one cell says; aware where it names its distance from UTC. Raises Unreadable."""
    said = " ".join(cell.split())
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        found = None
    if found and len(said) > 10:
        return found.replace(microsecond=0)
    for cut in re.finditer(r"(?: à | a | at |, | |T)", said):
        try:
            return datetime.combine(day(said[: cut.start()], order), hour(said[cut.end() :]))
        except Unreadable:
            continue
    raise Unreadable(cell)
