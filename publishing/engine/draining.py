"""The loop of a worker: claim what is due, begin it, send it over many connections at once, settle what has its answer."""

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection

from lib import clock
from networks.outcomes import Outcome
from publishing.engine import claiming, following, late, sending, settling, steps
from publishing.models import Publication

log = logging.getLogger(__name__)
GATHER = 0.1  # seconds that answers are gathered before they are settled together
AHEAD = 3  # for so many connections one more publication is begun, so that none is idle while answers are settled
LOOK_AGAIN = 0.5  # seconds between two looks for what is due, while others are on the wire
KEEP_TRYING = 25.0  # seconds that answers are kept in hand while the database is away
number = os.getpid()  # which of the workers on this machine we are; those with other numbers have other cores
ending = threading.Event()  # set when the process is asked to end: what is on the wire is settled, nothing more begun

Flying = dict[Future[Outcome], Publication]


def drain(seconds: float = 45) -> int:
    """Send what is due until nothing is, or until `seconds` are over and the last answers are in. Returns how many were sent off.

    Any number of these may run at once, on any number of machines. Raises OperationalError when the database went away.
    """
    now = clock.now()
    late.set_aside(now)
    claiming.sweep(now)
    following.wake(now)
    with _one_core(), ThreadPoolExecutor(settings.DELIVERY_CONNECTIONS) as pool, steps.Ledger() as ledger:
        return _send_all(pool, ledger, time.monotonic() + seconds)


@contextmanager
def _one_core() -> Iterator[None]:
    """Keep our threads on one core, where the system can: on several they spend a third of the time on taking turns."""
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    if len(allowed) < 2:
        yield
        return
    os.sched_setaffinity(0, {sorted(allowed)[number % len(allowed)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def _send_all(pool: ThreadPoolExecutor, ledger: steps.Ledger, end: float) -> int:
    flying, begun = Flying(), 0
    while True:
        room = settings.DELIVERY_CONNECTIONS + settings.DELIVERY_CONNECTIONS // AHEAD - len(flying)
        more = room > 0 and time.monotonic() < end and not ending.is_set()
        started = _start(pool, ledger, flying, room) if more else 0
        begun += started
        if not flying and not started:
            return begun
        _settle(flying, patience=GATHER if started else LOOK_AGAIN)


def _name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _start(pool: ThreadPoolExecutor, ledger: steps.Ledger, flying: Flying, limit: int) -> int:
    """Put up to `limit` due publications on the wire; their time is counted from before their attempts are written."""
    end = time.monotonic() + claiming.SEND_TIME.total_seconds()
    try:
        claimed = claiming.claim(clock.now(), limit)
        done = steps.done_for(claimed)
        rows = claiming.begin(claimed, clock.now(), _name()) if claimed else []
    except OperationalError:
        if not flying:
            raise
        log.warning("the database is away; what is on the wire is waited for")
        return 0
    for row in rows:
        flying[pool.submit(sending.carry, row, done.get(row.pk, {}), ledger, end)] = row
    return len(claimed)


def _settle(flying: Flying, patience: float) -> None:
    """Settle those whose answer is in: wait for the first, then a moment for those that come with it."""
    done, others = wait(flying, timeout=patience, return_when=FIRST_COMPLETED)
    if done and others:
        done, _others = wait(flying, timeout=GATHER, return_when=ALL_COMPLETED)
    results = [(flying.pop(future), future.result()) for future in done]
    if results:
        _keep(results)


def _keep(results: Sequence[settling.Result]) -> None:
    """Write the answers down, with patience while the database is away; one that it cannot take keeps no other from it."""
    until = time.monotonic() + KEEP_TRYING
    while True:
        try:
            settling.settle(results, clock.now())
            return
        except OperationalError:
            if time.monotonic() > until:
                raise
            connection.close()
            time.sleep(LOOK_AGAIN)
        except DatabaseError:
            if len(results) == 1:
                log.exception("publication %s: its answer cannot be written down", results[0][0].pk)
                return
            for result in results:
                _keep([result])
            return
