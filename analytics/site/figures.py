"""What visits, conversions and their value add up to: for objectives, by week, for a page."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Max, Min, Q, Sum

from analytics.models import SiteFigure
from campaigns.models import Campaign, Objective
from editorial.models import Post
from team.models import Brand

MEASURES = ("visits", "conversions", "value")
FEW = 8  # sources that are named
SUMS = {f"sum_{name}": Sum(name) for name in MEASURES}


def of_objectives(objectives: Sequence[Objective]) -> dict[int, tuple[int | None, datetime]]:
    """What was measured until the due day of each, and when that was last told; none where nothing is known. In one query."""
    ids = [objective.pk for objective in objectives]
    rows: Any = (
        SiteFigure.objects.filter(campaign__objectives__in=ids, day__lte=F("campaign__objectives__due_on"))
        .values(objective=F("campaign__objectives"))
        .annotate(**SUMS, told=Max("at"))
        .order_by()
    )
    metrics = {objective.pk: objective.metric for objective in objectives}
    return {row["objective"]: (_int(row[f"sum_{metrics[row['objective']]}"]), row["told"]) for row in rows}


def days(campaigns: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """Each day of these campaigns that something is known of, with `day` and `sum_…`, by campaign; in one query."""
    rows: Any = SiteFigure.objects.filter(campaign__in=campaigns).values("campaign", "day").annotate(**SUMS).order_by()
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["campaign"]].append({**row, **{name: _int(row[name]) for name in SUMS}})
    return found


def past(brand: Brand, metric: str, start: date, end: date) -> tuple[int | None, date | None]:
    """What campaigns brought of a measure from `start` to before `end`, and on which day that began."""
    rows = SiteFigure.objects.filter(
        brand=brand, campaign__isnull=False, day__gte=start, day__lt=end, **{f"{metric}__isnull": False}
    )
    found = rows.aggregate(sum=Sum(metric), first=Min("day"))
    return _int(found["sum"]), found["first"]


@dataclass(frozen=True)
class Sums:
    """Some figures added up; None is unknown, `value` in cents. `name` is the source or the campaign."""

    name: str = ""
    visits: int | None = None
    conversions: int | None = None
    value: int | None = None
    campaign: int | None = None
    tint: str = ""


def of_post(post: Post) -> Sums:
    """What a post brought, where tags of its link told."""
    found = SiteFigure.objects.filter(post=post).aggregate(**SUMS)
    return _sums("", found)


@dataclass(frozen=True)
class Site:
    """What the site counted: in all, by source, by campaign, and from which to which day."""

    total: Sums
    sources: list[Sums]
    campaigns: list[Sums]
    first: date | None = None
    last: date | None = None


def read(brand: Brand, *, campaign: Campaign | int | None = None, since: date | None = None) -> Site:
    """The figures of a campaign, or of the whole brand, in two queries."""
    wanted = Q(brand=brand) & (Q(campaign=campaign) if campaign else Q()) & (Q(day__gte=since) if since else Q())
    rows: Any = SiteFigure.objects.filter(wanted).order_by()
    by_campaign = list(
        rows.values("campaign", "campaign__name", "campaign__colour").annotate(**SUMS, first=Min("day"), last=Max("day"))
    )
    by_source = rows.filter(batch__isnull=False).values("source", "medium").annotate(**SUMS).order_by("-sum_visits")[:FEW]
    return Site(
        total=_sums("", *by_campaign),
        sources=[_sums(" / ".join(part for part in (row["source"], row["medium"]) if part), row) for row in by_source],
        campaigns=[_campaign(row) for row in sorted(by_campaign, key=lambda row: -(row["sum_visits"] or 0))],
        first=min((row["first"] for row in by_campaign), default=None),
        last=max((row["last"] for row in by_campaign), default=None),
    )


def _campaign(row: dict[str, Any]) -> Sums:
    said = _sums(row["campaign__name"] or "", row)
    return Sums(said.name, said.visits, said.conversions, said.value, row["campaign"], row["campaign__colour"] or "")


def _sums(name: str, *rows: dict[str, Any]) -> Sums:
    """The rows added up."""
    found: dict[str, Any] = {}
    for measure in MEASURES:
        known = [row[f"sum_{measure}"] for row in rows if row[f"sum_{measure}"] is not None]
        found[measure] = int(sum(known)) if known else None
    return Sums(name, **found)


def _int(value: Any) -> int | None:
    return None if value is None else int(value)
