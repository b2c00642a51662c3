"""What people said to or about an account, as all networks share it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from networks.parcels import Ref


class Kind(StrEnum):
    """What a message is; kinds a network invents later are kept as OTHER with the raw answer."""

    REPLY = "reply"
    MENTION = "mention"
    PRIVATE = "private"
    REVIEW = "review"
    OTHER = "other"


@dataclass(frozen=True)
class Author:
    """Who said it, as the network names them."""

    id: str
    handle: str
    name: str = ""
    avatar_url: str = ""
    url: str = ""


@dataclass(frozen=True)
class Incoming:
    """One message. `ref` is what an answer to it replies to; `about` is the id of the post of ours at the head of the
    thread ("" when there is none); `parent` the id of the message or post it answers; `at` is aware UTC."""

    ref: Ref
    kind: Kind
    author: Author
    text: str
    at: datetime
    about: str = ""
    parent: str = ""
    language: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """What a fetch brought, oldest first, and where the next one begins; `more` says that the next may begin at once."""

    messages: tuple[Incoming, ...]
    cursor: str = ""
    more: bool = False
