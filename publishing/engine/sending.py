"""Carrying one publication to its network: everything here happens after its attempt is committed, in a thread of its own."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django.db import connections
from django.utils.translation import gettext as _

from lib.answers import Lost, NotReached, Reply
from lib.crypto import WrongKey
from lib.http import not_after
from networks.base import AccessLost, Busy, Connection
from networks.outcomes import NotSent, Outcome, Refused, Trouble, Unknown
from networks.parcels import Parcel
from networks.wires import Wire
from publishing.accounts import accounts
from publishing.engine import following
from publishing.engine.circuits import OUR_FAULT
from publishing.engine.steps import Ledger, NotKept, RowSteps
from publishing.letters import renditions
from publishing.letters.payloads import parcel_of
from publishing.models import Account, Publication

log = logging.getLogger(__name__)
T = TypeVar("T")
_refreshing = threading.BoundedSemaphore(8)  # each holds a connection to the database while it waits for a network


class TimedWire:
    """A wire that starts no request after its end (a reading of time.monotonic), however long the process was stopped."""

    def __init__(self, wire: Wire, end: float):
        self.wire, self.end = wire, end

    def request(self, method: str, url: str, **more: Any) -> Reply:
        """As the wire beneath. Raises NotReached when its time is over."""
        if time.monotonic() > self.end:
            raise NotReached("the time for this attempt is over")
        with not_after(self.end):
            return self.wire.request(method, url, **more)


def carry(row: Publication, done: Mapping[str, str], ledger: Ledger, end: float) -> Outcome:
    """Send it, once, before `end`; whatever happens is an outcome. Access that ran out is refreshed for the next try."""
    try:
        outcome = _send(row, open_account(row.account), RowSteps(row.pk, ledger, done), end)
        if isinstance(outcome, NotSent) and outcome.trouble == Trouble.EXPIRED:
            outcome = _renewing(row.account, accounts.refresh) or outcome
        return outcome
    finally:
        connections.close_all()  # refreshing opens one


def open_account(account: Account) -> Connection | NotSent:
    """The account, open for use, or why it could not be opened."""
    if accounts.runs_out(account):
        return _renewing(account, accounts.open_connection)
    return _with_access(account, accounts.connection_of)


def parcel(row: Publication) -> Parcel:
    """What leaves: the kept payload, as an answer to what it follows."""
    made = parcel_of(row.payload, row.key)
    return replace(made, reply_to=following.answered(row)) if row.follows_id else made


def _send(row: Publication, connection: Connection | NotSent, steps: RowSteps, end: float) -> Outcome:
    """What nobody foresaw may have left: Unknown."""
    if isinstance(connection, NotSent):
        return connection
    if not following.is_known(row):
        return Refused(_("The part before it cannot be answered: its address on the network is not known here."), Trouble.GONE)
    try:
        timed = replace(connection, wire=TimedWire(connection.wire, end))
        return row.account.network.send(timed, parcel(row), steps)
    except renditions.Missing as error:
        log.error("publication %s: %s is not on this machine", row.pk, error)
        return NotSent(_("A picture of this post cannot be found on the machine that sends it."), Trouble.CONFIG)
    except NotKept as error:
        return NotSent(str(error), Trouble.CONFIG)
    except Exception as error:
        log.exception("publication %s: fault while sending", row.pk)
        return Unknown(f"{type(error).__name__}", code=OUR_FAULT)


def _renewing(account: Account, renew: Callable[[Account], T]) -> T | NotSent:
    """As `_with_access`, for what may ask the network for fresh access: a few of these at once."""
    with _refreshing:
        return _with_access(account, renew)


def _with_access(account: Account, act: Callable[[Account], T]) -> T | NotSent:
    """What `act` makes of the account's access, or why it could not; nothing has left by then, whatever goes wrong."""
    try:
        return act(account)
    except (AccessLost, WrongKey) as error:
        return NotSent(str(error) or "the access is not valid any more", Trouble.AUTH)
    except (NotReached, Lost, Busy) as error:
        return NotSent(str(error), Trouble.DOWN)
    except Exception as error:
        log.exception("%s: fault while its access was opened", account)
        return NotSent(type(error).__name__, Trouble.CONFIG, OUR_FAULT)
