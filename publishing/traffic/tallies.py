"""Counts since ever for a monitor: kept up to a moment, and the attempts after it counted each time anew."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, Sum

from lib import clock, locks
from publishing.models import Attempt, Tally
from publishing.traffic.traffic import LATENESS

LAG = timedelta(minutes=10)  # an attempt that ended so long ago is committed
BUCKETS = (1, 2, 5, 10, 30, 60, 300, 900, 3600)  # seconds; beside them all
ALL = "+Inf"
Key = tuple[str, str, str]  # name, network, label


@transaction.atomic
def roll_up() -> None:
    """Move the kept counts forward, so that counting the rest stays short. Two at once count nothing twice."""
    locks.one_by_one("tallies")
    since, until = _until(), (clock.now() - LAG).replace(microsecond=0)
    if until <= since:
        return
    kept = _sum(_kept(), _counted(Attempt.objects.filter(ended_at__gt=since, ended_at__lte=until)))
    rows = [Tally(name=name, network=network, label=label, value=value) for (name, network, label), value in kept.items()]
    rows.append(Tally(name="until", value=until.timestamp()))
    Tally.objects.bulk_create(rows, update_conflicts=True, unique_fields=["name", "network", "label"], update_fields=["value"])


@transaction.atomic
def totals() -> dict[Key, float]:
    """All counts as they stand now."""
    locks.one_by_one("tallies")
    return _sum(_kept(), _counted(Attempt.objects.filter(ended_at__gt=_until())))


def _kept() -> dict[Key, float]:
    return {(row.name, row.network, row.label): row.value for row in Tally.objects.exclude(name="until")}


def _sum(one: Mapping[Key, float], other: Mapping[Key, float]) -> dict[Key, float]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in {*one, *other}}


def _until() -> datetime:
    value = Tally.objects.filter(name="until").values_list("value", flat=True).first()
    return datetime.fromtimestamp(value or 0, UTC)


def _counted(attempts: Any) -> dict[Key, float]:
    """These attempts, counted by network, outcome and lateness, in one query."""
    upto = {f"upto_{bucket}": Count("pk", filter=Q(late__lte=bucket)) for bucket in BUCKETS}
    groups = attempts.annotate(late=LATENESS).values("account__network_name", "outcome")
    counts: dict[Key, float] = defaultdict(float)
    for row in groups.annotate(n=Count("pk"), known=Count("late"), seconds=Sum("late"), **upto).order_by():
        network = row["account__network_name"]
        counts["outcome", network, row["outcome"]] += row["n"]
        counts["late", network, ALL] += row["known"]
        counts["late_sum", network, ""] += row["seconds"] or 0
        for bucket in BUCKETS:
            counts["late", network, str(bucket)] += row[f"upto_{bucket}"]
    return counts
