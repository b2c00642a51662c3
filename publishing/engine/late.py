"""What is late when its turn comes follows its brand's policy: after an outage nothing bursts out."""

from collections import Counter
from datetime import datetime, timedelta

from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Value

from publishing.engine import expiring, gate
from publishing.models import FLOW, Hold, Publication, State
from team.models import Brand

BEHIND = timedelta(minutes=5)  # overdue for so long, a post was left behind by an outage
PACE = timedelta(minutes=5)  # between two posts of an account that were left behind


def set_aside(now: datetime) -> int:
    """Hold or drop what is due for longer than its brand takes for on time, but for what a pause keeps. Returns how many.

    What may not leave any more is held first. Of a series only the last occurrence that is due is kept, whatever the policy:
    the others are missed. What is left of an account leaves one after the other.
    """
    expired = expiring.set_aside(now)
    missed = FLOW.move_all(_overtaken(now), State.PLANNED, State.MISSED)
    aside = expired + missed + _follow_policy(now)
    _pace(now)
    return aside


def _pace(now: datetime) -> None:
    """Of the posts that an outage left behind on an account, let the first leave now, and each other a while after it."""
    behind = gate.not_paused(Publication.objects.filter(state=State.PLANNED, due_at__lt=now - BEHIND))
    posts = behind.filter(follows=None, payload__reply_to=None).order_by("account", "due_at", "pk")
    places: Counter[int] = Counter()
    for row in posts.only("pk", "account_id", "due_at", "state"):
        if place := places[row.account_id]:
            Publication.objects.filter(pk=row.pk, state=State.PLANNED).update(due_at=now + place * PACE)
        places[row.account_id] += 1


def _overtaken(now: datetime) -> "QuerySet[Publication]":
    due = gate.not_paused(Publication.objects.filter(state=State.PLANNED, due_at__lte=now))
    later = due.filter(account=OuterRef("account"), series=OuterRef("series"), planned_for__gt=OuterRef("planned_for"))
    return Publication.objects.filter(pk__in=due.exclude(series="").filter(Exists(later)).values("pk"))


def _follow_policy(now: datetime) -> int:
    late = _late(now)
    held = FLOW.move_all(late.filter(brand__late_policy=Brand.Late.ASK), State.PLANNED, State.HELD, hold=Hold.LATE)
    return held + FLOW.move_all(late.filter(brand__late_policy=Brand.Late.DROP), State.PLANNED, State.MISSED)


def _late(now: datetime) -> "QuerySet[Publication]":
    patience = ExpressionWrapper(F("brand__late_minutes") * Value(timedelta(minutes=1)), output_field=DurationField())
    rows = gate.not_paused(Publication.objects.filter(state=State.PLANNED, due_at__lt=now - timedelta(minutes=1)))
    return Publication.objects.filter(pk__in=rows.annotate(patience=patience).filter(due_at__lt=now - F("patience")).values("pk"))
