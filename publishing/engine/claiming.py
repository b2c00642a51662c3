"""Taking publications in hand, and giving back what a dead worker had: the conditional updates everything rests on."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, OuterRef, QuerySet, Subquery, Window, prefetch_related_objects
from django.db.models.functions import RowNumber

from networks.outcomes import Trouble
from publishing.engine import circuits, expiring, gate, judging, quotas
from publishing.models import FLOW, Account, Publication, State

CLAIM_LEASE = timedelta(seconds=30)
SEND_TIME = timedelta(seconds=settings.DELIVERY_SEND_SECONDS)  # from the attempt's row to the start of its last request
SEND_LEASE = SEND_TIME + timedelta(seconds=25)  # and its answer: longer than any request may take
AT_ONCE = 4  # publications of one account that may be in hand
SENT_WITH = ("brand", "account", "follows", "head", "key", "payload", "state", "fence", "tries", "due_at", "charter", "passes")

# Their numbers go on when a person has it tried again, where `tries` begins anew.
WRITE_ATTEMPTS = """
INSERT INTO publishing_attempt (publication_id, account_id, number, fence, worker, due_at, started_at, deadline,
    outcome, trouble, code, reason)
SELECT row.id, row.account_id, 1 + COALESCE((SELECT MAX(number) FROM publishing_attempt WHERE publication_id = row.id), 0),
    row.fence, %s, row.due_at, %s, %s, '', '', '', ''
FROM publishing_publication AS row WHERE row.id = ANY(%s)
"""


@transaction.atomic
def claim(now: datetime, limit: int) -> list[Publication]:
    """Take up to `limit` publications that are due: the accounts that wait longest first, each a fair share.

    Who claims has the account's row until the commit, and passes over those that others have. So what an account has in
    hand and may still send is counted exactly, and no worker waits for another.
    """
    due = gate.not_paused(Publication.objects.filter(expiring.may_leave(now), state=State.PLANNED, due_at__lte=now))
    board = circuits.board(now)
    locked = _lock_accounts(board, due, limit)
    room = board.limit(quotas.rooms(locked, AT_ONCE, now), locked) if locked else {}
    accounts = board.try_one([account for account in locked if room[account.pk] > 0])
    if not accounts:
        return []
    share = min(max(limit // len(accounts), 1), AT_ONCE)
    taken = judging.judge(_within(room, _next_of(due, accounts, share))[:limit])
    rows = Publication.objects.filter(pk__among=[row.pk for row in taken])
    FLOW.move_all(rows, State.PLANNED, State.CLAIMED, lease_until=now + CLAIM_LEASE, fence=F("fence") + 1)
    for row in taken:
        row.state, row.fence = State.CLAIMED, row.fence + 1
    return taken


def _lock_accounts(board: circuits.Board, due: "QuerySet[Publication]", limit: int) -> list[Account]:
    """The accounts with something due that may send, those that wait longest first, locked."""
    waits = Subquery(due.filter(account=OuterRef("pk")).order_by("due_at").values("due_at")[:1])
    ready = board.ready(Account.objects.filter(pk__in=due.values("account"), state=Account.State.CONNECTED))
    return list(ready.annotate(waits=waits).order_by("waits", "pk").select_for_update(skip_locked=True, no_key=True)[:limit])


def _next_of(due: "QuerySet[Publication]", accounts: Sequence[Account], share: int) -> list[Publication]:
    """The next `share` publications of each account, locked, the first of each before the second of any."""
    place = Window(RowNumber(), partition_by="account", order_by=["due_at", "pk"])
    known = {account.pk: account for account in accounts}
    first = due.filter(account_id__among=known).annotate(place=place).filter(place__lte=share)
    rows = due.filter(pk__in=first.values("pk")).order_by("due_at", "pk")  # asked again of each as it is when it is locked
    taken = list(rows.only(*SENT_WITH).select_for_update(skip_locked=True, of=("self",)))
    for row in taken:
        row.account = known[row.account_id]
    prefetch_related_objects([row for row in taken if row.follows_id], "follows")
    return taken


def _within(room: dict[int, int], rows: Sequence[Publication]) -> list[Publication]:
    """Those for which their account has room, the first of each account before the second of any."""
    places: Counter[int] = Counter()
    ranked: list[tuple[int, Publication]] = []
    for row in rows:
        places[row.account_id] += 1
        if places[row.account_id] <= room[row.account_id]:
            ranked.append((places[row.account_id], row))
    return [row for _place, row in sorted(ranked, key=lambda pair: pair[0])]


@transaction.atomic
def begin(claimed: Sequence[Publication], now: datetime, worker: str) -> list[Publication]:
    """Write the attempts of those still ours and move them to sending; only what is returned may touch a wire.

    The transaction checks lease, fence and gate. When its commit raises, nothing was begun. What a pause covers
    meanwhile is left to its lease.
    """
    gate.go_through()
    fences = {row.pk: row.fence for row in claimed}
    ours = Publication.objects.filter(pk__among=fences, state=State.CLAIMED, lease_until__gt=now)
    locked = gate.not_paused(ours).order_by("pk").select_for_update(of=("self",)).values_list("pk", "fence")
    begun = {pk for pk, fence in locked if fences[pk] == fence}
    with connection.cursor() as cursor:
        cursor.execute(WRITE_ATTEMPTS, [worker, now, now + SEND_TIME, list(begun)])
    moved = {"lease_until": now + SEND_LEASE, "tries": F("tries") + 1}
    FLOW.move_all(Publication.objects.filter(pk__among=begun), State.CLAIMED, State.SENDING, **moved)
    rows = [row for row in claimed if row.pk in begun]
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
