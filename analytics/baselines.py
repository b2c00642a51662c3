"""Where objectives stand at the start, looked up in our own figures once their campaign has begun.

For followers it is how many there were; for what adds up, what the same accounts brought in as many days before; for rates
and waits, how they stood in these days. What our figures do not say stays unknown, and is looked for again a day later.
"""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from analytics import past
from campaigns.metrics import Metric
from campaigns.models import Objective
from campaigns.planning import today
from lib import clock

AGAIN = timedelta(days=1)
ENOUGH = 0.9  # of the days before: with fewer, a sum would tell too little


def waits(now: datetime) -> bool:
    """Whether there may be an objective to look up a start for."""
    return _wanted(now).exists()


def take_all() -> int:
    """Look up every start that is wanted; how many objectives that was. Harmless to run twice."""
    rows = list(_wanted(clock.now()).select_related("campaign__brand"))
    return sum(take(row) for row in rows)


def take(objective: Objective) -> bool:
    """Look up where it stood; False when its campaign has not begun, or somebody typed a start meanwhile."""
    if today(objective.campaign.brand) < objective.campaign.starts_on:
        return False
    rows = Objective.objects.filter(pk=objective.pk, baseline=None, revision=objective.revision)
    return bool(rows.update(baseline=at_start(objective), baseline_at=clock.now()))


def at_start(objective: Objective) -> int | None:
    """Where the measure stood when the campaign began, in its unit."""
    campaign = objective.campaign
    accounts = past.accounts_of(campaign)
    if objective.metric == Metric.FOLLOWERS:
        return past.standing_followers(accounts, campaign.starts_on)
    days = (objective.due_on - campaign.starts_on).days + 1
    found = past.of(accounts, objective.metric, campaign.brand, until=campaign.starts_on, days=days)
    enough = objective.is_rate or found.days >= ENOUGH * days
    return round(found.value) if found.value is not None and enough else None


def _wanted(now: datetime) -> QuerySet[Objective]:
    """Of campaigns that run; the day is taken from a zone far ahead, `take` looks again."""
    day = (now + timedelta(hours=14)).date()
    unknown = Q(baseline=None) & (Q(baseline_at=None) | Q(baseline_at__lte=now - AGAIN))
    return Objective.objects.filter(
        unknown, campaign__archived_at=None, campaign__starts_on__lte=day, due_on__gte=day - timedelta(days=2)
    )
