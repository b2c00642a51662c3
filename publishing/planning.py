"""The door of the post office: hand over a parcel, change its time, take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from networks.parcels import Ref
from publishing.models import Account, Publication


@dataclass(frozen=True)
class Picture:
    """A picture to send: its name in the media storage, and what it shows in words. It is fitted to the network here."""

    name: str
    alt: str = ""


@dataclass(frozen=True)
class Letter:
    """What is to be sent, before it is fitted and frozen."""

    text: str
    pictures: Sequence[Picture] = ()
    link: str = ""
    language: str = ""
    reply_to: Ref | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


def plan(account: Account, letter: Letter, *, origin: str, wall: datetime, zone: str) -> Publication:
    """Freeze the letter into a publication that is due when clocks in `zone` show `wall`.

    `origin` names the intent ("post:12:3" for the third plan of a variant): the same origin planned twice gives the first
    publication. Call it inside the transaction of the approval. Raises Unfit when the network would refuse it.
    """
    raise NotImplementedError


def plan_now(account: Account, letter: Letter, *, origin: str) -> Publication:
    """Plan it for this moment: answers to the community. A worker is hinted after the commit."""
    raise NotImplementedError


def reschedule(publication: Publication, *, wall: datetime, zone: str) -> None:
    """Give a planned or held publication another time. Raises StaleState when it has left meanwhile."""
    raise NotImplementedError


def hold(publication: Publication, reason: str) -> None:
    """Keep a planned publication from leaving (a value of Hold). Raises StaleState when it has left meanwhile."""
    raise NotImplementedError


def release(publication: Publication) -> None:
    """Let a held publication leave at its time, or now when that is past."""
    raise NotImplementedError


def cancel(publication: Publication) -> None:
    """Take a publication back for good. Raises StaleState when it has left meanwhile."""
    raise NotImplementedError
