"""The stock: approved posts without a date, drawn for the slots to come; how many days it lasts on each account.

Everything is worked out from what there is, never kept: a fixed number of queries, whatever the number of posts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Count, DateTimeField, Exists, F, Func, OuterRef, Q, QuerySet

from campaigns.models import Campaign
from editorial import plan
from editorial.models import STOCKED, Evergreen, Filling, Post, PostState, Slot, Variant
from editorial.stock import levels, shares, slots
from editorial.stock.drawing import Drawn, Plan, Ready, Walk
from editorial.stock.levels import Level
from editorial.stock.openings import BESIDE, Opening
from lib import clock
from lib.prepared import Given, Prepared
from publishing.models import Account
from team.models import Brand

HORIZON = 60  # days ahead for which the stock is drawn
LATELY = timedelta(days=28)  # what left within counts for the shares of themes
_BRAND = Given("brand", BigIntegerField())
MOST = 2000  # posts of the stock that are looked at, the highest priority first


@dataclass
class Outlook:
    """The stock of a brand on a day, and what becomes of it.

    `known` are all accounts by their number, the disconnected too; `returning` says that some posts are evergreens.
    """

    brand: Brand
    now: datetime
    known: dict[int, Account]
    slots: list[Slot]
    openings: list[Opening]
    ready: list[Ready]
    campaigns: list[Campaign]
    filling: Filling
    returning: bool
    busy: dict[int, list[datetime]]
    fixed: dict[int, list[datetime]]
    got: Mapping[tuple[int, int | None], int]
    plan: Plan = field(default_factory=Plan)

    @property
    def today(self) -> date:
        """The day it is for the brand."""
        return clock.wall(self.now, self.brand.zone).date()

    @cached_property
    def accounts(self) -> list[Account]:
        """The accounts that are not disconnected."""
        return [account for account in self.known.values() if account.state != Account.State.DISCONNECTED]

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
    def ready_for(self) -> Mapping[int, list[Ready]]:
        """What is ready for each account and not over."""
        rows = [row for row in self.ready if not row.over(self.today)]
        return _grouped((account, row) for row in rows for account in row.accounts)

    @cached_property
    def slots_of(self) -> Mapping[int, list[Slot]]:
        """The slots of each account that want something."""
        return _grouped((slot.account_id, slot) for slot in self.slots if slot.kind != Slot.Kind.FREE)

    @cached_property
    def empty(self) -> Mapping[int, list[date]]:
        """The days on which slots of each account stay empty, in their order."""
        return _grouped((opening.account, opening.wall.date()) for opening in self.plan.empty)

    @cached_property
    def levels(self) -> list[Level]:
        """How each account stands."""
        return [levels.of(self, account) for account in self.accounts]


def outlook(brand: Brand) -> Outlook:
    """The stock as it is now, drawn for the slots of the next HORIZON days; six queries."""
    seen = look(brand)
    seen.plan = walk(seen)
    return seen


def look(brand: Brand) -> Outlook:
    """What there is to be drawn from and for, nothing drawn yet."""
    now = clock.now()
    until = clock.wall(now, brand.zone).date() + timedelta(days=HORIZON)
    accounts = brand.accounts.select_related("pace").order_by("network_name", "handle")
    known = {account.pk: account for account in accounts}
    hours = slots.of(brand)
    campaigns = plan.campaigns(brand)
    row, returning = _settings(brand)
    planned = _planned(brand, now)
    ready = _ready(brand, {campaign.pk: campaign for campaign in campaigns})
    kinds = shares.Kinds(hours, shares.of(row, campaigns))
    openings = slots.coming(hours, brand.zone, now, until, kind_on=kinds)
    return Outlook(brand, now, known, hours, openings, ready, campaigns, row, returning, *planned)


def _settings(brand: Brand) -> tuple[Filling, bool]:
    """How the brand fills its slots, and whether it has evergreens."""
    [row] = _SETTINGS.rows(brand=brand.pk)
    return getattr(row, "filling", None) or Filling(brand=brand), row.returning


def _asked() -> QuerySet[Brand]:
    returning = Exists(Evergreen.objects.filter(brand=OuterRef("pk"), active=True))
    return Brand.objects.filter(pk=_BRAND).select_related("filling__by__user").annotate(returning=returning)


_SETTINGS: Prepared[Any] = Prepared(_asked)


def walk(seen: Outlook, openings: Sequence[Opening] | None = None) -> Plan:
    """Draw for these openings, or for all."""
    chosen = seen.openings if openings is None else openings
    return Walk(chosen, seen.ready, busy=seen.busy, wanted=shares.Themes(seen.campaigns), got=seen.got).go()


def posts(brand: Brand) -> "QuerySet[Post]":
    """The posts of the stock."""
    return brand.posts.filter(STOCKED)


def undecided(brand: Brand) -> int:
    """How many posts without a date wait for an approval, after which they are in the stock."""
    return brand.posts.filter(state=PostState.SUBMITTED, planned_for=None, series=None).count()


def accounts_of() -> ArraySubquery:
    """The accounts of a post, to be asked with it."""
    return ArraySubquery(Variant.objects.filter(post=OuterRef("pk")).order_by("account_id").values("account_id"))


def _ready(brand: Brand, campaigns: Mapping[int, Campaign]) -> list[Ready]:
    return [
        _row(pk, tuple(accounts), theme, priority, expires, campaigns.get(campaign))
        for pk, accounts, theme, priority, expires, campaign in _READY.rows(brand=brand.pk)
    ]


def _ready_rows() -> QuerySet[Post, tuple[Any, ...]]:
    rows = Post.objects.filter(STOCKED, brand=_BRAND).annotate(on=accounts_of()).order_by("-priority", "pk")
    return rows.values_list("pk", "on", "theme_id", "priority", "expires_on", "campaign_id")[:MOST]


_READY = Prepared(_ready_rows)


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
    moments = {"since": now - LATELY, "around": now - BESIDE, "until": now + timedelta(days=HORIZON + 1)}
    rows = _PLANNED.rows(brand=brand.pk, **moments)
    busy: Moments = defaultdict(list)
    fixed: Moments = defaultdict(list)
    got: dict[tuple[int, int | None], int] = {}
    for account, theme, count, moments, exceptional in rows:
        if account is not None:
            busy[account] += map(_moment, moments)
            fixed[account] += map(_moment, exceptional)
            got[account, theme] = count
    return busy, fixed, got


def _planned_rows() -> QuerySet[Post, tuple[Any, ...]]:
    since, around, until = (Given(name, DateTimeField()) for name in ("since", "around", "until"))
    coming = Q(planned_for__gt=around)
    rows = Post.objects.filter(brand=_BRAND, planned_for__gte=since, planned_for__lt=until).exclude(state=PostState.ARCHIVED)
    by_theme = rows.values_list("variants__account_id", "theme_id").order_by()
    return by_theme.annotate(n=Count("pk"), moments=_moments(coming), fixed=_moments(coming & Q(exceptional=True)))


def _moments(which: Q) -> ArrayAgg:
    """Seconds since 1970: thousands of them are read sooner than as many dates."""
    seconds = Func(F("planned_for"), template="DATE_PART('epoch', %(expressions)s)::bigint", output_field=BigIntegerField())
    return ArrayAgg(seconds, filter=which, default=[])


_PLANNED = Prepared(_planned_rows)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _grouped(pairs: Iterable[tuple[int, Any]]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
