"""Finding a parcel whose answer was lost among what its account shows."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from networks.outcomes import NotSent, Sent, Trouble, Unknown

AROUND = timedelta(minutes=2)  # how far the clocks of a network and of ours may be apart
_HOST = re.compile(r"(@\w[\w.-]*)@[\w.-]*\w")


@dataclass(frozen=True)
class Shown:
    """Something the account shows; `sent` is what it would mean to have found it."""

    sent: Sent
    text: str
    at: datetime
    pictures: int = 0


def plain(text: str) -> str:
    """The text as it can be compared: NFC, white space as single blanks, people without their server."""
    return " ".join(_HOST.sub(r"\1", unicodedata.normalize("NFC", text)).split())


def find(
    label: str, text: str, pictures: int, shown: Sequence[Shown], since: datetime, *, whole: bool
) -> Sent | NotSent | Unknown:
    """Exactly one match is the parcel; none means that it is not there; more leave it open.

    `shown` is in any order; `whole` says whether it reaches back to `since`, the moment the parcel was tried.
    """
    wanted, earliest = plain(text), since - AROUND
    found = [item for item in shown if item.at >= earliest and item.pictures == pictures and plain(item.text) == wanted]
    if len(found) == 1:
        return found[0].sent
    if found:
        return Unknown(_("%(network)s shows the same post more than once.") % {"network": label}, Trouble.UNCLEAR)
    if not whole and min((item.at for item in shown), default=since) >= earliest:
        return Unknown(_("%(network)s shows too much to be searched.") % {"network": label}, Trouble.UNCLEAR)
    return NotSent(_("Looked on %(network)s: it is not there.") % {"network": label}, Trouble.GONE)
