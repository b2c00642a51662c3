"""How each account stands: how many days its stock lasts, what is ready, how many posts are missing; and so for each theme."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from editorial.models import Pace
from editorial.stock import shares
from publishing.models import Account

if TYPE_CHECKING:
    from editorial.stock.stock import Outlook


@dataclass(frozen=True)
class Left:
    """How long something lasts: `days` from today until the first slot that stays empty, 0 for today.

    None when no slot stays empty within the horizon (`paced`), or when there is no pace to count by.
    """

    days: int | None
    paced: bool = True


@dataclass(frozen=True)
class ThemeLevel:
    """What is ready of a theme on an account, and how long it lasts."""

    theme: Any
    ready: int
    left: Left


@dataclass(frozen=True)
class Level:
    """How an account stands: its days left, the posts ready for it, how many are missing to reach its target."""

    account: Account
    pace: Pace
    slots: int
    ready: int
    left: Left
    missing: int
    seen: "Outlook"

    @property
    def themes(self) -> list[ThemeLevel]:
        """What is ready by theme: those it has something of, and those that a slot or a running campaign wants."""
        return _themes(self.seen, self.account)

    @property
    def low(self) -> bool:
        """Whether fewer days are left than people want to be told under."""
        return self.left.days is not None and self.left.days < self.pace.alert_days

    @property
    def short(self) -> bool:
        """Whether fewer days are left than wanted."""
        return self.left.days is not None and self.left.days < self.pace.target_days

    @property
    def share(self) -> float | None:
        """The days left as a part of those wanted; None without a pace."""
        if not self.left.paced:
            return None
        return 1.0 if self.left.days is None else min(self.left.days / max(self.pace.target_days, 1), 1.0)

    @property
    def tone(self) -> str:
        """The tone of its gauge."""
        return "bad" if self.low else "warn" if self.short else "good"


def of(seen: "Outlook", account: Account) -> Level:
    """How the account stands."""
    mine, empty = seen.slots_of.get(account.pk, ()), seen.empty.get(account.pk, ())
    pace = getattr(account, "pace", None) or Pace(account=account)
    wanted = seen.today + timedelta(days=pace.target_days)
    return Level(
        account=account,
        pace=pace,
        slots=len(mine),
        ready=len(seen.ready_for.get(account.pk, ())),
        left=Left((empty[0] - seen.today).days if empty else None, paced=bool(mine)),
        missing=sum(day < wanted for day in empty),
        seen=seen,
    )


def _themes(seen: "Outlook", account: Account) -> list[ThemeLevel]:
    mine = seen.slots_of.get(account.pk, ())
    counts: dict[int, int] = defaultdict(int)
    for row in seen.ready_for.get(account.pk, ()):
        if row.theme is not None:
            counts[row.theme] += 1
    asked = {slot.theme_id for slot in mine if slot.theme_id}
    shared = set(shares.Themes(seen.campaigns)(seen.today)) if mine else set()
    found = [seen.themes[pk] for pk in {*counts, *asked, *shared} if pk in seen.themes]
    return [
        ThemeLevel(theme, counts[theme.pk], _lasts(seen, account, theme.pk, paced=theme.pk in asked | shared))
        for theme in sorted(found, key=lambda theme: (theme.name, theme.pk))
    ]


def _lasts(seen: "Outlook", account: Account, theme: int, *, paced: bool) -> Left:
    out = seen.plan.out.get((account.pk, theme))
    return Left((out - seen.today).days if out and paced else None, paced)


def shortest(levels: Sequence[Level]) -> Level | None:
    """The account whose stock ends first, where one does."""
    ending = [level for level in levels if level.left.days is not None]
    return min(ending, key=lambda level: level.left.days or 0, default=None)
