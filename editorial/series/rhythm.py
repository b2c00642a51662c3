"""When a series comes: its rule at an hour of the wall, over changes of clocks and public holidays, with what is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from lib import clock, workdays
from lib.recurrence import Rule

SIGHT = timedelta(days=3 * 366)  # how far ahead is looked for the next dates
LONGEST_SHIFT = timedelta(days=14)  # over holidays and weekends to the next working day


@dataclass(frozen=True)
class Coming:
    """One day of a series. `number` counts from its beginning; `wall` is when it leaves, None when it does not.

    `holiday` is the name of the public holiday that the day is; `skipped` says that somebody took the day out.
    """

    day: date
    number: int
    wall: datetime | None
    zone: str
    holiday: str = ""
    skipped: bool = False

    @property
    def moment(self) -> datetime | None:
        """When it leaves, aware UTC."""
        return clock.resolve(self.wall, self.zone) if self.wall else None

    @property
    def moved(self) -> bool:
        """Whether it leaves on another day than the rule says."""
        return bool(self.wall and self.wall.date() != self.day)

    @property
    def shown(self) -> datetime | None:
        """What clocks show when it leaves: another time where they skip the chosen one."""
        return clock.wall(self.moment, self.zone) if self.moment else None

    @property
    def gap(self) -> bool:
        """Whether clocks skip its time that night, so that it leaves that much later."""
        return self.shown != self.wall

    @property
    def twice(self) -> bool:
        """Whether clocks show its time twice that night: it leaves the first time."""
        if not self.wall or self.gap:
            return False
        second = self.wall.replace(tzinfo=ZoneInfo(self.zone), fold=1).astimezone(UTC)
        return second != self.moment


@dataclass(frozen=True)
class Rhythm:
    """A rule with its hour and zone, its end, the holidays it heeds and the days left out. See models.Series."""

    rule: Rule
    starts_on: date
    at: time
    zone: str
    ends_on: date | None = None
    times: int | None = None
    holidays: str = ""
    shift: bool = False
    skipped: frozenset[date] = frozenset()

    def days(self, until: date) -> list[tuple[int, date]]:
        """The days that the rule says up to `until`, numbered."""
        end = min(until, self.ends_on) if self.ends_on else until
        return list(self.rule.days(self.starts_on, until=end, times=self.times))

    def comings(self, after: datetime, until: datetime) -> Iterator[Coming]:
        """What leaves, or would but for a holiday or a person, later than `after` and not later than `until`."""
        days = self.days(clock.wall(until, self.zone).date() + LONGEST_SHIFT)
        said = {day for _number, day in days}
        earliest = clock.wall(after, self.zone).date() - LONGEST_SHIFT
        for number, day in days:
            if day < earliest:
                continue
            coming = self._coming(number, day, said)
            moment = coming.moment or clock.resolve(datetime.combine(day, self.at), self.zone)
            if after < moment <= until:
                yield coming

    def coming(self, day: date) -> Coming | None:
        """The one of that day of the rule; None when the rule does not say the day."""
        days = self.days(day + LONGEST_SHIFT)
        said = {each for _number, each in days}
        return next((self._coming(number, each, said) for number, each in days if each == day), None)

    def _coming(self, number: int, day: date, said: set[date]) -> Coming:
        name = workdays.holiday(day, self.holidays) if self.holidays else ""
        there: date | None = day
        if name:
            there = workdays.working_day_after(day, self.holidays) if self.shift else None
            if there in said:
                there = None  # it comes on that day anyway
        skipped = day in self.skipped
        wall = datetime.combine(there, self.at) if there and not skipped else None
        return Coming(day, number, wall, self.zone, name, skipped)

    def next(self, count: int = 1, after: datetime | None = None) -> list[Coming]:
        """The next ones that leave; fewer when it ends, or when hardly any comes in three years."""
        now = after or clock.now()
        return list(islice((coming for coming in self.comings(now, now + SIGHT) if coming.wall), count))

    def next_with_gaps(self, count: int, after: datetime | None = None) -> list[Coming]:
        """As `next`, with those between them that do not leave."""
        now, found, leaving = after or clock.now(), [], 0
        for coming in self.comings(now, now + SIGHT):
            found.append(coming)
            leaving += coming.wall is not None
            if leaving == count:
                break
        return found if leaving else []
