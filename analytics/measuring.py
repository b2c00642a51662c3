"""What objectives measure, as it stands now or, past their due day, as it stood at the end of that day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, DateTimeField, DurationField, F, Max, Min, OuterRef, Subquery, Value, When

from analytics import due
from analytics.median import Median
from analytics.models import AccountSnapshot
from campaigns.models import Objective
from editorial.models import Variant
from moderation.models import Conversation

Used = dict[tuple[int, int], int]  # a campaign and an account that it publishes on: one of its variants there


@dataclass(frozen=True)
class Measure:
    """What was measured, and how fresh that is; both None when nothing is known."""

    value: float | None = None
    as_of: datetime | None = None


def end_of(objective: Objective) -> datetime:
    """The end of the due day in the brand's zone: what is later does not count."""
    return datetime.combine(objective.due_on + timedelta(days=1), time(), ZoneInfo(objective.campaign.brand.zone))


def sums_then(objectives: Sequence[Objective]) -> dict[int, dict[str, Any]]:
    """The same by objective, as the sums stood at the end of its due day."""
    wanted = {objective.pk: (objective.campaign_id, end_of(objective)) for objective in objectives}
    found = due.sums(set(wanted.values()))
    return {pk: found[pair] for pk, pair in wanted.items() if pair in found}


def used(objectives: Iterable[Objective]) -> Used:
    """The accounts that their campaigns publish on, in one query: it looks at every variant of these campaigns."""
    campaigns = {objective.campaign_id for objective in objectives}
    rows = Variant.objects.filter(post__campaign__in=campaigns).order_by().values("post__campaign", "account")
    return {
        (campaign, account): one
        for campaign, account, one in rows.annotate(one=Min("pk")).values_list("post__campaign", "account", "one")
    }


def followers(objectives: Sequence[Objective], accounts: Used) -> dict[int, Measure]:
    """The followers gained until now or the due day, by objective, on the accounts that its campaign publishes on."""
    baselines = {objective.pk: None if objective.baseline_at else objective.baseline for objective in objectives}
    return {pk: _gained(rows, baselines[pk]) for pk, rows in _accounts(objectives, accounts).items()}


def _accounts(objectives: Sequence[Objective], accounts: Used) -> dict[int, list[dict[str, Any]]]:
    """For each account: followers at the campaign's start, or the first known since, and the newest that count."""
    known = AccountSnapshot.objects.filter(
        account=OuterRef("account"), followers__isnull=False, day__lte=OuterRef("post__campaign__objectives__due_on")
    )
    before = known.filter(day__lte=OuterRef("post__campaign__starts_on")).order_by("-day")
    rows = (
        Variant.objects.filter(pk__in=accounts.values(), post__campaign__objectives__in=objectives)
        .order_by()
        .values("account", objective=F("post__campaign__objectives"))
        .annotate(
            start=Subquery(before.values("followers")[:1]),
            first=Subquery(known.order_by("day").values("followers")[:1]),
            newest=Subquery(known.order_by("-day").values("followers")[:1]),
            taken_at=Subquery(known.order_by("-day").values("taken_at")[:1]),
        )
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row["objective"]].append(row)
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


def first_answers(objectives: Sequence[Objective]) -> dict[int, Measure]:
    """The median of the minutes to the first answer, by objective, over what was answered until now or the due day."""
    path = "publication__variant__post__campaign__objectives"
    rows = (
        Conversation.objects.filter(**{f"{path}__in": objectives})
        .annotate(objective=F(path), end=_ends(path, objectives))
        .filter(first_answered_at__lt=F("end"))
        .values("objective")
        .annotate(
            wait=Median(F("first_answered_at") - F("started_at"), output_field=DurationField()), as_of=Max("first_answered_at")
        )
    )
    return {row["objective"]: Measure(max(row["wait"] / timedelta(minutes=1), 0.0), row["as_of"]) for row in rows}


def _ends(path: str, objectives: Sequence[Objective]) -> Case:
    """The end of the due day of the objective at `path`, in a query."""
    return Case(
        *(When(**{path: objective.pk}, then=Value(end_of(objective))) for objective in objectives), output_field=DateTimeField()
    )
