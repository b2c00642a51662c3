"""The post office at a glance."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, QuerySet

from lib import clock
from lib.prepared import Given, Prepared
from publishing.engine import circuits
from publishing.engine.gate import not_paused
from publishing.models import IN_HAND, Account, Publication, State
from publishing.pausing import pausing, resuming
from publishing.troubles import troubles
from team.models import Brand


def oldest_due() -> datetime | None:
    """When the oldest publication was due that should have left by now; None when none waits.

    What a pause, its account or a network that is not well keeps is not late by our fault, and does not count.
    """
    now = clock.now()
    accounts = circuits.board(now).ready(Account.objects.filter(state=Account.State.CONNECTED))
    due = Publication.objects.filter(state=State.PLANNED, due_at__lte=now, account__in=accounts)
    return not_paused(due).order_by("due_at", "id").values_list("due_at", flat=True).first()


def work_waits(now: datetime) -> bool:
    """Whether something is due, or a lease is over: whether a drain has anything to do."""
    due = not_paused(Publication.objects.filter(state=State.PLANNED, due_at__lte=now))
    return due.exists() or Publication.objects.filter(state__in=IN_HAND, lease_until__lt=now - timedelta(seconds=1)).exists()


def next_due(now: datetime, within: timedelta) -> datetime | None:
    """The moment, not more than `within` away, at which the next publication is due."""
    coming = Publication.objects.filter(state=State.PLANNED, due_at__gt=now, due_at__lte=now + within)
    return coming.order_by("due_at", "id").values_list("due_at", flat=True).first()


def looks_wait(now: datetime) -> bool:
    """Whether an unconfirmed publication is to be looked for."""
    return Publication.objects.filter(state=State.UNCONFIRMED, asked_at=None, due_at__lte=now).exists()


def troubles_wait(now: datetime) -> bool:
    """Whether somebody is to be told of a publication."""
    return troubles.untold().exists()


def to_settle(brand: Brand) -> dict[str, Any]:
    """What somebody must settle in the brand, in one query: `lost` accounts, whether it is `paused` or something `waits`."""
    [found] = _TO_SETTLE.rows(brand=brand.pk)
    return dict(found)


def _to_settle() -> QuerySet[Brand, dict[str, Any]]:
    lost = Count("accounts", filter=Q(accounts__state=Account.State.LOST))
    kept = {"paused": Exists(pausing.in_force(OuterRef("pk"))), "waits": Exists(resuming.waiting(OuterRef("pk")))}
    return Brand.objects.filter(pk=Given("brand", BigIntegerField())).annotate(lost=lost, **kept).values("lost", *kept)


_TO_SETTLE = Prepared(_to_settle)
