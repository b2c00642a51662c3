"""The calendar: which posts stand where in a period, in a fixed number of queries whatever their number."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When, Window
from django.db.models.functions import Coalesce, JSONObject, Left, RowNumber, TruncDate, TruncHour
from django.utils.formats import get_format

from editorial import standing
from editorial.calendar.layers import OF_BRAND, Mark
from editorial.models import Post, PostAsset, PostState, Slot, Variant
from editorial.standing import Standing
from lib import clock
from lib.text import one_line
from publishing.models import BEHIND, Account, Publication, State
from team.models import Brand, Membership

SHORT = 44  # characters of a post on a chip
NEAR = timedelta(seconds=90)
SETTLED = (State.PLANNED, State.HELD, State.PUBLISHED)  # states in which it is known when a copy leaves, or left
STILL = timedelta(minutes=15)  # how long after its time a post is still waited for


@dataclass(frozen=True)
class Filters:
    """What of the brand's posts is shown; unset is everything."""

    campaign: int | None = None
    theme: int | None = None
    network: str = ""
    account: int | None = None
    person: int | None = None
    status: str = ""
    q: str = ""

    def of(self, posts: "QuerySet[Post]") -> "QuerySet[Post]":
        """Those of the posts that are wanted; archived ones never are."""
        posts = posts.exclude(state=PostState.ARCHIVED)
        if self.campaign:
            posts = posts.filter(campaign=self.campaign)
        if self.theme:
            posts = posts.filter(theme=self.theme)
        if self.person:
            posts = posts.filter(author=self.person)
        if self.account:
            posts = posts.filter(_on(account=self.account))
        if self.network:
            posts = posts.filter(_on(account__network_name=self.network))
        if self.q:
            posts = posts.filter(Q(text__icontains=self.q) | _on(text__icontains=self.q))
        return posts.filter(standing.within(self.status)) if self.status else posts

    def query(self) -> dict[str, Any]:
        """The same for an address."""
        return {name: value for name, value in vars(self).items() if value}

    def accounts(self, accounts: Mapping[int, Account]) -> dict[int, Account]:
        """Those of the accounts that are shown."""
        return {
            pk: account
            for pk, account in accounts.items()
            if self.account in (None, pk) and self.network in ("", account.network_name)
        }

    @property
    def narrow(self) -> bool:
        """Whether only posts are wanted of which the network itself knows nothing: of a campaign, a person, a state."""
        return bool(self.campaign or self.theme or self.person or self.status or self.q)


def _on(**variant: Any) -> Exists:
    return Exists(Variant.objects.filter(post=OuterRef("pk"), **variant))


@dataclass(frozen=True)
class Part:
    """What became of a post on one account; `url` is its public address once it is there, `after` what became of what
    follows it: the parts of a thread, a first comment. `at` is what clocks show when it leaves at an hour of its own."""

    account: Account
    state: str
    url: str
    after: tuple[str, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """A post on the calendar. `at` is what clocks show in the reader's zone; None for a post without a date."""

    pk: int
    at: datetime | None
    text: str
    standing: Standing
    campaign: int | None
    approved: bool
    parts: tuple[Part, ...]
    picture: int | None = None
    repeats: bool = False  # belongs to a series

    @property
    def movable(self) -> bool:
        """Whether its date may still change."""
        return self.standing not in standing.FIXED

    @property
    def away(self) -> bool:
        """Whether nothing leaves at its hour, each copy having one of its own."""
        return bool(self.parts) and all(part.at for part in self.parts)


@dataclass
class Box:
    """A day, or an hour of one: the posts shown there, how many more there are, and what else has an hour there."""

    entries: list[Entry] = field(default_factory=list)
    total: int = 0
    marks: list[Mark] = field(default_factory=list)

    @property
    def items(self) -> list[Entry | Mark]:
        """Posts and marks by their hour."""
        if not self.marks:
            return list(self.entries)
        return sorted((*self.entries, *self.marks), key=lambda item: item.at or datetime.min)

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.entries)


def within(brand: Brand, start: date, end: date, zone: str, filters: Filters) -> "QuerySet[Post]":
    """The posts from `start` up to but without `end` as clocks in `zone` show it."""
    return filters.of(brand.posts.filter(planned_for__gte=midnight(start, zone), planned_for__lt=midnight(end, zone)))


COLUMNS = ("pk", "planned_for", "short", "state", "campaign_id", "series_id")


def boxes(
    brand: Brand,
    start: date,
    end: date,
    zone: str,
    filters: Filters,
    accounts: Mapping[int, Account],
    *,
    hours: bool,
    most: int,
    pictures: bool = False,
) -> dict[datetime | date, Box]:
    """The posts of a period, at most `most` in each day or hour, with their pictures where these are shown; see `within`."""
    where = TruncHour("planned_for", tzinfo=ZoneInfo(zone)) if hours else TruncDate("planned_for", tzinfo=ZoneInfo(zone))
    places = within(brand, start, end, zone, filters).annotate(
        short=Left("text", 2 * SHORT),
        box=where,
        place=Window(RowNumber(), partition_by=[F("box")], order_by=[F("planned_for").asc(), F("id").asc()]),
        total=Window(Count("*"), partition_by=[F("box")]),
    )
    rows: list[Any] = list(
        places.filter(place__lte=most).order_by("planned_for", "id").values_list(*COLUMNS, "box", "total", named=True)
    )
    found: dict[datetime | date, Box] = {}
    for entry, row in zip(entries(rows, zone, accounts, pictures=pictures), rows, strict=True):
        place = row.box.replace(tzinfo=None) if hours else row.box
        box = found.setdefault(place, Box(total=row.total))
        box.entries.append(entry)
    return found


def entries(
    rows: Collection[Any], zone: str, accounts: Mapping[int, Account], *, pictures: bool = True, length: int = SHORT
) -> list[Entry]:
    """The rows (COLUMNS by name) with what became of them: one query for the accounts, one for the pictures.

    `length` is how many characters of the text are shown.
    """
    parts, spoken = _parts({row.pk: row.planned_for for row in rows}, zone, accounts)
    first = _pictures([row.pk for row in rows]) if pictures else {}
    return [
        _entry(row, zone, parts.get(row.pk, []), one_line(row.short or spoken.get(row.pk, ""), length), first.get(row.pk))
        for row in rows
    ]


def _entry(row: Any, zone: str, parts: list[Part], text: str, picture: int | None) -> Entry:
    states = [state for part in parts for state in (part.state, *part.after) if state]
    return Entry(
        pk=row.pk,
        at=clock.wall(row.planned_for, zone) if row.planned_for else None,
        text=text,
        standing=standing.of(row.state, row.planned_for, states),
        campaign=row.campaign_id,
        approved=row.state == PostState.APPROVED,
        parts=tuple(parts),
        picture=picture,
        repeats=row.series_id is not None,
    )


def apart(at: datetime | None, planned: datetime | None) -> bool:
    """Whether a copy that leaves, or left, at one moment stands away from its post, planned for the other."""
    return at is not None and planned is not None and abs(at - planned) >= BEHIND


def _parts(
    planned: Mapping[int, datetime | None], zone: str, accounts: Mapping[int, Account]
) -> tuple[dict[int, list[Part]], dict[int, str]]:
    """For each post, by number with its hour, its parts, and some words of an account where the shared text may be empty."""
    variants = Variant.objects.filter(post__in=list(planned)).order_by("account_id")
    variants = variants.annotate(short=Left("text", 160), after=standing.after())
    parts: dict[int, list[Part]] = {}
    spoken: dict[int, str] = {}
    leaves = Coalesce("publication__published_at", "publication__due_at")
    own = Case(When(Q(publication__behind=True) | Q(publication__moved=True), then=leaves))  # of the others nobody asks
    for post, account, state, url, short, after, at in variants.annotate(own=own).values_list(
        "post_id", "account_id", "publication__state", "publication__remote_url", "short", "after", "own"
    ):
        shown = url if state == State.PUBLISHED else ""
        alone = clock.wall(at, zone) if state in SETTLED and apart(at, planned[post]) else None
        parts.setdefault(post, []).append(Part(accounts[account], state or "", shown, tuple(after), alone))
        if short:
            spoken.setdefault(post, short)
    return parts, spoken


def _pictures(pks: Collection[int]) -> dict[int, int]:
    return dict(PostAsset.objects.filter(post__in=pks, place=0).values_list("post_id", "asset_id"))


def first_weekday() -> int:
    """The day on which weeks begin for the reader; Monday is 0."""
    return (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7


def week_of(day: date) -> date:
    """The first day of the week that the day is in."""
    return day - timedelta(days=(day.weekday() - first_weekday()) % 7)


def month_of(day: date) -> tuple[date, date]:
    """The whole weeks around the day's month: the first day, and the one after the last."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return week_of(first), week_of(following - timedelta(days=1)) + timedelta(days=7)


def midnight(day: date, zone: str) -> datetime:
    """The moment at which the day begins in the zone."""
    return clock.resolve(datetime(day.year, day.month, day.day), zone)


def something_near() -> "QuerySet[Any]":
    """What is leaving from a brand, or will within a minute or so: while there is some, pages look often."""
    now = clock.now()
    moving = Q(state__in=[State.CLAIMED, State.SENDING]) | Q(state=State.UNCONFIRMED, asked_at=None)
    soon = Q(state=State.PLANNED, planned_for__gt=now - STILL, planned_for__lt=now + NEAR)
    return Publication.objects.filter(moving | soon, brand=OF_BRAND)


def people() -> "QuerySet[Any]":
    """The members of a brand by name, as rows of a layer."""
    return (
        Membership.objects.filter(brand=OF_BRAND).order_by("user__name", "pk").values(row=JSONObject(pk="pk", name="user__name"))
    )


def slots() -> "QuerySet[Any]":
    """The hours of a brand's slots, each once, as rows of a layer."""
    return Slot.objects.filter(brand=OF_BRAND).order_by("at").values_list("at", flat=True).distinct()


def fingerprint(found: Iterable[Entry], *more: Any) -> str:
    """What tells two states of a calendar apart."""
    shown = [
        (
            entry.pk,
            entry.at,
            entry.text,
            entry.standing.value,
            entry.campaign,
            [(part.state, part.url, part.at) for part in entry.parts],
        )
        for entry in found
    ]
    return hashlib.sha256(repr((shown, more)).encode()).hexdigest()[:16]
