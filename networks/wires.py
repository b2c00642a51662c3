"""The wire between us and a network: live over HTTP, or straight into a stub in the same process."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from lib.answers import Lost, NotReached, Reply
from lib.coming_back import retry_moment
from lib.http import Client, address, encode
from networks.stubs import NoAnswer, Request, Stub

CONNECTIONS = 256  # kept open to one server; more are opened when needed


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


__all__ = ["HttpWire", "Lost", "NotReached", "Reply", "StubWire", "Wire", "retry_moment"]
