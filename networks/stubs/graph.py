"""What the stubs of Meta's networks share: the Graph API's envelope, fields, pages and headers."""

import base64
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from lib.answers import Reply
from networks.stubs.requests import Request, Stop, reply
from networks.stubs.stub import Stub
from networks.stubs.world import Person, Post

MODIFIER = re.compile(r"\.(\w+)\(([^()]*)\)")


@dataclass
class Field:
    """A field as it was asked for: comments.limit(1).summary(true){id}."""

    name: str
    modifiers: dict[str, str] = field(default_factory=dict)
    inner: list["Field"] = field(default_factory=list)


def parse_fields(text: str) -> list[Field]:
    """The fields of a `fields` parameter."""
    return [_field(part.strip()) for part in _split(text) if part.strip()]


def _split(text: str) -> list[str]:
    """The parts between commas that stand in no brackets."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in "({") - (char in ")}")
        if char == "," and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _field(text: str) -> Field:
    head, _, rest = text.partition("{")
    name, dot, _ = head.partition(".")
    return Field(name, dict(MODIFIER.findall(head[len(name) :])) if dot else {}, parse_fields(rest.removesuffix("}")))


def graph_time(moment: datetime) -> str:
    """A date as the Graph API writes it."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}+0000"


class GraphStub(Stub):
    """A network of Meta as a stub."""

    host: ClassVar[str] = "graph"

    def error(
        self, code: int, words: str, sub: int = 0, *, status: int = 400, kind: str = "OAuthException", **more: Any
    ) -> Reply:
        """An error in the envelope."""
        body: dict[str, Any] = {"message": words, "type": kind, "code": code}
        if sub:
            body["error_subcode"] = sub
        return reply({"error": {**body, **more, "fbtrace_id": f"A{self.made:022d}"}}, status)

    def good(self, body: Any) -> Reply:
        """A good answer, with the headers that tell how much of the app's budget is used."""
        return reply(body, x_app_usage=json.dumps({"call_count": 3, "total_time": 2, "total_cputime": 1}))

    def node(self, kind: str, asked: Sequence[Field], known: Mapping[str, Callable[[Field], Any]]) -> dict[str, Any]:
        """The asked fields of a thing; what is empty is left out, as the Graph API does. Stops at a field it has not."""
        found = {}
        for wanted in [*asked, *([] if any(item.name == "id" for item in asked) else [Field("id")])]:
            if wanted.name not in known:
                words = f"(#100) Tried accessing nonexisting field ({wanted.name}) on node type ({kind})"
                raise Stop(self.error(100, words))
            value = known[wanted.name](wanted)
            if value is not None:
                found[wanted.name] = value
        return found

    def listing(self, items: Sequence[Any], asked: Mapping[str, Any], shape: Callable[[Any], Any]) -> dict[str, Any]:
        """A page of a list with its cursors."""
        limit = min(int(asked.get("limit") or 25), 100)
        start = int(base64.b64decode(asked["after"]).decode()) if asked.get("after") else 0
        page, end = items[start : start + limit], start + limit
        answer: dict[str, Any] = {"data": [shape(item) for item in page]}
        if page:
            before, after = (base64.b64encode(str(place).encode()).decode() for place in (start, end))
            answer["paging"] = {"cursors": {"before": before, "after": after}}
        if end < len(items):
            answer["paging"]["next"] = f"{self.base}/next?after={answer['paging']['cursors']['after']}"
        return answer

    def asked(self, request: Request) -> list[Field]:
        """The fields a request asks for."""
        return parse_fields(str(request.params.get("fields", "")))

    def missing(self, id: str) -> Reply:
        """The answer for a thing that is not there, or that this token may not see."""
        words = (
            f"Unsupported get request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, "
            "or does not support this operation. Please read the Graph API documentation at "
            "https://developers.facebook.com/docs/graph-api"
        )
        return self.error(100, words, 33, kind="GraphMethodException")

    def top(self, post: Post) -> Post:
        """The comment at the head of a thread of comments; the post itself for a post."""
        while post.parent in self.posts and self.posts[post.parent].parent:
            post = self.posts[post.parent]
        return post

    def comments(self, post: Post) -> list[Post]:
        """All comments below a post, at whatever depth, newest first."""
        return [item for item in self.seen() if item.parent and item.id != post.id and self.root(item).id == post.id]

    def total(self, post: Post) -> int:
        """How many comments stand below a post."""
        return len(self.comments(post))

    def set_hidden(self, request: Request, id: str, field: str) -> Reply:
        """Hide a comment below a post of the account's, or show it again."""
        me = self.who(request)
        if id not in self.posts or not self.posts[id].parent or self.root(self.posts[id]).by != me.id:
            return self.missing(id)
        self.hide(id, str(request.params.get(field)).lower() == "true")
        return self.good({"success": True})

    def may_delete(self, me: Person, id: str) -> bool:
        """Whether the account may take that away: what is its own, and what stands below its posts."""
        return id in self.posts and me.id in (self.posts[id].by, self.root(self.posts[id]).by)

    def undeletable(self, id: str) -> Reply:
        """The answer for a thing that is not there, or that may not be deleted."""
        words = (
            f"Unsupported delete request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, "
            "or does not support this operation. Please read the Graph API documentation at "
            "https://developers.facebook.com/docs/graph-api"
        )
        return self.error(100, words, 33, kind="GraphMethodException")

    def number(self) -> str:
        """A number that is an id of nothing yet."""
        return str(120_000_000_000_000_000 + self.made * 7919)

    def new_person_id(self) -> str:
        """An id in the manner of Meta's."""
        return str(100_000_000_000_000 + self.made * 7919)

    def new_blob_id(self, digest: str) -> str:
        """An id of a picture; the same picture twice has two."""
        return self.number()

    # --- errors -----------------------------------------------------------------------------------------------------

    def denied(self, why: str) -> Reply:
        """The answer to a token that does not hold."""
        if why == "expired":
            words = "Error validating access token: Session has expired on Sunday, 22-Nov-26 09:00:00 PST."
            return self.error(190, words, 463)
        if why == "revoked":
            words = "Error validating access token: The user has not authorized application 1234567890."
            return self.error(190, words, 458)
        return self.error(190, "Invalid OAuth access token - Cannot parse access token")

    def limited(self, seconds: float) -> Reply:
        """The answer to too many requests; the Graph API counts in minutes."""
        answer = self.error(32, "(#32) Page request limit reached")
        use = {"type": "pages", "call_count": 100, "estimated_time_to_regain_access": math.ceil(seconds / 60)}
        usage = json.dumps({"1234567890": [use]})
        short = {"retry-after": f"{seconds:.0f}"} if seconds < 60 else {}  # so that tests need not wait for a minute
        return Reply(answer.status, answer.body, {**answer.headers, "x-business-use-case-usage": usage, **short})

    def broken(self) -> Reply:
        """The answer of a server that fell over."""
        words = "An unexpected error has occurred. Please retry your request later."
        return self.error(2, words, status=500, is_transient=True)

    def nowhere(self, request: Request) -> Reply:
        """The answer for an address that does not exist."""
        words = f"Unknown path components: {request.path}"
        return self.error(2500, words)

    def page_of(self, request: Request, id: str) -> Person:
        """The account of the token, which must be the one of that id (`me` is whoever it is)."""
        me = self.who(request)
        if id not in ("me", me.id):
            raise Stop(self.missing(id))
        return me
