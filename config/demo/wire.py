"""The practice network inside this process, with its clock on the day that is being told."""

from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from lib import clock
from lib.answers import Reply
from lib.http import address, encode
from networks.stubs.requests import Request
from networks.stubs.server import StubNet
from networks.stubs.world import Person
from publishing.letters import renditions
from publishing.models import Account


class Practice:
    """A wire into all practice networks at once, and the people on them. `base` is where their server will stand."""

    def __init__(self, base: str, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.base, self.net = base, StubNet(base, folder)
        for stub in self.net.stubs.values():
            stub.now, stub.fetch = clock.now, _picture_at

    def request(self, method: str, url: str, *, params: Any = None, timeout: float = 20.0, **content: Any) -> Reply:
        """Hand the request to the networks."""
        parts = urlsplit(address(url, params)[len(self.base) :])
        headers = content.pop("headers", None)
        body, sent = encode(
            json=content.get("json"),
            form=content.get("form"),
            files=content.get("files"),
            body=content.get("body"),
            headers=headers,
        )
        named = {name.lower(): value for name, value in sent.items()}
        return self.net.answer(
            Request(method, unquote(parts.path), parse_qsl(parts.query, keep_blank_values=True), named, body or b"")
        )

    def enliven(self, account: Account, followers: int) -> None:
        """Give an account followers, and figures that grow by themselves."""
        person = self._owner(account)
        person.followers, person.lively = followers, True
        self.net.stubs[account.network_name].record("person", **vars(person))

    def dress(self, account: Account, **how: Any) -> None:
        """Give an account words, a picture, a banner."""
        self.net.stubs[account.network_name].dress(self._owner(account), **how)

    def somebody(self, network: str, handle: str, name: str) -> Person:
        """Somebody of the community."""
        return self.net.stubs[network].person(handle, name)

    def recent(self, account: Account, since: datetime, until: datetime) -> list[str]:
        """The ids of the account's own posts between two moments."""
        stub = self.net.stubs[account.network_name]
        posts = stub.posts_by(self._owner(account))
        return [post.id for post in posts if since < post.at <= until and not post.parent]

    def say(self, network: str, person: Person, text: str, post: str, at: datetime) -> None:
        """Somebody answers a post, not before it was there."""
        stub = self.net.stubs[network]
        stub.say(person, text, parent=post, at=max(at, stub.posts[post].at))

    def post(self, account: Account, text: str, at: datetime) -> None:
        """The account's owner posts by hand."""
        self.net.stubs[account.network_name].say(self._owner(account), text, at=at)

    def like(self, network: str, person: Person, post: str) -> None:
        """Somebody likes a post."""
        self.net.stubs[network].like(post, person)

    def close(self) -> None:
        """End; what happened is in the journal."""
        self.net.journal.close()

    def _owner(self, account: Account) -> Person:
        return self.net.stubs[account.network_name].people[account.remote_id]


def _picture_at(url: str) -> bytes:
    """What a network would find at the public address of a picture of ours."""
    name = renditions.named_by(url.rpartition("/")[2])
    if name is None:
        raise OSError(f"nothing at {url}")
    return renditions.read(name)
