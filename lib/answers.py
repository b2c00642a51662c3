"""An answer over HTTP, and the two ways not to get one. Imports nothing, so that small processes can use it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class NotReached(Exception):
    """The request surely did not arrive: name not found, connection refused, address not allowed, TLS before bytes."""


class Lost(Exception):
    """The request may have arrived, and no answer was had: time-out after bytes, reset, unreadable answer."""


@dataclass(frozen=True)
class Reply:
    """An answer as it came. Header names are lower case."""

    status: int
    body: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def ok(self) -> bool:
        """Whether the status is a 2xx."""
        return 200 <= self.status < 300

    def json(self) -> Any:
        """The body as JSON; raises Lost when a 2xx body cannot be read, ValueError otherwise."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            if self.ok:
                raise Lost(f"answer {self.status} is not readable JSON") from error
            raise ValueError(f"answer {self.status} is not JSON") from error
