"""Taking publications in hand, and giving back what a dead worker had: the conditional updates everything rests on."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from networks.outcomes import Trouble
from publishing import pausing
from publishing.models import FLOW, Account, Attempt, Publication, State

CLAIM_LEASE = timedelta(seconds=30)
SEND_TIME = timedelta(seconds=settings.DELIVERY_SEND_SECONDS)  # from the attempt's row to the start of its last request
SEND_LEASE = SEND_TIME + timedelta(seconds=25)  # and its answer: longer than any request may take


@transaction.atomic
def claim(now: datetime, limit: int) -> list[Publication]:
    """Take up to `limit` publications that are due, oldest first; whatever other workers have in hand is passed over."""
    due = Publication.objects.filter(state=State.PLANNED, due_at__lte=now, account__state=Account.State.CONNECTED)
    locked = pausing.not_paused(due).order_by("due_at", "id").select_for_update(skip_locked=True, of=("self",))
    ids = list(locked.values_list("pk", flat=True)[:limit])
    if not ids:
        return []
    rows = Publication.objects.filter(pk__in=ids)
    FLOW.move_all(rows, State.PLANNED, State.CLAIMED, lease_until=now + CLAIM_LEASE, fence=F("fence") + 1)
    return list(rows.select_related("account__brand", "brand").prefetch_related("steps").order_by("due_at", "id"))


@transaction.atomic
def begin(claimed: Sequence[Publication], now: datetime, worker: str) -> list[Publication]:
    """Write the attempts of those still ours and move them to sending; only what is returned may touch a wire.

    The transaction checks lease, fence and gate. When its commit raises, nothing was begun. What a pause covers
    meanwhile is left to its lease.
    """
    pausing.pass_gate()
    fences = {row.pk: row.fence for row in claimed}
    ours = Publication.objects.filter(pk__in=fences, state=State.CLAIMED, lease_until__gt=now)
    locked = pausing.not_paused(ours).order_by("pk").select_for_update(of=("self",)).values_list("pk", "fence")
    begun = {pk for pk, fence in locked if fences[pk] == fence}
    rows = [row for row in claimed if row.pk in begun]
    Attempt.objects.bulk_create(
        Attempt(publication=row, number=row.tries + 1, fence=row.fence, worker=worker, started_at=now, deadline=now + SEND_TIME)
        for row in rows
    )
    FLOW.move_all(
        Publication.objects.filter(pk__in=begun), State.CLAIMED, State.SENDING, lease_until=now + SEND_LEASE, tries=F("tries") + 1
    )
    for row in rows:
        row.state, row.tries = State.SENDING, row.tries + 1
    return rows


@transaction.atomic
def sweep(now: datetime) -> int:
    """Give back what was claimed by a worker that died; what it was sending becomes unconfirmed, never planned.

    Returns how many rows were swept.
    """
    over = Publication.objects.filter(lease_until__lt=now)
    swept = FLOW.move_all(over, State.CLAIMED, State.PLANNED, lease_until=None)
    lost = over.filter(state=State.SENDING).select_for_update(skip_locked=True, of=("self",)).select_related("account")
    for row in lost:
        settle_time = timedelta(seconds=row.account.network.settle_seconds)
        FLOW.move(
            row,
            State.UNCONFIRMED,
            lease_until=None,
            due_at=(row.lease_until or now) + settle_time,
            looks=0,
            trouble=Trouble.UNCLEAR,
            words="",
        )
        row.attempts.filter(ended_at=None).update(ended_at=now, outcome="unknown", reason="the worker did not come back")
    return swept + len(lost)
