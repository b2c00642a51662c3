"""The results of a period: totals, and what they are made of by account, campaign, theme, hour and date.

Every post is held against what its account usually gets: the median of the interactions of the account's posts in the
period, or 1 where that is less. All groupings come out of one pass over the posts of the period.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, DurationField, F, Q, Sum
from django.db.models.functions import Extract

from analytics.median import Median
from analytics.models import AccountSnapshot, Standing
from analytics.period import Period
from campaigns.models import Theme
from editorial.models import Post, Variant
from lib import clock
from moderation.models import Conversation
from publishing.models import Account
from team.models import Brand

METRICS = ("views", "reach")  # what is shown beside the interactions; each sum counts six times in the query
BY_DAY = 31  # periods up to so many days are drawn day by day, longer ones week by week


@dataclass(frozen=True)
class Row:
    """Some posts together. `known` is how many of them have interactions, `usual` what these posts' accounts usually get.

    `name` is that of the theme, where the posts are those of a theme.
    """

    posts: int = 0
    known: int = 0
    interactions: int | None = None
    usual: float | None = None
    as_of: datetime | None = None
    sums: Mapping[str, int | None] = field(default_factory=dict)
    name: str = ""

    @property
    def ratio(self) -> float | None:
        """Interactions against what is usual: 1.5 is half as much again."""
        return self.interactions / self.usual if self.interactions is not None and self.usual else None

    @property
    def each(self) -> float | None:
        """Interactions per post, among the posts that have any figure."""
        return self.interactions / self.known if self.interactions is not None and self.known else None


@dataclass
class Results:
    """All rows of a period. Keys: account, campaign and theme ids (None for posts without), (weekday, hour), dates."""

    total: Row = field(default_factory=Row)
    accounts: dict[int, Row] = field(default_factory=dict)
    campaigns: dict[int | None, Row] = field(default_factory=dict)
    themes: dict[int | None, Row] = field(default_factory=dict)
    hours: dict[tuple[int, int], Row] = field(default_factory=dict)
    dates: dict[date, Row] = field(default_factory=dict)


@dataclass(frozen=True)
class Usual:
    """What each account usually gets for a post (the median in the period; None if unknown), and what the period of the
    same length before it brought in all."""

    medians: Mapping[int, float | None]
    before: Row


def usual(brand: Brand, period: Period, accounts: Sequence[Account]) -> Usual:
    """What is to be compared with, in one query; narrowing touches the period before, not what is usual."""
    now, past = Q(published_at__gte=period.start(brand)), Q(published_at__lt=period.start(brand))
    if period.account:
        past &= Q(account=period.account)
    if period.campaign:
        past &= Q(publication__variant__post__campaign=period.campaign)
    totals = {f"sum_{name}": Sum(name, filter=past) for name in ("interactions", "views", "reach")}
    rows = (
        Standing.objects.filter(account__in=accounts, published_at__gte=period.before(brand))
        .values("account")
        .annotate(
            median=Median("interactions", filter=now),
            posts=Count("pk", filter=past),
            known=Count("interactions", filter=past),
            **totals,
        )
    )
    by_account = {row["account"]: row for row in rows}
    medians = {pk: row["median"] for pk, row in by_account.items()}
    return Usual({account.pk: medians.get(account.pk) for account in accounts}, _total(by_account.values()))


def measure_of(median: float | None) -> float | None:
    """What a post is held against on an account that usually gets so much: at least 1."""
    return None if median is None else max(median, 1.0)


def _total(rows: Iterable[Any]) -> Row:
    rows = list(rows)

    def add(name: str) -> int | None:
        known = [row[name] for row in rows if row[name] is not None]
        return int(sum(known)) if known else None

    return Row(
        posts=add("posts") or 0,
        known=add("known") or 0,
        interactions=add("sum_interactions"),
        sums={"views": add("sum_views"), "reach": add("sum_reach")},
    )


def read(brand: Brand, period: Period, medians: Mapping[int, float | None]) -> Results:
    """The rows of the period, in one query; `medians` are those of the brand's accounts (see `usual`)."""
    results = Results()
    if not medians:
        return results
    sql, values = _query(brand, period, medians)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for grouping, account, campaign, theme, weekday, hour, day, name, *figures in cursor.fetchall():
            row = _row(figures, name or "")
            match grouping:
                case 0b011111:
                    results.accounts[account] = row
                case 0b101111:
                    results.campaigns[campaign] = row
                case 0b110111:
                    results.themes[theme] = row
                case 0b111001:
                    results.hours[weekday, hour] = row
                case 0b111110:
                    results.dates[day] = row
                case 0b111111:
                    results.total = row
    return results


def _row(figures: list[Any], name: str) -> Row:
    posts, known, interactions, expected, as_of, *sums = figures
    whole = [None if value is None else int(value) for value in (interactions, *sums)]
    return Row(posts, known, whole[0], expected, as_of, dict(zip(METRICS, whole[1:], strict=True)), name)


def _query(brand: Brand, period: Period, medians: Mapping[int, float | None]) -> tuple[str, list[Any]]:
    standing, variant, post, theme = (
        connection.ops.quote_name(model._meta.db_table) for model in (Standing, Variant, Post, Theme)
    )
    accounts = ", ".join(["(%s::bigint, %s::float8)"] * len(medians))
    conditions, wanted = _conditions(period)
    sums = ", ".join(f"sum({metric})" for metric in METRICS)
    unit = "day" if period.days <= BY_DAY else "week"
    sql = f"""
        WITH usual (account_id, median) AS (VALUES {accounts}),
        shown AS (
            SELECT s.*, u.median, p.campaign_id, p.theme_id, s.published_at AT TIME ZONE %s AS local
            FROM {standing} s
            JOIN usual u ON u.account_id = s.account_id
            JOIN {variant} v ON v.publication_id = s.publication_id
            JOIN {post} p ON p.id = v.post_id
            WHERE s.published_at >= %s {conditions}
        ),
        dated AS (
            SELECT *, extract(isodow FROM local)::int - 1 AS weekday, extract(hour FROM local)::int / 3 * 3 AS hour,
                   date_trunc('{unit}', local)::date AS day
            FROM shown
        )
        SELECT grouping(account_id, campaign_id, theme_id, weekday, hour, day),
               account_id, campaign_id, theme_id, weekday, hour, day,
               (SELECT t.name FROM {theme} t WHERE t.id = theme_id),
               count(*), count(interactions), sum(interactions), sum(median) FILTER (WHERE interactions IS NOT NULL),
               max(taken_at), {sums}
        FROM dated
        GROUP BY GROUPING SETS ((), (account_id), (campaign_id), (theme_id), (weekday, hour), (day))
    """  # noqa: S608 - only names of our own tables and columns
    pairs = [value for account, median in medians.items() for value in (account, measure_of(median))]
    return sql, [*pairs, brand.zone, period.start(brand), *wanted]


def _conditions(period: Period) -> tuple[str, list[int]]:
    columns = {"account": "s.account_id", "campaign": "p.campaign_id", "theme": "p.theme_id"}
    narrowed = {column: getattr(period, name) for name, column in columns.items() if getattr(period, name) is not None}
    return "".join(f" AND {column} = %s" for column in narrowed), list(narrowed.values())


@dataclass(frozen=True)
class Talk:
    """The conversations of a period: how many began, how many were answered, how long people waited (median)."""

    began: int
    began_before: int
    answered: int
    wait: timedelta | None
    wait_before: timedelta | None


def talk(brand: Brand, period: Period) -> Talk:
    """The conversations that began in the period, and in the one before."""
    rows = Conversation.objects.filter(brand=brand, started_at__gte=period.before(brand))
    if period.account:
        rows = rows.filter(account=period.account)
    if period.campaign:
        rows = rows.filter(publication__variant__post__campaign=period.campaign)
    now, answered = Q(started_at__gte=period.start(brand)), Q(first_answered_at__isnull=False)
    wait = F("first_answered_at") - F("started_at")
    return Talk(
        **rows.aggregate(
            began=Count("pk", filter=now),
            began_before=Count("pk", filter=~now),
            answered=Count("pk", filter=now & answered),
            wait=Median(wait, filter=now & answered, output_field=DurationField()),
            wait_before=Median(wait, filter=~now & answered, output_field=DurationField()),
        )
    )


@dataclass(frozen=True)
class Growth:
    """Followers gained since the period began: in all, by account, and day by day; None where nothing is known."""

    total: int | None
    by_account: Mapping[int, int]
    newest: Mapping[int, int]
    days: Sequence[tuple[date, int]]
    as_of: datetime | None


def growth(brand: Brand, period: Period, accounts: Sequence[Account]) -> Growth:
    """How the accounts' followers grew; an account counts from the first day on which its followers are known."""
    shown = [account.pk for account in accounts if period.account in (None, account.pk)]
    first_day = period.start(brand).date()
    rows = AccountSnapshot.objects.filter(account__in=shown, day__gte=first_day, followers__isnull=False)
    start: dict[int, int] = {}
    newest: dict[int, int] = {}
    days: dict[date, int] = {}
    taken = 0.0
    moment = Extract("taken_at", "epoch")  # a number is read much faster than a date
    for account, day, followers, seconds in rows.order_by("day").values_list("account", "day", "followers", moment):
        start.setdefault(account, followers)
        newest[account] = followers
        days[day] = sum(newest.values()) - sum(start.values())
        taken = max(taken, float(seconds))
    by_account = {account: newest[account] - start[account] for account in newest}
    as_of = datetime.fromtimestamp(taken, UTC) if taken else None
    return Growth(sum(by_account.values()) if by_account else None, by_account, newest, list(days.items()), as_of)


def buckets(brand: Brand, period: Period) -> list[date]:
    """The days or weeks (their Mondays) of the period, also those without posts."""
    first, today = period.start(brand).date(), clock.now().astimezone(period.start(brand).tzinfo).date()
    step = 1 if period.days <= BY_DAY else 7
    if step == 7:
        first -= timedelta(days=first.weekday())
    return [first + timedelta(days=offset) for offset in range(0, (today - first).days + 1, step)]


def best(rows: Mapping[Any, Row], least: int = 3) -> tuple[Any, Row] | None:
    """The row that does best against what is usual, among those that rest on at least so many posts."""
    ranked = [(key, row) for key, row in rows.items() if key is not None and row.known >= least and row.ratio]
    return max(ranked, key=lambda item: item[1].ratio or 0, default=None)
