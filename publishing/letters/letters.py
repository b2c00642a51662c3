"""Letters: what is handed to the post office, before it is fitted to a network and frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from networks.parcels import Poll, Ref
from publishing.letters.renditions import CENTRE, Focus


@dataclass(frozen=True)
class Picture:
    """A picture to send: its name in the media storage, and what it shows in words. It is fitted to the network here.

    `focus` is what must stay in sight when it is cropped, as shares of width and height from the top left.
    """

    name: str
    alt: str = ""
    focus: Focus = CENTRE


@dataclass(frozen=True)
class Video:
    """A video to send as it is: its name in the media storage, its SHA-256 in hex, bytes, pixels and seconds."""

    name: str
    digest: str
    mime: str
    size: int
    width: int
    height: int
    seconds: float
    alt: str = ""


@dataclass(frozen=True)
class Letter:
    """What is to be sent, before it is fitted and frozen. Videos stand after the pictures.

    `page` is the address of which a card of the link tells, where it is another one: without the tags that the link carries.
    """

    text: str
    pictures: Sequence[Picture] = ()
    link: str = ""
    language: str = ""
    reply_to: Ref | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    poll: Poll | None = None
    videos: Sequence[Video] = ()
    page: str = ""
