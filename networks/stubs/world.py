"""The people, posts and pictures of a stub network, and how its figures grow."""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

GROWTH_HOURS = 9.0  # after this a post has 63 % of what it will ever get


@dataclass
class Person:
    """Somebody on the network; `password` is set for accounts that can be connected, `lively` lets figures grow by themselves."""

    id: str
    handle: str
    name: str
    at: datetime
    password: str = field(default="", repr=False)
    about: str = ""
    followers: int = 0
    lively: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass
class Post:
    """A post, or an answer when `parent` is set. `key` is the client's own mark against doubles, `pictures` ids of blobs.

    `figures` are the counts the post will come to (by name of the metric), beside what people really do to it.
    """

    id: str
    by: str
    text: str
    at: datetime
    parent: str = ""
    pictures: tuple[str, ...] = ()
    alts: tuple[str, ...] = ()
    key: str = ""
    figures: dict[str, int] = field(default_factory=dict)
    mentions: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass
class Blob:
    """The bytes of a picture, kept under `digest` (SHA-256 in hex)."""

    id: str
    by: str
    digest: str
    mime: str
    size: int
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass
class Token:
    """Something that proves an account; `state` is good, expired or revoked, and expired anyway from `until` on."""

    value: str = field(repr=False)
    by: str
    kind: str = "access"
    state: str = "good"
    until: datetime | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def state_at(self, at: datetime) -> str:
        """What the token is worth at a moment."""
        return "expired" if self.state == "good" and self.until and at >= self.until else self.state


def draw(seed: str, low: float, high: float) -> float:
    """A number between low and high, always the same for the seed."""
    digest = hashlib.sha256(seed.encode()).digest()
    return low + (high - low) * int.from_bytes(digest[:8], "big") / 2**64


def grown(final: float, posted: datetime, at: datetime) -> int:
    """How much of `final` a post of the moment `posted` has at the moment `at`: quick at first, then ever slower."""
    hours = (at - posted).total_seconds() / 3600
    return 0 if hours <= 0 else int(final * (1 - math.exp(-hours / GROWTH_HOURS)))


def final_figures(post: Post, author: Person) -> dict[str, int]:
    """What a post will come to: what was set, else something plausible for the author's followers when they are lively."""
    if post.figures or post.parent or not author.lively:
        return dict(post.figures)
    reach = author.followers * draw(f"{post.id} reach", 0.12, 0.65) * (1.35 if post.pictures else 1.0)
    likes = reach * draw(f"{post.id} likes", 0.015, 0.07)
    return {
        "reach": int(reach),
        "views": int(reach * draw(f"{post.id} views", 1.1, 1.7)),
        "likes": int(likes),
        "shares": int(likes * draw(f"{post.id} shares", 0.05, 0.3)),
        "saves": int(likes * draw(f"{post.id} saves", 0.03, 0.2)),
        "clicks": int(reach * draw(f"{post.id} clicks", 0.004, 0.03)),
    }


def followers_at(person: Person, at: datetime) -> int:
    """How many follow the person: what was set, growing by some per mille a week when lively."""
    if not person.lively:
        return person.followers
    weeks = max(0.0, (at - person.at).total_seconds() / 604800)
    return int(person.followers * (1 + weeks * draw(f"{person.id} growth", 0.002, 0.009)))


def moment(value: str | datetime | None) -> datetime | None:
    """An ISO moment as aware UTC; without zone it is taken as UTC."""
    if value is None or value == "":
        return None
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def revive(kind: type, fields: Mapping[str, Any]) -> Any:
    """A thing of the world from its line in the journal."""
    known: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    return kind(**{name: moment(value) if name in ("at", "until") else value for name, value in known.items()})
