"""The stock: approved posts without a date, drawn for the slots to come; how many days it lasts on each account.

Everything is worked out from what there is, never kept: a fixed number of queries, whatever the number of posts.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Count, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Extract

from campaigns.models import Campaign
from editorial import plan
from editorial.models import STOCKED, Filling, Pace, Post, PostState, Slot, Variant
from editorial.stock import shares, slots
from editorial.stock.drawing import Drawn, Plan, Ready, Walk
from editorial.stock.openings import BESIDE, Opening
from lib import clock
from publishing.models import Account
from team.models import Brand

HORIZON = 60  # days ahead for which the stock is drawn
LATELY = timedelta(days=28)  # what left within counts for the shares of themes
MOST = 2000  # posts of the stock that are looked at, the highest priority first


@dataclass(frozen=True)
class Left:
    """How long something lasts: `days` from today until the first slot that stays empty, 0 for today.

    None when no slot stays empty within the horizon (`paced`), or when there is no pace to count by.
    """

    days: int | None
    paced: bool = True

    @property
    def share(self) -> float | None:
        """The part of the horizon that is covered; None without a pace."""
        if not self.paced:
            return None
        return 1.0 if self.days is None else self.days / HORIZON


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


@dataclass
class Outlook:
    """The stock of a brand on a day, and what becomes of it."""

    brand: Brand
    now: datetime
    accounts: list[Account]
    slots: list[Slot]
    openings: list[Opening]
    ready: list[Ready]
    campaigns: list[Campaign]
    filling: Filling
    busy: dict[int, list[datetime]]
    fixed: dict[int, list[datetime]]
    got: Mapping[tuple[int, int | None], int]
    plan: Plan = field(default_factory=Plan)

    @property
    def today(self) -> date:
        """The day it is for the brand."""
        return clock.wall(self.now, self.brand.zone).date()

    @cached_property
    def themes(self) -> dict[int, Any]:
        """The brand's themes by number."""
        return {theme.pk: theme for campaign in self.campaigns for theme in campaign.theme_list}  # type: ignore[attr-defined]

    @cached_property
    def next(self) -> dict[int, Drawn]:
        """Where each post is drawn for, by its number."""
        return {drawn.post.pk: drawn for drawn in self.plan.drawn}

    @cached_property
    def unused(self) -> list[Ready]:
        """What must leave within the horizon and finds no slot before, what ends first on top."""
        until = self.today + timedelta(days=HORIZON)
        lost = [row for row in self.ready if row.last and row.last < until and row.pk not in self.next]
        return sorted(lost, key=lambda row: (row.last or date.max, row.pk))

    @cached_property
    def levels(self) -> list[Level]:
        """How each account stands."""
        return [_level(self, account) for account in self.accounts]


def outlook(brand: Brand) -> Outlook:
    """The stock as it is now, drawn for the slots of the next HORIZON days; eight queries."""
    seen = look(brand)
    seen.plan = walk(seen)
    return seen


def look(brand: Brand) -> Outlook:
    """What there is to be drawn from and for, nothing drawn yet."""
    now = clock.now()
    until = clock.wall(now, brand.zone).date() + timedelta(days=HORIZON)
    accounts = list(
        brand.accounts.exclude(state=Account.State.DISCONNECTED).select_related("pace").order_by("network_name", "handle")
    )
    hours = slots.of(brand)
    campaigns = plan.campaigns(brand)
    row = shares.settings_of(brand)
    planned = _planned(brand, now)
    ready = _ready(brand, {campaign.pk: campaign for campaign in campaigns})
    openings = shares.settle(slots.coming(hours, brand.zone, now, until), hours, shares.of(brand, row))
    return Outlook(brand, now, accounts, hours, openings, ready, campaigns, row, *planned)


def walk(seen: Outlook, openings: Sequence[Opening] | None = None) -> Plan:
    """Draw for these openings, or for all."""
    chosen = seen.openings if openings is None else openings
    return Walk(chosen, seen.ready, busy=seen.busy, wanted=_Shares(seen.campaigns), got=seen.got).go()


class _Shares:
    """Which themes want which share on a day: those of the campaigns that run."""

    def __init__(self, campaigns: Sequence[Campaign]):
        self.campaigns = [each for each in campaigns if not each.archived_at]
        self.known: dict[date, dict[int, int]] = {}

    def __call__(self, day: date) -> Mapping[int, int]:
        if day not in self.known:
            running = [each for each in self.campaigns if each.starts_on <= day <= each.ends_on]
            self.known[day] = {theme.pk: theme.share for each in running for theme in each.theme_list if theme.share}  # type: ignore[attr-defined]
        return self.known[day]


def posts(brand: Brand) -> "QuerySet[Post]":
    """The posts of the stock."""
    return brand.posts.filter(STOCKED)


def accounts_of() -> ArraySubquery:
    """The accounts of a post, to be asked with it."""
    return ArraySubquery(Variant.objects.filter(post=OuterRef("pk")).order_by("account_id").values("account_id"))


def _ready(brand: Brand, campaigns: Mapping[int, Campaign]) -> list[Ready]:
    rows = posts(brand).annotate(on=accounts_of()).order_by("-priority", "pk")
    return [
        _row(pk, tuple(accounts), theme, priority, expires, campaigns.get(campaign))
        for pk, accounts, theme, priority, expires, campaign in rows.values_list(
            "pk", "on", "theme_id", "priority", "expires_on", "campaign_id"
        )[:MOST]
    ]


def _row(
    pk: int, accounts: tuple[int, ...], theme: int | None, priority: int, expires: date | None, campaign: Campaign | None
) -> Ready:
    """A post of a campaign leaves while the campaign runs, none after its own last day."""
    ends = [day for day in (expires, campaign and campaign.ends_on) if day]
    return Ready(pk, accounts, theme, priority, campaign.starts_on if campaign else None, min(ends, default=None))


Moments = dict[int, list[datetime]]


def _planned(brand: Brand, now: datetime) -> tuple[Moments, Moments, dict[tuple[int, int | None], int]]:
    """Of each account the moments at which something is planned, and something exceptional; of each account and theme how
    many posts are planned, or left lately.
    """
    until, coming = now + timedelta(days=HORIZON + 1), Q(planned_for__gt=now - BESIDE)
    rows = (
        brand.posts.filter(planned_for__gte=now - LATELY, planned_for__lt=until)
        .exclude(state=PostState.ARCHIVED)
        .values_list("variants__account_id", "theme_id")
        .annotate(n=Count("pk"), moments=_moments(coming), fixed=_moments(coming & Q(exceptional=True)))
        .order_by()
    )
    busy: Moments = defaultdict(list)
    fixed: Moments = defaultdict(list)
    got: dict[tuple[int, int | None], int] = {}
    for account, theme, count, moments, exceptional in rows:
        if account is not None:
            busy[account] += map(_moment, moments)
            fixed[account] += map(_moment, exceptional)
            got[account, theme] = count
    return busy, fixed, got


def _moments(which: Q) -> ArrayAgg:
    """Seconds since 1970: thousands of them are read sooner than as many dates."""
    return ArrayAgg(Cast(Extract("planned_for", "epoch", tzinfo=UTC), BigIntegerField()), filter=which, default=[])


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _level(seen: Outlook, account: Account) -> Level:
    mine = _mine(seen, account)
    pace = getattr(account, "pace", None) or Pace(account=account)
    empty = [opening.wall.date() for opening in seen.plan.empty if opening.account == account.pk]
    wanted = seen.today + timedelta(days=pace.target_days)
    return Level(
        account=account,
        pace=pace,
        slots=len(mine),
        ready=len(_of(seen, account)),
        left=Left((empty[0] - seen.today).days if empty else None, paced=bool(mine)),
        missing=sum(day < wanted for day in empty),
        seen=seen,
    )


def _over(row: Ready, today: date) -> bool:
    return row.last is not None and row.last < today


def _mine(seen: Outlook, account: Account) -> list[Slot]:
    return [slot for slot in seen.slots if slot.account_id == account.pk and slot.kind != Slot.Kind.FREE]


def _of(seen: Outlook, account: Account) -> list[Ready]:
    return [row for row in seen.ready if account.pk in row.accounts and not _over(row, seen.today)]


def _themes(seen: Outlook, account: Account) -> list[ThemeLevel]:
    mine = _mine(seen, account)
    counts: dict[int, int] = defaultdict(int)
    for row in _of(seen, account):
        if row.theme is not None:
            counts[row.theme] += 1
    asked = {slot.theme_id for slot in mine if slot.theme_id}
    shared = set(_Shares(seen.campaigns)(seen.today)) if mine else set()
    found = [seen.themes[pk] for pk in {*counts, *asked, *shared} if pk in seen.themes]
    return [
        ThemeLevel(theme, counts[theme.pk], _lasts(seen, account, theme.pk, paced=theme.pk in asked | shared))
        for theme in sorted(found, key=lambda theme: (theme.name, theme.pk))
    ]


def _lasts(seen: Outlook, account: Account, theme: int, *, paced: bool) -> Left:
    out = seen.plan.out.get((account.pk, theme))
    return Left((out - seen.today).days if out and paced else None, paced)


def shortest(levels: Sequence[Level]) -> Level | None:
    """The account whose stock ends first, where one does."""
    ending = [level for level in levels if level.left.days is not None]
    return min(ending, key=lambda level: level.left.days or 0, default=None)
