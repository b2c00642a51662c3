"""What is handed to a network: frozen, complete, and the same each time it is tried."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Ref:
    """A thing on a network: its id there, its public address, and what else the network wants to hear with the id."""

    id: str
    url: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Media:
    """A picture or video already fitted to the network. Sizes in bytes and pixels; `digest` is the SHA-256 of the bytes in hex.

    `read` gives the bytes; `url` is the public address from which networks that fetch media themselves take it; `seconds`
    is how long a video lasts, None for a picture.
    """

    digest: str
    mime: str
    size: int
    width: int
    height: int
    alt: str = ""
    url: str = ""
    read: Callable[[], bytes] = field(default=bytes, compare=False, repr=False)
    seconds: float | None = None

    @property
    def is_video(self) -> bool:
        """Whether it is a video."""
        return self.seconds is not None


@dataclass(frozen=True)
class Poll:
    """A question with choices, open for `seconds` from the moment of publishing; `multiple`: one may tick several."""

    choices: tuple[str, ...]
    seconds: int
    multiple: bool = False


@dataclass(frozen=True)
class Card:
    """What the page behind a link says of itself, with its picture fitted to the network where there is one."""

    title: str
    description: str = ""
    picture: Media | None = None


@dataclass(frozen=True)
class Parcel:
    """One post or answer for one account. `key` is chosen before the first try and never changes (see Network.make_key)."""

    key: str
    text: str
    media: tuple[Media, ...] = ()
    link: str = ""
    language: str = ""
    reply_to: Ref | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    poll: Poll | None = None
    card: Card | None = None
