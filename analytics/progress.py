"""How far objectives are: measured from the product's own figures, never typed in; unknown stays unknown.

Sums are over all published posts of the campaign. Followers are those gained since the campaign's start (or above the
objective's baseline) by the accounts that the campaign publishes on. The time to the first answer is the median over the
conversations about the campaign's posts that were answered. Visits, conversions and their value are those of the brand's
site, as web analytics or a person say. All this as it stands now, and past the due day as it stood at the end of that day.
The forecast goes on at the pace so far; its range repeats the weaker and the better weeks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from analytics import adding
from analytics.adding import METRICS, RATE, Days
from analytics.forecasting import WEEK, Range, spread, weeks
from analytics.measuring import Measure, Used, end_of, first_answers, followers, sums_then, used
from analytics.site import figures
from analytics.unknown import BUSINESS, reasons
from campaigns.means import spent
from campaigns.metrics import CATALOGUE, Unit
from campaigns.models import Campaign, Objective
from lib import clock
from team.models import Brand

Measures = dict[int, Measure]
SUMMED = (*METRICS, RATE)

EARLY = 0.1  # of the time: before it, no forecast


@dataclass(frozen=True)
class Progress:
    """An objective against its target and its time. `elapsed` is the share of the time that is gone, from 0 to 1.

    `weeks` are what each whole week brought, `reason` says why nothing is measured, `spent` is what the campaign cost so
    far (cents; None where it has no means).
    """

    objective: Objective
    measure: Measure
    elapsed: float
    weeks: Sequence[float] = ()
    reason: str = ""
    spent: int | None = None

    @property
    def measured(self) -> float | None:
        """The measured value, in the objective's unit (minutes for the first answer)."""
        return self.measure.value

    @property
    def over(self) -> bool:
        """Whether the due day is past: what was measured then stays."""
        return self.elapsed >= 1

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
        if self.measured is None or self.objective.is_rate or not EARLY <= self.elapsed < 1:
            return None
        return self.measured / self.elapsed

    @property
    def range(self) -> Range | None:
        """Between what and what the forecast may come true; None when too few weeks are known."""
        if self.measured is None or self.forecast is None:
            return None
        days = (self.objective.due_on - self.objective.campaign.starts_on).days + 1
        return spread(self.measured, self.forecast, self.weeks, (1 - self.elapsed) * days / WEEK)

    @property
    def cost(self) -> float | None:
        """What one result costs so far, in cents; None where nothing was spent or gained, or results do not add up."""
        if not self.spent or not self.measured or self.measured < 0 or self.objective.is_rate:
            return None
        return None if CATALOGUE[self.objective.metric].unit == Unit.MONEY else self.spent / self.measured

    @property
    def verdict(self) -> str:
        """`reached`, `missed`, `ahead`, `behind`, `early` (too soon to tell) or `unknown`."""
        if self.measured is None:
            return "unknown"
        target = self.objective.target
        good = self.measured <= target if self.objective.less_is_better else self.measured >= target
        if self.over:
            return "reached" if good else "missed"
        if self.objective.is_rate:
            return "ahead" if good else "behind"
        if good:
            return "reached"
        return "early" if self.forecast is None else "ahead" if self.forecast >= target else "behind"


def of_campaign(campaign: Campaign) -> list[Progress]:
    """The objectives of a campaign, soonest due first."""
    return of_objectives(list(campaign.objectives.select_related("campaign__brand", "owner__user")))


def running(brand: Brand) -> list[Progress]:
    """The objectives of the brand's campaigns that run today: campaign by campaign, the one that ends first on top."""
    today = clock.now().astimezone(ZoneInfo(brand.zone)).date()
    rows = Objective.objects.filter(brand=brand, campaign__archived_at=None, campaign__starts_on__lte=today, due_on__gte=today)
    order = ("campaign__ends_on", "campaign_id", "due_on", "pk")
    return of_objectives(list(rows.select_related("campaign__brand").order_by(*order)))


def of_objectives(objectives: Sequence[Objective]) -> list[Progress]:
    """Each objective with what was measured, in a constant number of queries."""
    posted, accounts = _posted(objectives), _used(objectives)
    measure = _measures(objectives, posted, accounts)
    measured = {objective.pk: measure(objective) for objective in objectives}
    silent = [objective for objective in objectives if measured[objective.pk].value is None]
    why = reasons(silent) if silent else {}
    brought = weeks([row for row in objectives if row not in silent and EARLY <= elapsed(row) < 1], posted, accounts)
    cost = spent({row.campaign_id for row in objectives}) if objectives else {}

    def told(row: Objective) -> Progress:
        known, reason = brought.get(row.pk, ()), why.get(row.pk, "")
        return Progress(row, measured[row.pk], elapsed(row), known, reason, cost.get(row.campaign_id))

    return [told(row) for row in objectives]


def _posted(objectives: Sequence[Objective]) -> Days:
    """What the posts of the campaigns brought whose sums still run."""
    running = [row for row in objectives if row.metric in SUMMED and elapsed(row) < 1]
    return adding.by_day({row.campaign_id for row in running}, running[0].campaign.brand.zone) if running else {}


def _used(objectives: Sequence[Objective]) -> Used:
    """The accounts whose followers are asked for."""
    return _of(Objective.Metric.FOLLOWERS, objectives, used)


def _measures(objectives: Sequence[Objective], posted: Days, accounts: Used) -> Callable[[Objective], Measure]:
    past = [objective for objective in objectives if objective.metric in SUMMED and elapsed(objective) >= 1]
    now, then = {campaign: adding.whole(days) for campaign, days in posted.items()}, sums_then(past) if past else {}
    gained = _of(Objective.Metric.FOLLOWERS, objectives, lambda rows: followers(rows, accounts))
    waits = _of(Objective.Metric.FIRST_ANSWER, objectives, first_answers)
    site = _site([objective for objective in objectives if objective.metric in BUSINESS])

    def measure(objective: Objective) -> Measure:
        if objective.metric not in SUMMED:
            return (gained | waits | site).get(objective.pk) or Measure()
        row = then.get(objective.pk, {}) if objective in past else now.get(objective.campaign_id, {})
        value = row.get(objective.metric)
        return Measure(value, row.get("as_of") if value is not None else None)

    return measure


def _site(objectives: Sequence[Objective]) -> Measures:
    """What the site counted, as it was told."""
    found = figures.of_objectives(objectives) if objectives else {}
    return {pk: Measure(value, told if value is not None else None) for pk, (value, told) in found.items()}


def _of(metric: str, objectives: Sequence[Objective], asked: Callable[[Sequence[Objective]], dict[Any, Any]]) -> dict[Any, Any]:
    wanted = [objective for objective in objectives if objective.metric == metric]
    return asked(wanted) if wanted else {}


def elapsed(objective: Objective) -> float:
    """The share of an objective's time that is gone, from 0 to 1: from the campaign's first day to the end of the due day."""
    zone = ZoneInfo(objective.campaign.brand.zone)
    start = datetime.combine(objective.campaign.starts_on, time(), zone)
    end = end_of(objective)
    if end <= start:
        return 1.0
    return min(max((timezone.localtime(clock.now(), zone) - start) / (end - start), 0.0), 1.0)
