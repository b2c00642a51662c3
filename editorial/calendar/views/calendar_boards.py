"""The four boards of the calendar: month, week, list, and the posts that have no date yet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists
from django.db.models.functions import Left

from campaigns.models import Campaign
from editorial.calendar import bands, beside, calendar, layers
from editorial.calendar.bands import Band
from editorial.calendar.calendar import Box, Entry
from editorial.calendar.layers import Mark, Period, Read
from editorial.calendar.views.shown import Shown
from editorial.models import PATTERN
from lib import clock
from lib.pages import Keyset
from lib.text import one_line
from publishing.models import Account
from team.access import BrandRequest
from team.rights import Right

ROOMY = 200  # up to so many posts a page shows more of each
DATED = Keyset("planned_for", "pk")
UNDATED = Keyset("-changed_at", "-pk")
DAYS = timedelta(days=30)  # how far behind the last post of the list its days go on


@dataclass(frozen=True)
class Desk:
    """For whom a board is drawn, of what, and the accounts and campaigns of the brand."""

    request: BrandRequest
    shown: Shown
    accounts: Mapping[int, Account]
    campaigns: list[Campaign]

    @property
    def zone(self) -> str:
        """The reader's zone."""
        return self.request.user.zone

    def read(self, start: date, end: date) -> Read:
        """What stands beside the posts in these days; with it whether something is about to leave, and the members."""
        filters = self.shown.filters
        moments = calendar.midnight(start, self.zone), calendar.midnight(end, self.zone)
        accounts = filters.accounts(self.accounts)
        may_write = self.request.member.may(Right.WRITE)
        posts = filters.of(self.request.brand.posts.all())
        period = Period(self.request.brand, start, end, self.zone, *moments, accounts, posts, filters.narrow, may_write)
        near, people, slots = Exists(calendar.something_near()), ArraySubquery(calendar.people()), ArraySubquery(calendar.slots())
        return layers.read(period, beside.LAYERS, near=near, people=people, slots=slots)

    def boxes(self, start: date, end: date, **shown: Any) -> dict[datetime | date, Box]:
        """The posts of these days; see `calendar.boxes`."""
        return calendar.boxes(self.request.brand, start, end, self.zone, self.shown.filters, self.accounts, **shown)


def period(shown: Shown) -> tuple[date, date]:
    """The first day of a month or a week as it is shown, and the one after its last."""
    if shown.view == "month":
        return calendar.month_of(shown.on)
    start = calendar.week_of(shown.on) if shown.view == "week" else shown.on
    return start, start + timedelta(days=7)


@dataclass
class Day:
    """One day of the month as it is drawn."""

    date: date
    box: Box
    marks: list[Mark]
    shown: Shown

    @property
    def kind(self) -> str:
        """The classes that say where the day lies."""
        outside = " day--outside" if self.date.month != self.shown.on.month else ""
        if self.date == self.shown.today:
            return outside + " day--today"
        return outside + (" day--past" if self.date < self.shown.today else "")

    @property
    def iso(self) -> str:
        """The day as addresses write it."""
        return self.date.isoformat()

    @property
    def all(self) -> str:
        """The address of the whole day."""
        return self.shown.address(view="list", on=self.date)


@dataclass
class Week:
    """Seven days, and the campaigns behind them."""

    days: list[Any]
    bands: list[Band] = field(default_factory=list)


def month(desk: Desk) -> dict[str, Any]:
    """The weeks around a month."""
    start, end = period(desk.shown)
    found = desk.boxes(start, end, hours=False, most=4)
    total = sum(box.total for box in found.values())
    if total > ROOMY:
        _shorten(found.values(), most=3)
    read = desk.read(start, end)
    whole, timed = _by_day(read.marks)
    for day, marks in timed.items():
        found.setdefault(day, Box()).marks = marks[: 3 if total <= ROOMY else 1]
    days = [Day(day, found.get(day, Box()), whole[day], desk.shown) for day in _days(start, end)]
    weeks = [Week(days[first : first + 7]) for first in range(0, len(days), 7)]
    for week in weeks:
        week.bands = bands.of_week(desk.campaigns, [day.date for day in week.days], opening=week is weeks[0])
    return {"weeks": weeks, "weekdays": [day.date for day in days[:7]], "roomy": total <= ROOMY, **_told(found.values(), read)}


def _by_day(marks: Iterable[Mark]) -> tuple[dict[date, list[Mark]], dict[date, list[Mark]]]:
    """The marks of whole days, and those that have an hour."""
    whole: dict[date, list[Mark]] = defaultdict(list)
    timed: dict[date, list[Mark]] = defaultdict(list)
    for mark in marks:
        (timed if mark.at else whole)[mark.day].append(mark)
    return whole, timed


def _shorten(found: Iterable[Box], *, most: int) -> None:
    """Leave less of each day or hour where there is much, so that the page stays light."""
    for box in found:
        box.entries = [replace(entry, text=one_line(entry.text, 28), picture=None) for entry in box.entries[:most]]


Boxes = Mapping[datetime | date, Box]


@dataclass
class Cell:
    """One hour of one day of the week as it is drawn."""

    at: datetime
    box: Box

    @property
    def iso(self) -> str:
        """The day as addresses write it."""
        return self.at.date().isoformat()


Hour = tuple[int, list[Cell]]  # an hour of the clock and its seven cells


def week(desk: Desk) -> dict[str, Any]:
    """Seven days by their hours."""
    start, end = period(desk.shown)
    total = calendar.within(desk.request.brand, start, end, desk.zone, desk.shown.filters).count()
    roomy = total <= ROOMY
    found = desk.boxes(start, end, hours=True, most=3 if roomy else 1, pictures=roomy)
    if not roomy:
        _shorten(found.values(), most=1)
    read = desk.read(start, end)
    whole, _timed = _by_day(read.marks)
    for mark in (mark for mark in read.marks if mark.at):
        found.setdefault(mark.at.replace(minute=0, second=0, microsecond=0), Box()).marks.append(mark)  # type: ignore[union-attr]
    days = list(_days(start, end))
    hours = _hours(days, found, [*_of_slots(desk, read), *_ours(found)])
    early = _early(days, found, hours[0][0])
    return {
        "hours": hours,
        "early": early,
        "early_count": sum(len(cell.box.marks) for _hour, cells in early for cell in cells),
        "days": [Day(day, Box(), whole[day], desk.shown) for day in days],
        "bands": bands.of_week(desk.campaigns, days, opening=True),
        "roomy": roomy,
        **_told(found.values(), read),
    }


def _of_slots(desk: Desk, read: Read) -> list[int]:
    """The hours of the brand's slots, as clocks of the reader show them in that week."""
    zone, start = desk.request.brand.zone, desk.shown.on
    moments = (clock.resolve(datetime.combine(start, at), zone) for at in read.answers["slots"])
    return [clock.wall(moment, desk.zone).hour for moment in moments]


def _ours(found: Boxes) -> list[int]:
    """The hours in which something of ours stands, and not only what was posted elsewhere."""
    return [at.hour for at, box in _timed(found) if box.entries or any(mark.kind != "outside" for mark in box.marks)]


def _timed(found: Boxes) -> list[tuple[datetime, Box]]:
    return [(at, box) for at, box in found.items() if isinstance(at, datetime)]


def _hours(days: Iterable[date], found: Boxes, wanted: Iterable[int]) -> list[Hour]:
    """The hours to look at: from the first that is wanted to the last in use, those of a working day at least."""
    last = max((at.hour for at, _box in _timed(found)), default=18)
    return _rows(days, found, range(min(*wanted, 8, 9), max(*wanted, last, 18) + 1))


def _early(days: Iterable[date], found: Boxes, before: int) -> list[Hour]:
    """The hours before these in which something was posted elsewhere: folded, so that the week opens where one works."""
    used = {at.hour for at, _box in _timed(found) if at.hour < before}
    return _rows(days, found, sorted(used))


def _rows(days: Iterable[date], found: Boxes, hours: Iterable[int]) -> list[Hour]:
    midnights = [datetime(day.year, day.month, day.day) for day in days]
    return [(hour, [Cell(at, found.get(at, Box())) for at in (day.replace(hour=hour) for day in midnights)]) for hour in hours]


@dataclass
class Agenda:
    """One day of the list: its posts and marks by hour, and what belongs to the whole day."""

    date: date
    items: list[Entry | Mark]
    marks: list[Mark]


def is_said(mark: Mark) -> bool:
    """Whether the brand itself has put it there: then its day stands in the list although nothing leaves."""
    return mark.at is not None or mark.kind in ("note", "own")


def listed(desk: Desk) -> dict[str, Any]:
    """The posts from a day on, day by day."""
    shown = desk.shown
    posts = shown.filters.of(desk.request.brand.posts.filter(planned_for__gte=calendar.midnight(shown.on, desk.zone)))
    rows = DATED.page(posts.annotate(short=Left("text", 160)).values_list(*calendar.COLUMNS, named=True), shown.after)
    found = calendar.entries(rows.rows, desk.zone, desk.accounts, length=140)
    days = {day: list(group) for day, group in groupby(found, key=lambda entry: entry.at.date() if entry.at else shown.on)}
    start = min(days, default=shown.on) if shown.after else shown.on
    end = max(days, default=start) + (timedelta(days=1) if rows.after else DAYS)
    read = desk.read(start, end)
    agenda = _agenda(days, read.marks, {shown.on} if not shown.after and not shown.filters.narrow else set())
    return {"days": agenda, "after": rows.after, "entries": found, "read": read}


def _agenda(days: Mapping[date, list[Entry]], marks: Iterable[Mark], always: set[date]) -> list[Agenda]:
    whole, timed = _by_day(marks)
    said = {day for day, some in whole.items() if any(map(is_said, some))}
    wanted = sorted(always | set(days) | set(timed) | said)
    return [Agenda(day, Box(days.get(day, []), marks=timed[day]).items, whole[day]) for day in wanted]


def undated(desk: Desk) -> dict[str, Any]:
    """The posts that have no date, what changed last on top."""
    posts = desk.shown.filters.of(desk.request.brand.posts.filter(planned_for=None).exclude(PATTERN))
    columns = (*calendar.COLUMNS, "changed_at")
    rows = UNDATED.page(posts.annotate(short=Left("text", 160)).values_list(*columns, named=True), desk.shown.after)
    found = calendar.entries(rows.rows, desk.zone, desk.accounts, length=140)
    return {"entries": found, "after": rows.after, "read": desk.read(desk.shown.on, desk.shown.on)}


BOARDS = {"month": month, "week": week, "list": listed, "undated": undated}


def _days(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=number) for number in range((end - start).days))


def _told(found: Iterable[Box], read: Read) -> dict[str, Any]:
    boxes = list(found)
    entries: list[Entry] = [entry for box in boxes for entry in box.entries]
    return {"entries": entries, "totals": [box.total for box in boxes], "read": read}
