"""How far objectives are: measured from the product's own figures, never typed in; unknown stays unknown.

Sums are over all published posts of the campaign, as they stand now. Followers are those gained since the campaign's
start (or above the objective's baseline) by the accounts that the campaign publishes on. The time to the first answer is
the median over the conversations about the campaign's posts that were answered.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import DurationField, F, Max, OuterRef, Subquery, Sum
from django.utils import timezone

from analytics.median import Median
from analytics.models import POST_METRICS, AccountSnapshot, Standing
from campaigns.models import Campaign, Objective
from editorial.models import Variant
from lib import clock
from moderation.models import Conversation
from team.models import Brand

EARLY = 0.1  # of the time: before it, no forecast
SUMMED = {str(metric) for metric in POST_METRICS}


@dataclass(frozen=True)
class Measure:
    """What was measured, and how fresh that is; both None when nothing is known."""

    value: float | None = None
    as_of: datetime | None = None


@dataclass(frozen=True)
class Progress:
    """An objective against its target and its time. `elapsed` is the share of the time that is gone, from 0 to 1."""

    objective: Objective
    measure: Measure
    elapsed: float

    @property
    def measured(self) -> float | None:
        """The measured value, in the objective's unit (minutes for the first answer)."""
        return self.measure.value

    @property
    def share(self) -> float | None:
        """How much of the target is reached; for a value that should stay low, how much of what is allowed is kept."""
        if self.measured is None:
            return None
        if self.objective.less_is_better:
            return min(self.objective.target / self.measured, 1.0) if self.measured else 1.0
        return self.measured / self.objective.target if self.objective.target else 1.0

    @property
    def forecast(self) -> float | None:
        """Where it ends if it goes on at the pace so far; None when that cannot be said honestly."""
        if self.measured is None or self.objective.less_is_better or not EARLY <= self.elapsed < 1:
            return None
        return self.measured / self.elapsed

    @property
    def verdict(self) -> str:
        """`reached`, `missed`, `ahead`, `behind`, `early` (too soon to tell) or `unknown`."""
        if self.measured is None:
            return "unknown"
        target = self.objective.target
        good = self.measured <= target if self.objective.less_is_better else self.measured >= target
        if self.elapsed >= 1:
            return "reached" if good else "missed"
        if self.objective.less_is_better:
            return "ahead" if good else "behind"
        if good:
            return "reached"
        return "early" if self.forecast is None else "ahead" if self.forecast >= target else "behind"


def of_campaign(campaign: Campaign) -> list[Progress]:
    """The objectives of a campaign, soonest due first."""
    return of_objectives(list(campaign.objectives.select_related("campaign__brand", "owner__user")))


def running(brand: Brand) -> list[Progress]:
    """The objectives of the brand's campaigns that run today, soonest due first."""
    today = clock.now().astimezone(ZoneInfo(brand.zone)).date()
    rows = Objective.objects.filter(brand=brand, campaign__archived_at=None, campaign__starts_on__lte=today, due_on__gte=today)
    return of_objectives(list(rows.select_related("campaign__brand")))


def of_objectives(objectives: Sequence[Objective]) -> list[Progress]:
    """Each objective with what was measured, in a constant number of queries."""
    metrics = {objective.metric for objective in objectives}
    campaigns = {objective.campaign_id for objective in objectives}
    sums = _sums(campaigns) if metrics & SUMMED else {}
    followers = _followers(campaigns) if Objective.Metric.FOLLOWERS in metrics else {}
    waits = _first_answers(campaigns) if Objective.Metric.FIRST_ANSWER in metrics else {}

    def measure(objective: Objective) -> Measure:
        if objective.metric == Objective.Metric.FOLLOWERS:
            return _gained(followers.get(objective.campaign_id, []), objective.baseline)
        if objective.metric == Objective.Metric.FIRST_ANSWER:
            return waits.get(objective.campaign_id, Measure())
        row = sums.get(objective.campaign_id, {})
        value = row.get(objective.metric)
        return Measure(value, row.get("as_of") if value is not None else None)

    return [Progress(objective, measure(objective), elapsed(objective)) for objective in objectives]


def elapsed(objective: Objective) -> float:
    """The share of an objective's time that is gone, from 0 to 1: from the campaign's first day to the end of the due day."""
    zone = ZoneInfo(objective.campaign.brand.zone)
    start = datetime.combine(objective.campaign.starts_on, time(), zone)
    end = datetime.combine(objective.due_on + timedelta(days=1), time(), zone)
    if end <= start:
        return 1.0
    return min(max((timezone.localtime(clock.now(), zone) - start) / (end - start), 0.0), 1.0)


def _sums(campaigns: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The sums of every metric by campaign, and when the newest of the figures was taken."""
    totals = {f"sum_{metric}": Sum(metric) for metric in SUMMED}
    rows = (
        Standing.objects.filter(publication__variant__post__campaign__in=campaigns)
        .values(campaign=F("publication__variant__post__campaign"))
        .annotate(as_of=Max("taken_at"), **totals)
    )
    return {row["campaign"]: {name.removeprefix("sum_"): value for name, value in row.items()} for row in rows}


def _followers(campaigns: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """By campaign, for each account it publishes on: followers at its start, or the first known since, and the newest."""
    known = AccountSnapshot.objects.filter(account=OuterRef("account"), followers__isnull=False)
    before = known.filter(day__lte=OuterRef("post__campaign__starts_on")).order_by("-day")
    rows = (
        Variant.objects.filter(post__campaign__in=campaigns)
        .values("account", campaign=F("post__campaign"))
        .distinct()
        .annotate(
            start=Subquery(before.values("followers")[:1]),
            first=Subquery(known.order_by("day").values("followers")[:1]),
            newest=Subquery(known.order_by("-day").values("followers")[:1]),
            taken_at=Subquery(known.order_by("-day").values("taken_at")[:1]),
        )
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row["campaign"]].append(row)
    return found


def _gained(accounts: list[dict[str, Any]], baseline: int | None) -> Measure:
    """Followers gained on these accounts; None when no account's are known, or not all where a baseline is given.

    A baseline of 0 is none: new followers begin at nothing, wherever the accounts stood.
    """
    known = [row for row in accounts if row["newest"] is not None]
    if not known or (baseline and len(known) < len(accounts)):
        return Measure()
    newest = sum(row["newest"] for row in known)
    start = sum(row["first"] if row["start"] is None else row["start"] for row in known)
    return Measure(newest - (baseline or start), max(row["taken_at"] for row in known))


def _first_answers(campaigns: Iterable[int]) -> dict[int, Measure]:
    """The median of the minutes to the first answer, by campaign."""
    rows = (
        Conversation.objects.filter(publication__variant__post__campaign__in=campaigns, first_answered_at__isnull=False)
        .values(campaign=F("publication__variant__post__campaign"))
        .annotate(
            wait=Median(F("first_answered_at") - F("started_at"), output_field=DurationField()), as_of=Max("first_answered_at")
        )
    )
    return {row["campaign"]: Measure(max(row["wait"] / timedelta(minutes=1), 0.0), row["as_of"]) for row in rows}
