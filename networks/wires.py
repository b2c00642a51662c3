"""The wire between us and a network: live over HTTP, or straight into a stub in the same process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


class NotReached(Exception):
    """The request surely did not arrive: name not found, connection refused, address not allowed, TLS before bytes."""


class Lost(Exception):
    """The request may have arrived, and no answer was had: time-out after bytes, reset, unreadable answer."""


@dataclass(frozen=True)
class Reply:
    """An answer as it came. Header names are lower case."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        """The body as JSON; raises Lost when a 2xx body cannot be read, ValueError otherwise."""
        raise NotImplementedError


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


def retry_moment(reply: Reply) -> datetime | None:
    """When the network says one may come back: Retry-After in seconds or as a date, X-RateLimit-Reset, ratelimit-reset."""
    raise NotImplementedError
