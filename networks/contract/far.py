"""The far side of a contract test: what is really there, and what other people do there."""

import hashlib
import io
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from PIL import Image

from networks.parcels import Media
from networks.stubs import Person, Post, Stub

PICTURES: dict[str, bytes] = {}  # what stands at the addresses of the pictures made here


@dataclass(frozen=True)
class FarPost:
    """A post as the far side has it; `pictures` are (bytes, alternative text), `parent` the id it answers."""

    id: str
    text: str
    pictures: tuple[tuple[bytes, str], ...] = ()
    link: str = ""
    parent: str = ""


class FarSide(Protocol):
    """What a contract test asks of the other end, past our adapter."""

    def answers(self) -> dict[str, str]:
        """What one types into the connect screen."""

    def posts(self) -> list[FarPost]:
        """What our account has published, oldest first, answers included."""

    def reply(self, post: str, text: str) -> str:
        """Another person answers; the id of the answer."""

    def mention(self, text: str) -> str:
        """Another person speaks of our account; the id of that post."""

    def like(self, post: str) -> None:
        """Another person likes a post."""

    def delete(self, post: str) -> None:
        """A post of ours disappears."""


class StubSide:
    """A stub as the far side."""

    def __init__(self, stub: Stub, handle: str, other: str):
        self.stub = stub
        self.account: Person = stub.open_account(handle, "Maison Lune", followers=1200)
        self.other: Person = stub.person(other, "Zoé Durand")

    def answers(self) -> dict[str, str]:
        """What one types into the connect screen."""
        return self.stub.answers(self.account)

    def posts(self) -> list[FarPost]:
        """What our account has published, oldest first, answers included."""
        return [self._far(post) for post in self.stub.posts_by(self.account)]

    def reply(self, post: str, text: str) -> str:
        """Another person answers; the id of the answer."""
        return self.stub.say(self.other, text, parent=post).id

    def mention(self, text: str) -> str:
        """Another person speaks of our account; the id of that post."""
        return self.stub.mention(self.account, self.other, text).id

    def like(self, post: str) -> None:
        """Another person likes a post."""
        self.stub.like(post, self.other)

    def delete(self, post: str) -> None:
        """A post of ours disappears."""
        self.stub.delete(post)

    def _far(self, post: Post) -> FarPost:
        contents = [self.stub.content(self.stub.blobs[blob]) for blob in post.pictures]
        pictures = tuple(zip(contents, post.alts, strict=True))
        return FarPost(post.id, post.text, pictures, post.extra.get("link", ""), post.parent)


@cache
def picture(number: int = 1, alt: str = "", width: int = 1080, height: int = 1080) -> Media:
    """A JPEG of its own colour, standing at an address where stubs find it."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (40 * number % 256, 90, 200 - 30 * number % 200)).save(out, "JPEG", quality=60)
    content = out.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    url = f"https://pictures.test/{digest}.jpg"
    PICTURES[url] = content
    return Media(digest, "image/jpeg", len(content), width, height, alt, url, lambda: content)
