"""Asking an address for its feed: judged addresses, few hops, a cap on size, and troubles instead of exceptions."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Protocol
from urllib.parse import urljoin

from django.conf import settings

from lib.answers import Lost, NotReached, Reply
from lib.coming_back import retry_moment
from lib.feeds.troubles import Trouble
from lib.http import AddressRefused, Client, TooLarge

MAX_BYTES = 3 * 1024 * 1024
MAX_HOPS = 3
SECONDS = 10.0  # for each answer
LASTING = {301, 308}
MOVED = {*LASTING, 302, 303, 307}
STATUSES = {
    401: Trouble.DENIED,
    403: Trouble.DENIED,
    404: Trouble.ABSENT,
    410: Trouble.GONE,
    429: Trouble.BUSY,
    503: Trouble.BUSY,
}
ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.5, */*;q=0.1"


class Asks(Protocol):
    """What carries a request; see lib.http.Client."""

    def request(self, method: str, url: str, *, headers: Mapping[str, str] | None = None, timeout: float = 20.0) -> Reply: ...


@dataclass(frozen=True)
class Fetched:
    """A good answer. `address` is where the feed lives from now on, `base` where it was found this time."""

    body: bytes = field(repr=False)
    address: str
    base: str
    kind: str = ""
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


class Failed(Exception):
    """No feed came. `trouble` says why, `retry_at` when the site wants to be asked again, where it said so."""

    def __init__(self, trouble: Trouble, retry_at: datetime | None = None):
        super().__init__(str(trouble.label))
        self.trouble, self.retry_at = trouble, retry_at


@cache
def _client() -> Asks:
    return Client(settings.ALLOWED_PRIVATE_HOSTS, max_bytes=MAX_BYTES, connections=4)


_standing_in: list[Asks] = []


@contextmanager
def standing_in(wire: Asks) -> Iterator[None]:
    """Within the block addresses are asked over `wire`: feeds inside this process."""
    _standing_in.append(wire)
    try:
        yield
    finally:
        _standing_in.pop()


def fetch(address: str, *, etag: str = "", modified: str = "") -> Fetched:
    """What is at the address, unless it has not changed since it had that etag or date. Raises Failed."""
    headers = {"Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"}
    headers |= {name: value for name, value in {"If-None-Match": etag, "If-Modified-Since": modified}.items() if value}
    here, lasting = address, address
    for _hop in range(MAX_HOPS + 1):
        reply = _ask(here, headers)
        if reply.status not in MOVED or not reply.headers.get("location"):
            return _fetched(reply, lasting, here)
        ours = here == lasting
        here = _joined(here, reply.headers["location"].strip())
        if ours and reply.status in LASTING:
            lasting = here
    raise Failed(Trouble.MOVED_AROUND)


def _joined(address: str, target: str) -> str:
    try:
        return urljoin(address, target)
    except ValueError as error:
        raise Failed(Trouble.NOT_REACHED) from error


def _ask(address: str, headers: Mapping[str, str]) -> Reply:
    try:
        return (_standing_in[-1] if _standing_in else _client()).request("GET", address, headers=headers, timeout=SECONDS)
    except AddressRefused as error:
        raise Failed(Trouble.REFUSED) from error
    except NotReached as error:
        raise Failed(Trouble.NOT_REACHED) from error
    except TooLarge as error:
        raise Failed(Trouble.TOO_LARGE) from error
    except Lost as error:
        raise Failed(Trouble.TOO_SLOW) from error


def _fetched(reply: Reply, address: str, base: str) -> Fetched:
    if reply.status == 304:
        return Fetched(b"", address, base, unchanged=True)
    if not reply.ok:
        raise Failed(STATUSES.get(reply.status, Trouble.BROKEN), retry_moment(reply))
    kind = reply.headers.get("content-type", "")
    etag, modified = reply.headers.get("etag", ""), reply.headers.get("last-modified", "")
    return Fetched(reply.body, address, base, kind, etag[:300], modified[:100])
