"""The loop of a worker: claim what is due, begin it, send it over many connections at once, settle each as it ends."""

import os
import socket
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from django.conf import settings
from django.db import connections

from lib import clock
from networks.outcomes import NotSent, Outcome, Sent, Trouble
from publishing import accounts, claiming, late, sending, settling
from publishing.models import Account, Publication

BATCH = 32  # rows that share a transaction
LOOK_AGAIN = 0.5  # seconds between two looks for what is due, while others are on the wire

Flying = dict[Future[Outcome], Publication]


def drain(seconds: float = 45) -> int:
    """Send what is due until nothing is, or until `seconds` are over and the last answers are in. Returns how many were sent off.

    Any number of these may run at once, on any number of machines.
    """
    late.set_aside(clock.now())
    claiming.sweep(clock.now())
    worker = f"{socket.gethostname()}:{os.getpid()}"
    end, flying, begun = time.monotonic() + seconds, Flying(), 0
    with ThreadPoolExecutor(settings.DELIVERY_CONNECTIONS) as pool:
        while True:
            room = settings.DELIVERY_CONNECTIONS - len(flying) if time.monotonic() < end else 0
            started = _start(pool, flying, min(room, BATCH), worker) if room else 0
            begun += started
            if not flying and not started:
                return begun
            if not started or len(flying) >= settings.DELIVERY_CONNECTIONS:
                _settle(flying)


def _start(pool: ThreadPoolExecutor, flying: Flying, limit: int, worker: str) -> int:
    """Put up to `limit` due publications on the wire; the deadline is counted from before their attempts are written."""
    end = time.monotonic() + claiming.SEND_TIME.total_seconds()
    claimed = claiming.claim(clock.now(), limit)
    rows = claiming.begin(claimed, clock.now(), worker) if claimed else []
    opened = {row.account_id: sending.open_for(row) for row in {row.account_id: row for row in rows}.values()}
    for row in rows:
        flying[pool.submit(_carry, row, opened[row.account_id], end)] = row
    return len(claimed)


def _carry(row: Publication, connection: object, end: float) -> Outcome:
    try:
        return sending.send(row, connection, end)  # type: ignore[arg-type]
    finally:
        connections.close_all()


def _settle(flying: Flying) -> None:
    """Settle those whose answer is in, waiting a moment for the first."""
    done, _flying = wait(flying, timeout=LOOK_AGAIN, return_when=FIRST_COMPLETED)
    for future in done:
        row, outcome = flying.pop(future), future.result()
        settling.settle(row, outcome, clock.now())
        _look_after_account(row, outcome)


def _look_after_account(row: Publication, outcome: Outcome) -> None:
    """Note that it sent; refresh access that ran out before the next try; mark the account whose access is gone."""
    if isinstance(outcome, Sent):
        Account.objects.filter(pk=row.account_id).update(last_sent_at=clock.now())
    if not isinstance(outcome, NotSent):
        return
    if outcome.trouble == Trouble.EXPIRED:
        renewed = sending.renew(row)
        outcome = renewed or outcome
    if outcome.trouble in (Trouble.AUTH, Trouble.PERMISSION):
        accounts.mark_lost(row.account, outcome.reason)
