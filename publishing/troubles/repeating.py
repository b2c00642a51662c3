"""Trying once more what was refused or missed, and giving another time to what did not leave at its own."""

from datetime import datetime
from typing import Any

from lib import clock
from lib.states import NoSuchMove
from publishing.engine import expiring, following, hints
from publishing.engine.settling import NOTHING_SAID
from publishing.models import FLOW, Account, Hold, Publication, State

WENT_WRONG = (State.REFUSED, State.MISSED)
KEPT = (Hold.ACCOUNT, Hold.APPROVAL, Hold.CHARTER)  # what another time alone does not let go


def again(publication: Publication) -> None:
    """Plan it for now, as it is; what waits for its next try is tried now.

    Raises StaleState when something happened to it, NoSuchMove when it cannot be repeated.
    """
    if publication.state == State.PLANNED and publication.tries:
        FLOW.stay(publication, due_at=min(publication.due_at, clock.now()))
        return hints.when_due(publication.due_at)
    if publication.state not in WENT_WRONG:
        raise NoSuchMove(publication.state)
    return _plan(publication, due_at=clock.now())


def give_time(publication: Publication, *, wall: datetime, zone: str) -> None:
    """Let it leave, as it is, when clocks in `zone` show `wall`; what waits for an account or an approval goes on waiting.

    Raises StaleState when something happened to it, NoSuchMove for what may be on its network, or may not leave then any more.
    """
    due = clock.resolve(wall, zone)
    when = {"wall": wall, "zone": zone, "planned_for": due, "due_at": due, "moved": True}
    if publication.state == State.PLANNED or publication.hold in KEPT:
        FLOW.stay(publication, **when)
    elif publication.state in (State.HELD, *WENT_WRONG):
        _plan(publication, **when)
    else:
        raise NoSuchMove(publication.state)


def _plan(publication: Publication, **when: Any) -> None:
    lost = publication.account.state != Account.State.CONNECTED
    if expiring.is_past(publication, when["due_at"]):
        raise NoSuchMove(Hold.RIGHTS)
    fields = {"tries": 0, "told_at": None, **NOTHING_SAID, **when}
    if lost and publication.state == State.HELD:
        return FLOW.stay(publication, hold=Hold.ACCOUNT, **fields)
    if following.waits(publication):
        return FLOW.move(publication, State.WAITING, hold="", **fields)
    FLOW.move(publication, State.PLANNED, hold="", **fields)
    if lost:
        return FLOW.move(publication, State.HELD, hold=Hold.ACCOUNT)
    return hints.when_due(publication.due_at)
