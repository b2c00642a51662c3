"""Drawing from the stock: which post goes into which slot to come, and why. Values in, values out; no database.

The order, see docs/decisions/drawing-order.md: the slot's own theme; the theme that is furthest behind its wanted share; then the
highest priority; then what must leave soonest; then the oldest. The same stock and slots always give the same plan.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from editorial.stock.openings import BESIDE, Homes, Line, Opening, by_account, untaken

REST = None  # the posts of no theme with a wanted share

Wanted = Callable[[date], Mapping[int, int]]  # the shares (percent) that themes should have on a day


class Why(StrEnum):
    """What decided for a post."""

    SLOT = "slot"  # the slot asks for its theme
    SHARE = "share"  # its theme is the furthest behind
    PRIORITY = "priority"
    EXPIRY = "expiry"
    AGE = "age"
    ALONE = "alone"  # there was no other


@dataclass(frozen=True, slots=True)
class Ready:
    """A post of the stock. It may leave from `first` to `last`, both included; None for no bound."""

    pk: int
    accounts: tuple[int, ...]
    theme: int | None = None
    priority: int = 5
    first: date | None = None
    last: date | None = None

    def fits(self, day: date) -> bool:
        """Whether it may leave on that day."""
        return (self.first is None or self.first <= day) and not self.over(day)

    def over(self, day: date) -> bool:
        """Whether its last day lies before that day."""
        return self.last is not None and self.last < day

    @property
    def order(self) -> tuple[int, date, int]:
        """Where it stands in its queue."""
        return -self.priority, self.last or date.max, self.pk


@dataclass(frozen=True, slots=True)
class Drawn:
    """A post in a slot. `theme` says that its theme decided (SLOT or SHARE), `why` what did among the posts of the theme."""

    opening: Opening
    post: Ready
    why: Why
    theme: Why | None = None


@dataclass
class Plan:
    """What the stock gives for the openings, in their order: what is drawn, what stays empty, what is margin left free.

    `out` is the day on which a theme's turn came, on an account, and nothing of it was left.
    """

    drawn: list[Drawn] = field(default_factory=list)
    empty: list[Opening] = field(default_factory=list)
    free: list[Opening] = field(default_factory=list)
    out: dict[tuple[int, int], date] = field(default_factory=dict)


Queue = dict[int, Ready]  # posts by their number, in the order in which they leave


class Shelf:
    """What is ready for one account: a queue for each theme, and one for all themes without a wanted share.

    `left` counts what was not drawn yet, on whichever account; what was drawn may still stand in a queue.
    """

    def __init__(self) -> None:
        self.left = 0
        self.queues: dict[int | None, Queue] = {}
        self._rests: dict[frozenset[int], tuple[list[int | None], Queue]] = {}

    def put(self, row: Ready) -> None:
        """Put a post behind the others of its theme."""
        self.queues.setdefault(row.theme, {})[row.pk] = row
        self.left += 1

    def of(self, theme: int | None) -> Queue:
        """The queue of a theme."""
        return self.queues.get(theme, {})

    def rest(self, shares: Mapping[int, int]) -> tuple[list[int | None], Queue]:
        """The themes that are not among `shares`, and their posts in one queue."""
        key = frozenset(shares)
        if key not in self._rests:
            themes = [theme for theme in self.queues if theme not in shares]
            rows = sorted((row for theme in themes for row in self.queues[theme].values()), key=lambda row: row.order)
            self._rests[key] = themes, {row.pk: row for row in rows}
        return self._rests[key]


class Walk:
    """One walk along all openings of a period, in the order of time.

    `busy` are the planned moments of each account, `got` how many posts of each account and theme are out or planned lately.
    """

    def __init__(
        self,
        openings: Iterable[Opening],
        ready: Iterable[Ready],
        *,
        busy: Mapping[int, Sequence[datetime]],
        wanted: Wanted,
        got: Mapping[tuple[int, int | None], int],
    ):
        every = list(openings)
        self.homes = Homes(every)
        self.openings = untaken(every, busy)
        self.lines = {account: Line(rows) for account, rows in by_account(self.openings).items()}
        self.busy = defaultdict(list, {account: sorted(moments) for account, moments in busy.items()})
        self.wanted, self.got = wanted, defaultdict(int, got)
        self.shelves = _shelves(ready)
        self.drawn: set[int] = set()
        self.taken: set[int] = set()
        self.plan = Plan()

    def go(self) -> Plan:
        """Give each opening its post, in the order of time."""
        for opening in self.openings:
            if opening.free:
                self.plan.free.append(opening)
            elif id(opening) not in self.taken:  # by a post for several accounts, drawn for another one
                self._fill(opening)
        return self.plan

    def _fill(self, opening: Opening) -> None:
        found = self._choose(opening, opening.wall.date())
        if found is None:
            self.plan.empty.append(opening)
        else:
            self._take(found)

    def _choose(self, opening: Opening, day: date) -> Drawn | None:
        shelf = self.shelves[opening.account]
        if opening.theme is not None:
            return self._first(opening, day, opening.theme, shelf.of(opening.theme), Why.SLOT)
        shares = self.wanted(day)
        if not shelf.left:
            self._run_out(opening.account, shares, day)
            return None
        themes, rest = shelf.rest(shares)
        queues = {theme: shelf.of(theme) for theme in shares} | {REST: rest}
        if not any(queues.values()):
            self._run_out(opening.account, shares, day)
            return None
        for theme in self._turns(opening.account, shares, themes):
            found = self._first(opening, day, theme, queues[theme], Why.SHARE if theme is not REST else None)
            if found:
                return found
        return None

    def _turns(self, account: int, shares: Mapping[int, int], rest: Sequence[int | None]) -> list[int | None]:
        """The themes in the order of their turn, as seats are given out by the method of Sainte-Laguë: large and small alike."""
        weights: dict[int | None, int] = dict(shares.items())
        if rest:
            weights[REST] = max(100 - sum(shares.values()), 1)
        has = {theme: self.got[account, theme] for theme in shares} | {REST: sum(self.got[account, each] for each in rest)}
        return sorted(weights, key=lambda theme: (-weights[theme] / (2 * has[theme] + 1), theme is REST, theme or 0))

    def _first(self, opening: Opening, day: date, theme: int | None, queue: Queue, because: Why | None) -> Drawn | None:
        """The first post of the theme's queue that may go there; where there is none, the theme is out on that day."""
        rows = self._two(opening, day, queue) if queue else []
        if rows:
            return Drawn(opening, rows[0], _why(rows), because)
        if theme is not REST:
            self._run_out(opening.account, [theme], day)
        return None

    def _run_out(self, account: int, themes: Iterable[int], day: date) -> None:
        for theme in themes:
            self.plan.out.setdefault((account, theme), day)

    def _two(self, opening: Opening, day: date, queue: Queue) -> list[Ready]:
        """The first two of a queue that may go there: the one, and whom it was preferred to. What is gone leaves the queue."""
        found: list[Ready] = []
        gone: list[int] = []
        for row in queue.values():
            if row.pk in self.drawn or row.over(day):
                gone.append(row.pk)
            elif self._may(row, opening, day):
                found.append(row)
                if len(found) == 2:
                    break
        for pk in gone:
            del queue[pk]
        return found

    def _may(self, row: Ready, opening: Opening, day: date) -> bool:
        if not row.fits(day):
            return False
        if len(row.accounts) == 1:
            return True
        return self.homes.allow(row.accounts, opening) and not any(
            self._beside(account, opening.moment) for account in row.accounts if account != opening.account
        )

    def _beside(self, account: int, moment: datetime) -> bool:
        """Whether the account has something planned, or margin to keep, beside that moment."""
        busy = self.busy[account]
        at = bisect_left(busy, moment)
        if any(abs(other - moment) < BESIDE for other in busy[max(at - 1, 0) : at + 1]):
            return True
        line = self.lines.get(account)
        near = line.nearest(moment) if line else None
        return near is not None and near.free

    def _take(self, drawn: Drawn) -> None:
        post, moment = drawn.post, drawn.opening.moment
        self.plan.drawn.append(drawn)
        self.drawn.add(post.pk)
        for account in post.accounts:
            self.got[account, post.theme] += 1
            self.shelves[account].left -= 1
            insort(self.busy[account], moment)
            line = self.lines.get(account)
            near = drawn.opening if account == drawn.opening.account else line.nearest(moment) if line else None
            if line and near:
                line.take(near)
                self.taken.add(id(near))


def _shelves(ready: Iterable[Ready]) -> defaultdict[int, Shelf]:
    """The shelf of each account, its queues in order."""
    shelves: defaultdict[int, Shelf] = defaultdict(Shelf)
    for row in sorted(ready, key=lambda each: each.order):
        for account in row.accounts:
            shelves[account].put(row)
    return shelves


def _why(rows: Sequence[Ready]) -> Why:
    if len(rows) < 2:
        return Why.ALONE
    one, other = rows[0], rows[1]
    if one.priority != other.priority:
        return Why.PRIORITY
    return Why.EXPIRY if one.last != other.last else Why.AGE
