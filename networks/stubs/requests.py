"""What a stub is asked and what it answers."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from lib.answers import Reply


class NoAnswer(Exception):
    """The stub says nothing: the connection is held for `seconds`, then closed, at once and rudely when `reset`."""

    def __init__(self, seconds: float, reset: bool = False):
        super().__init__("reset" if reset else f"silent for {seconds} s")
        self.seconds, self.reset = seconds, reset


class Stop(Exception):
    """Ends the handling of a request with an answer."""

    def __init__(self, reply: Reply):
        super().__init__(reply.status)
        self.reply = reply


@dataclass
class Request:
    """A request as a stub sees it; `path` is below the stub's own address, header names are lower case."""

    method: str
    path: str
    query: Sequence[tuple[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @cached_property
    def json(self) -> Any:
        """The body as JSON; None when it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @cached_property
    def fields(self) -> list[tuple[str, str]]:
        """The fields of query and form, in order, repeated ones included."""
        kind = self.headers.get("content-type", "")
        if kind.startswith("application/x-www-form-urlencoded"):
            return [*self.query, *parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True)]
        if kind.startswith("multipart/form-data"):
            return [*self.query, *((name, data.decode("utf-8", "replace")) for name, file, data, _ in self._parts if not file)]
        if kind.startswith("application/json") and isinstance(self.json, dict):
            return [*self.query, *((name, value) for name, value in self.json.items())]
        return list(self.query)

    @cached_property
    def params(self) -> dict[str, Any]:
        """The fields by name; of repeated ones the last."""
        return dict(self.fields)

    @cached_property
    def files(self) -> dict[str, tuple[str, bytes, str]]:
        """The files of a form: field -> (file name, bytes, type)."""
        return {name: (file, data, kind) for name, file, data, kind in self._parts if file}

    @cached_property
    def _parts(self) -> list[tuple[str, str, bytes, str]]:
        head = f"Content-Type: {self.headers.get('content-type', '')}\r\n\r\n".encode()
        message = BytesParser(policy=HTTP).parsebytes(head + self.body)
        return [
            (
                str(part.get_param("name", header="content-disposition") or ""),
                part.get_filename() or "",
                bytes(part.get_payload(decode=True) or b""),
                part.get_content_type(),
            )
            for part in message.iter_parts()
        ]


def reply(body: Any, status: int = 200, **headers: str) -> Reply:
    """An answer in JSON; header names with underscores."""
    named = {name.replace("_", "-").lower(): value for name, value in headers.items()}
    return Reply(status, json.dumps(body, ensure_ascii=False).encode(), {"content-type": "application/json", **named})


def route(method: str, path: str, effect: str = "read") -> Callable:
    """Mark of a method that answers `path`, where {name} stands for one part; `effect` is visible, step or read."""

    def mark(function: Callable) -> Callable:
        pattern = re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path)) + r"/?")
        function.routes = [*getattr(function, "routes", []), (method, pattern, effect)]  # type: ignore[attr-defined]
        return function

    return mark
