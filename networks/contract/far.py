"""The far side of a contract test: what is really there, and what other people do there."""

import hashlib
import io
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from PIL import Image

from lib import jose
from networks.identity import Installation
from networks.parcels import Media
from networks.stubs import Person, Post, Stub

OURS = Installation(
    "https://tribu.test/connect/return/", "https://tribu.test/connect/client.json", (jose.new_key(), jose.new_key())
)
PICTURES: dict[str, bytes] = {}  # what stands at the addresses of the pictures made here


@dataclass(frozen=True)
class FarPost:
    """A post as the far side has it; `pictures` and `videos` are (bytes, alternative text), `parent` the id it answers,
    `poll` the choices of its poll."""

    id: str
    text: str
    pictures: tuple[tuple[bytes, str], ...] = ()
    link: str = ""
    parent: str = ""
    videos: tuple[tuple[bytes, str], ...] = ()
    poll: tuple[str, ...] = ()


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

    def there(self, id: str) -> bool:
        """Whether a post or answer, ours or not, is still there."""

    def liked(self, id: str) -> bool:
        """Whether our account likes a post or answer."""

    def hidden(self, id: str) -> bool:
        """Whether an answer is hidden from readers."""

    def blocked(self, author: str) -> bool:
        """Whether our account keeps that person away."""


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

    def there(self, id: str) -> bool:
        """Whether a post or answer, ours or not, is still there."""
        return id in self.stub.posts

    def liked(self, id: str) -> bool:
        """Whether our account likes a post or answer."""
        return self.account.id in self.stub.likes[id]

    def hidden(self, id: str) -> bool:
        """Whether an answer is hidden from readers."""
        return id in self.stub.hidden

    def blocked(self, author: str) -> bool:
        """Whether our account keeps that person away."""
        return author in self.stub.blocks.get(self.account.id, set())

    def _far(self, post: Post) -> FarPost:
        media = [(self.stub.blobs[blob], alt) for blob, alt in zip(post.pictures, post.alts, strict=True)]
        pictures, videos = (
            tuple((self.stub.content(blob), alt) for blob, alt in media if blob.mime.startswith(kind))
            for kind in ("image/", "video/")
        )
        poll = tuple(post.extra.get("poll", {}).get("choices", ()))
        return FarPost(post.id, post.text, pictures, post.extra.get("link", ""), post.parent, videos, poll)


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


def video(alt: str = "", seconds: float = 12.0, size: int = 0) -> Media:
    """An MP4 as far as its first bytes tell, standing at an address where stubs find it; `size` may be made up."""
    content = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0\0\0\x08mdat" * 40
    digest = hashlib.sha256(content).hexdigest()
    url = f"https://pictures.test/{digest}.mp4"
    PICTURES[url] = content
    return Media(digest, "video/mp4", size or len(content), 720, 1280, alt, url, lambda: content, seconds)
