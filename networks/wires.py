"""The wire between us and a network: live over HTTP, or straight into a stub in the same process."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from lib import clock
from lib.answers import Lost, NotReached, Reply
from lib.http import Client, address, encode
from networks.stubs import NoAnswer, Request, Stub

CONNECTIONS = 256  # kept open to one server; more are opened when needed
WINDOWS = ("x-ratelimit", "ratelimit", "x-rate-limit")  # names of headers that tell of a window of calls
LONGEST_WAIT = timedelta(days=2)  # what a network asks beyond this is taken for a mistake of its own


class Wire(Protocol):
    """Something that carries one request and brings its answer. Raises NotReached or Lost; never follows a redirect."""

    def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        form: Mapping[str, Any] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 20.0,
    ) -> Reply: ...


class HttpWire(Client):
    """The wire to real servers: lib.http's client. One for a process is enough; it is safe among threads."""

    def __init__(self, allowed_hosts: Iterable[str] = ()):
        super().__init__(allowed_hosts, connections=CONNECTIONS)


class StubWire:
    """A wire into a stub in the same process. What is not below the stub's address is not reached."""

    def __init__(self, stub: Stub):
        self.stub = stub

    def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        form: Mapping[str, Any] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 20.0,
    ) -> Reply:
        """Hand the request to the stub. Raises NotReached for other addresses, Lost when the stub keeps its answer."""
        target = address(url, params)
        if not target.startswith(self.stub.base + "/"):
            raise NotReached(f"{urlsplit(target).netloc}: not this stub")
        parts = urlsplit(target[len(self.stub.base) :])
        content, sent = encode(json=json, form=form, files=files, body=body, headers=headers)
        request = Request(
            method,
            unquote(parts.path),
            parse_qsl(parts.query, keep_blank_values=True),
            {name.lower(): value for name, value in sent.items()},
            content or b"",
        )
        try:
            return self.stub.answer(request)
        except NoAnswer as silence:
            raise Lost(f"the stub does not answer: {silence}") from silence


def retry_moment(reply: Reply) -> datetime | None:
    """When the network says one may come back: Retry-After in seconds or as a date; the end of a window of calls only when
    they are used up, since many networks tell it with every answer."""
    windows = [f"{family}-reset" for family in WINDOWS if reply.status == 429 or reply.headers.get(f"{family}-remaining") == "0"]
    for name in ("retry-after", *windows):
        moment = _moment(reply.headers.get(name, "").strip())
        if moment is not None:
            return min(max(moment, clock.now()), clock.now() + LONGEST_WAIT)
    return None


def _moment(text: str) -> datetime | None:
    """A moment written as seconds from now, seconds since 1970, an HTTP date or an ISO date."""
    try:
        seconds = float(text)
        return datetime.fromtimestamp(seconds, UTC) if seconds > 1e9 else clock.now() + timedelta(seconds=seconds)
    except (ValueError, OverflowError, OSError):
        pass
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = parse(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, TypeError):
            continue
    return None


__all__ = ["HttpWire", "Lost", "NotReached", "Reply", "StubWire", "Wire", "retry_moment"]
