"""After a pause: what became due meanwhile is sent at a measured pace, moved or dropped, as a person says."""

from bisect import insort
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import OuterRef, QuerySet

from lib import clock
from publishing.engine import hints, planning
from publishing.engine.settling import NOTHING_SAID
from publishing.models import FLOW, Account, Hold, Publication, State
from team import audit
from team.models import Brand, Membership

PACE = timedelta(minutes=10)
FASTEST, SLOWEST = timedelta(minutes=1), timedelta(days=1)
Rows: TypeAlias = "QuerySet[Publication]"
AGAIN: dict[str, Any] = {"hold": "", "tries": 0, "told_at": None, **NOTHING_SAID}


def waiting(brand: Brand | OuterRef) -> Rows:
    """What became due during a pause and waits for somebody to say what becomes of it."""
    return Publication.objects.filter(brand=brand, state=State.HELD, hold=Hold.PAUSE)


@transaction.atomic
def send(rows: Rows, *, every: timedelta = PACE, by: Membership) -> list[Publication]:
    """Let these leave from now on, on each account one `every` so often, also counted from what is planned there.

    `rows` are some of `waiting`; those that somebody settled meanwhile are not among them any more. What is on an account
    to reconnect waits for that. Gives those that leave, with their moments. Raises ValueError for a pace out of bounds.
    """
    moments = _spread(_locked(rows), clock.now(), every)
    for row, moment in moments:
        FLOW.move(row, State.PLANNED, due_at=moment, **AGAIN)
    return _log("delivery.caught_up", [row for row, _moment in moments], by, minutes=_minutes(every))


@transaction.atomic
def move(rows: Rows, wall: datetime, zone: str, *, every: timedelta = PACE, by: Membership) -> list[Publication]:
    """Give these another time: the first of each account when clocks in `zone` show `wall`, the others behind it at that pace."""
    moments = _spread(_locked(rows), clock.resolve(wall, zone), every)
    for row, moment in moments:
        when = {"wall": clock.wall(moment, zone), "zone": zone, "planned_for": moment, "due_at": moment, "moved": True}
        FLOW.move(row, State.PLANNED, **when, **AGAIN)
    return _log("delivery.moved", [row for row, _moment in moments], by, minutes=_minutes(every), to=f"{wall:%Y-%m-%d %H:%M}")


@transaction.atomic
def drop(rows: Rows, *, by: Membership) -> list[Publication]:
    """Take these back for good, with what follows them."""
    dropped = list(rows.select_for_update(of=("self",)))
    for row in dropped:
        planning.cancel(row)
    return _log("delivery.dropped", dropped, by)


def _locked(rows: Rows) -> list[Publication]:
    """The rows, nobody else changing them, by account in the order in which they should have left."""
    held = rows.select_for_update(of=("self",)).select_related("account").order_by("account", "planned_for", "pk")
    return [row for row in held if _may_leave(row)]


def _may_leave(row: Publication) -> bool:
    if row.account.state == Account.State.CONNECTED:
        return True
    FLOW.stay(row, hold=Hold.ACCOUNT)
    return False


def _spread(rows: Sequence[Publication], start: datetime, every: timedelta) -> list[tuple[Publication, datetime]]:
    if not FASTEST <= every <= SLOWEST:
        raise ValueError(f"one each {every} is no pace")
    spread: list[tuple[Publication, datetime]] = []
    for _account, ours in groupby(rows, key=attrgetter("account_id")):
        some = list(ours)
        spread += zip(some, _moments(some[0].account, start, every), strict=False)
    return spread


def _moments(account: Account, start: datetime, every: timedelta) -> Iterator[datetime]:
    """Moments from `start` on, each at least `every` from the next and from what is planned on the account."""
    planned = account.publications.filter(state=State.PLANNED, due_at__gt=start - every)
    taken: list[datetime] = sorted(planned.values_list("due_at", flat=True))
    moment = start
    while True:
        for other in list(taken):
            if abs(moment - other) < every:
                moment = other + every
        yield moment
        insort(taken, moment)


def _minutes(every: timedelta) -> int:
    return round(every.total_seconds() / 60)


def _log(verb: str, rows: list[Publication], by: Membership, **details: Any) -> list[Publication]:
    """Write down what was decided; what leaves now is hinted at."""
    if rows:
        audit.record(verb, f"{len(rows)}", by=by, publications=[row.pk for row in rows], **details)
        transaction.on_commit(hints.drain_soon, robust=True)
    return rows
