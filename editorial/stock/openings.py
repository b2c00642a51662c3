"""The openings of slots: a slot on a day to come, and whether something planned has taken it. Values only; no database."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

BESIDE = timedelta(minutes=30)  # what stands less than this from a slot takes it

Place = tuple[int, time]  # weekday and hour of a slot


class Opening(NamedTuple):
    """A slot on a day to come, not taken. `wall` is what clocks show in the brand's zone."""

    slot: int
    account: int
    wall: datetime
    moment: datetime
    theme: int | None = None
    kind: str = "kept"

    @property
    def free(self) -> bool:
        """Whether it is margin that stays empty."""
        return self.kind == "free"


def untaken(openings: Iterable[Opening], busy: Mapping[int, Sequence[datetime]]) -> list[Opening]:
    """The openings beside which nothing of their account is planned; each planned post takes the nearest one, and only that."""
    there = sorted(openings, key=lambda each: (each.moment, each.account))
    mine = by_account(there)
    taken = {id(opening) for account, rows in mine.items() for opening in _taken(rows, busy.get(account, ()))}
    return [opening for opening in there if id(opening) not in taken]


def _taken(rows: list[Opening], busy: Sequence[datetime]) -> Iterator[Opening]:
    free = Line(rows)
    for moment in _near(rows, sorted(busy)):
        if (nearest := free.nearest(moment)) is not None:
            free.take(nearest)
            yield nearest


def _near(rows: Iterable[Opening], busy: Sequence[datetime]) -> Iterator[datetime]:
    """Those of the moments, in order, that stand beside an opening: of thousands they are few."""
    done = 0
    for row in rows:
        since = max(bisect_right(busy, row.moment - BESIDE), done)
        done = max(bisect_left(busy, row.moment + BESIDE), since)
        yield from busy[since:done]


class Line:
    """The openings of one account by time, from which some are taken away."""

    def __init__(self, rows: Iterable[Opening]):
        self.rows = sorted(rows, key=lambda each: each.moment)
        self.moments = [row.moment for row in self.rows]

    def nearest(self, moment: datetime) -> Opening | None:
        """The one that stands beside the moment, the nearest one of several; None where none does."""
        at = bisect_left(self.moments, moment)
        since = moment - self.moments[at - 1] if at else BESIDE
        until = self.moments[at] - moment if at < len(self.moments) else BESIDE
        if min(since, until) >= BESIDE:
            return None
        return self.rows[at - 1] if since <= until else self.rows[at]

    def take(self, opening: Opening) -> None:
        """Take it away."""
        at = bisect_left(self.moments, opening.moment)
        while self.rows[at] is not opening:
            at += 1
        del self.rows[at], self.moments[at]


def by_account(openings: Iterable[Opening]) -> dict[int, list[Opening]]:
    """The openings of each account."""
    found: dict[int, list[Opening]] = defaultdict(list)
    for opening in openings:
        found[opening.account].append(opening)
    return found


class Homes:
    """At which hours a post for several accounts leaves: where most of them have a slot; anywhere when no two share one."""

    def __init__(self, openings: Iterable[Opening]):
        self.places: dict[int, set[Place]] = defaultdict(set)
        for opening in openings:
            if not opening.free:
                self.places[opening.account].add((opening.wall.weekday(), opening.wall.time()))
        self.known: dict[tuple[int, ...], frozenset[Place] | None] = {}

    def allow(self, accounts: tuple[int, ...], opening: Opening) -> bool:
        """Whether a post for these accounts may leave there."""
        if accounts not in self.known:
            self.known[accounts] = self._best(accounts)
        best = self.known[accounts]
        return best is None or (opening.wall.weekday(), opening.wall.time()) in best

    def _best(self, accounts: tuple[int, ...]) -> frozenset[Place] | None:
        counts: dict[Place, int] = defaultdict(int)
        for account in accounts:
            for place in self.places.get(account, ()):
                counts[place] += 1
        most = max(counts.values(), default=0)
        return frozenset(place for place, count in counts.items() if count == most) if most > 1 else None
