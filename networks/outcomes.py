"""The four things that can have become of a parcel, and the kinds of trouble behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Trouble(StrEnum):
    """Why something did not go through, in words all networks share; decides who must act."""

    AUTH = "auth"  # the access is no longer valid: somebody reconnects the account
    EXPIRED = "expired"  # the access token ran out: refreshing it suffices
    PERMISSION = "permission"  # the account may not do this: a right is missing
    RATE = "rate"  # too fast: later
    QUOTA = "quota"  # no more today
    CONTENT = "content"  # the network refuses the text, link or options
    MEDIA = "media"  # the network refuses a picture
    POLICY = "policy"  # the network judges the content or the account
    DUPLICATE = "duplicate"  # it is already there
    GONE = "gone"  # what it refers to does not exist any more
    CONFIG = "config"  # the installation or the app is not set up for this
    WORKING = "working"  # the network is still at work on a picture or film: later
    DOWN = "down"  # the network cannot be reached or is not well
    UNCLEAR = "unclear"  # nobody can tell from here


@dataclass(frozen=True)
class Sent:
    """It is on the network under this id and address; `extra` is what answers to it will need."""

    remote_id: str
    url: str
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """It is surely not there, and would be refused again as it is."""

    reason: str
    trouble: Trouble = Trouble.CONTENT
    code: str = ""


@dataclass(frozen=True)
class NotSent:
    """It is surely not there, and may be tried again, not before `retry_at` when the network named a time."""

    reason: str
    trouble: Trouble = Trouble.DOWN
    code: str = ""
    retry_at: datetime | None = None


@dataclass(frozen=True)
class Unknown:
    """It may be there or not."""

    reason: str
    trouble: Trouble = Trouble.UNCLEAR
    code: str = ""


Outcome = Sent | Refused | NotSent | Unknown
