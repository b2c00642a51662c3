"""Carrying one publication to its network: everything here happens after its attempt is committed."""

import logging
import time
from dataclasses import replace
from typing import Any

from lib.answers import Lost, NotReached, Reply
from lib.crypto import WrongKey
from networks.base import AccessLost, Busy, Connection
from networks.outcomes import NotSent, Outcome, Trouble, Unknown
from networks.wires import Wire
from publishing import accounts
from publishing.models import Publication
from publishing.planning import parcel_of
from publishing.steps import RowSteps

log = logging.getLogger(__name__)


class TimedWire:
    """A wire that starts no request after its end (a reading of time.monotonic), however long the process was stopped."""

    def __init__(self, wire: Wire, end: float):
        self.wire, self.end = wire, end

    def request(self, method: str, url: str, **more: Any) -> Reply:
        """As the wire beneath. Raises NotReached when its time is over."""
        if time.monotonic() > self.end:
            raise NotReached("the time for this attempt is over")
        return self.wire.request(method, url, **more)


def open_for(publication: Publication) -> Connection | NotSent:
    """The publication's account, open for use, or why it could not be opened."""
    try:
        return accounts.open_connection(publication.account)
    except (AccessLost, WrongKey) as error:
        return NotSent(str(error) or "the access is not valid any more", Trouble.AUTH)
    except (NotReached, Lost, Busy) as error:
        return NotSent(str(error), Trouble.DOWN)


def send(publication: Publication, connection: Connection | NotSent, end: float) -> Outcome:
    """Send it, once; whatever happens is an outcome. What nobody foresaw may have left: Unknown."""
    if isinstance(connection, NotSent):
        return connection
    try:
        timed = replace(connection, wire=TimedWire(connection.wire, end))
        return publication.account.network.send(timed, parcel_of(publication.payload, publication.key), RowSteps(publication))
    except Exception as error:
        log.exception("publication %s: fault while sending", publication.pk)
        return Unknown(f"{type(error).__name__}")


def renew(publication: Publication) -> NotSent | None:
    """Refresh the access of the publication's account; None when that worked, else why it did not."""
    try:
        accounts.refresh(publication.account)
        return None
    except (AccessLost, WrongKey) as error:
        return NotSent(str(error) or "the access is not valid any more", Trouble.AUTH)
    except (NotReached, Lost, Busy) as error:
        return NotSent(str(error), Trouble.DOWN)
