"""Objectives: which measures an aim proposes, and setting, changing, removing them."""

from typing import Any

from django.db import transaction
from django.db.models import F

from campaigns.metrics import CATALOGUE, Kind, Metric
from campaigns.models import Campaign, Objective
from campaigns.planning import hold
from lib.states import StaleState
from team import audit
from team.models import Membership

M = Metric
PROPOSED: dict[str, tuple[str, ...]] = {
    Campaign.Aim.GROW: (M.FOLLOWERS, M.REACH, M.VIEWS, M.CLICKS),
    Campaign.Aim.ENGAGE: (M.REPLIES, M.SHARES, M.SAVES, M.LIKES, M.ENGAGEMENT, M.FIRST_ANSWER),
}


def proposed(aim: str) -> list[Metric]:
    """The measures that fit the aim, the best first."""
    return [M(metric) for metric in PROPOSED[aim]]


def others(aim: str) -> list[tuple[Kind, list[Metric]]]:
    """The measures that fit another aim better, by what they are about."""
    left = [metric for metric in M if metric not in PROPOSED[aim]]
    groups = [(kind, [metric for metric in left if CATALOGUE[metric].kind == kind]) for kind in Kind]
    return [(kind, metrics) for kind, metrics in groups if metrics]


@transaction.atomic
def add(campaign: Campaign, *, by: Membership, **values: Any) -> Objective:
    """A new objective; without a `baseline` the product looks for one in its own figures. Raises Archived, Closed."""
    hold(campaign)
    objective = Objective.objects.create(brand=campaign.brand, campaign=campaign, **values)
    audit.record("objective.added", objective, by=by, campaign=campaign.pk, due_on=str(objective.due_on))
    return objective


@transaction.atomic
def change(objective: Objective, *, by: Membership, revision: int, **values: Any) -> None:
    """Change what it says, on top of the revision the writer saw; a start that was looked up is looked up anew.

    Raises StaleState, Archived, Closed; then nothing is kept. Raises Objective.DoesNotExist when somebody removed it.
    """
    hold(objective.campaign)
    rows = Objective.objects.filter(pk=objective.pk, revision=revision)
    if not rows.update(revision=F("revision") + 1, **{"baseline_at": None, **values}):
        objective.refresh_from_db()
        raise StaleState(objective)
    objective.refresh_from_db()
    audit.record("objective.changed", objective, by=by, campaign=objective.campaign_id, due_on=str(objective.due_on))


@transaction.atomic
def remove(objective: Objective, *, by: Membership) -> None:
    """Give it up. Raises Archived, Closed."""
    hold(objective.campaign)
    audit.record("objective.removed", objective, by=by, campaign=objective.campaign_id)
    objective.delete()
