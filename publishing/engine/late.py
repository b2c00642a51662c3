"""What is late when its turn comes follows its brand's policy: after an outage nothing bursts out."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Value

from publishing.engine import expiring, gate
from publishing.models import FLOW, Account, Hold, Publication, State
from team.models import Brand

BEHIND = timedelta(minutes=5)  # overdue for so long, a post was left behind by an outage
PACE = timedelta(minutes=5)  # between two posts of an account that were left behind


def set_aside(now: datetime) -> int:
    """Hold or drop what is due for longer than its brand takes for on time, but for what a pause keeps. Returns how many.

    What may not leave any more, or has no account to leave from, is held first. Of a series only the last occurrence that is
    due is kept, whatever the policy: the others are missed. What is left of an account leaves one after the other.
    """
    expired = expiring.set_aside(now) + _without_account(now)
    missed = FLOW.move_all(_overtaken(now), State.PLANNED, State.MISSED)
    aside = expired + missed + _follow_policy(now)
    _pace(now)
    return aside


def _without_account(now: datetime) -> int:
    """What was in hand when its account was lost or disconnected, and did not leave, follows what was planned there then."""
    due = Publication.objects.filter(state=State.PLANNED, due_at__lte=now)
    lost = due.filter(account__state=Account.State.LOST)
    held = FLOW.move_all(lost, State.PLANNED, State.HELD, hold=Hold.ACCOUNT, told_at=now)
    return held + FLOW.move_all(due.filter(account__state=Account.State.DISCONNECTED), State.PLANNED, State.CANCELLED)


def _pace(now: datetime) -> None:
    """Of the posts that an outage left behind on an account, let the first leave now, and each other a while after it."""
    behind = gate.not_paused(Publication.objects.filter(state=State.PLANNED, due_at__lt=now - BEHIND))
    posts = behind.filter(follows=None, payload__reply_to=None).order_by("account", "due_at", "pk")
    places: defaultdict[int, list[int]] = defaultdict(list)
    for _account, ours in groupby(posts.values_list("account", "pk"), key=itemgetter(0)):
        for place, (_account, pk) in enumerate(ours):
            places[place].append(pk)
    for place, pks in places.items():
        if place:
            behind.filter(pk__among=pks).update(due_at=now + place * PACE)


def _overtaken(now: datetime) -> "QuerySet[Publication]":
    due = gate.not_paused(Publication.objects.filter(state=State.PLANNED, due_at__lte=now))
    later = due.filter(account=OuterRef("account"), series=OuterRef("series"), planned_for__gt=OuterRef("planned_for"))
    return due.filter(pk__in=due.exclude(series="").filter(Exists(later)).values("pk"))


def _follow_policy(now: datetime) -> int:
    late = _late(now)
    held = FLOW.move_all(late.filter(brand__late_policy=Brand.Late.ASK), State.PLANNED, State.HELD, hold=Hold.LATE)
    return held + FLOW.move_all(late.filter(brand__late_policy=Brand.Late.DROP), State.PLANNED, State.MISSED)


def _late(now: datetime) -> "QuerySet[Publication]":
    patience = ExpressionWrapper(F("brand__late_minutes") * Value(timedelta(minutes=1)), output_field=DurationField())
    rows = gate.not_paused(Publication.objects.filter(state=State.PLANNED, due_at__lt=now - timedelta(minutes=1)))
    return rows.filter(pk__in=rows.annotate(patience=patience).filter(due_at__lt=now - F("patience")).values("pk"))
