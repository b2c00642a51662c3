"""What accounts brought in the days before a moment: where objectives begin, and whether they can be attained."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import DurationField, F, Min, OuterRef, Subquery

from analytics import adding
from analytics.adding import METRICS, RATE
from analytics.median import Median
from analytics.models import AccountSnapshot, Standing
from analytics.site import figures
from campaigns.metrics import Metric
from campaigns.models import Campaign
from editorial.models import Variant
from moderation.models import Conversation
from publishing.models import Account
from team.models import Brand


@dataclass(frozen=True)
class Past:
    """What was measured in the `days` before a day that we know of; None when nothing is known."""

    value: float | None = None
    days: int = 0


def accounts_of(campaign: Campaign) -> list[int]:
    """The accounts that the campaign publishes on; while it has no posts, all that the brand has."""
    used = Variant.objects.filter(post__campaign=campaign).order_by().values_list("account", flat=True).distinct()
    return list(used) or list(Account.objects.filter(brand=campaign.brand).values_list("pk", flat=True))


def of(accounts: Collection[int], metric: str, brand: Brand, *, until: date, days: int) -> Past:
    """What these accounts brought of the measure in the `days` before `until`, as it is known now."""
    if metric == Metric.FOLLOWERS:
        return _followers(accounts, until - timedelta(days=days), until)
    zone = ZoneInfo(brand.zone)
    end = datetime.combine(until, time(), zone)
    start = datetime.combine(until - timedelta(days=days), time(), zone)
    if metric == Metric.FIRST_ANSWER:
        return _answers(accounts, start, end)
    if metric in figures.MEASURES:
        return _site(brand, metric, until - timedelta(days=days), until)
    return _posts(accounts, metric, start, end) if metric in {*METRICS, RATE} else Past()


def standing_followers(accounts: Collection[int], on: date) -> int | None:
    """How many followers these accounts had together on that day; None when one of them was not looked at yet."""
    known = AccountSnapshot.objects.filter(account=OuterRef("pk"), followers__isnull=False, day__lte=on).order_by("-day")
    found = Account.objects.filter(pk__in=accounts).annotate(followers=Subquery(known.values("followers")[:1]))
    counts = [row.followers for row in found]  # type: ignore[attr-defined]
    return sum(counts) if counts and None not in counts else None


def _followers(accounts: Collection[int], start: date, end: date) -> Past:
    rows = AccountSnapshot.objects.filter(account__in=accounts, followers__isnull=False, day__gte=start, day__lte=end)
    known: dict[int, list[tuple[date, Any]]] = {}
    for account, day, count in rows.order_by("day").values_list("account", "day", "followers"):
        known.setdefault(account, []).append((day, count))
    spans = [(row[0], row[-1]) for row in known.values() if len(row) > 1]
    if not spans:
        return Past()
    return Past(sum(last[1] - first[1] for first, last in spans), max((last[0] - first[0]).days for first, last in spans))


def _answers(accounts: Collection[int], start: datetime, end: datetime) -> Past:
    answered = Conversation.objects.filter(account__in=accounts, started_at__gte=start, first_answered_at__lt=end)
    row = answered.aggregate(
        wait=Median(F("first_answered_at") - F("started_at"), output_field=DurationField()), first=Min("started_at")
    )
    return Past(row["wait"] / timedelta(minutes=1), _days(row["first"], end)) if row["wait"] is not None else Past()


def _site(brand: Brand, metric: str, start: date, end: date) -> Past:
    """What the brand’s campaigns brought on its site."""
    value, first = figures.past(brand, metric, start, end)
    return Past(value, (end - first).days) if first else Past()


def _posts(accounts: Collection[int], metric: str, start: datetime, end: datetime) -> Past:
    first = Standing.objects.filter(account__in=accounts, published_at__lt=end).aggregate(first=Min("published_at"))["first"]
    value = adding.of_accounts(accounts, start, end)[metric]
    return Past(value, _days(max(first, start), end)) if value is not None else Past()


def _days(first: datetime, end: datetime) -> int:
    """The days between, the broken one counted."""
    return -(-(end - first) // timedelta(days=1))
