"""The stub's base: how Bluesky names things, and how it says no."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from lib.answers import Reply
from networks import stubs
from networks.bluesky.keys import LETTERS
from networks.stubs import Person, Post, Request, reply

POST = "app.bsky.feed.post"


def iso(moment: datetime) -> str:
    """A moment as Bluesky writes it."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def letters(seed: str, count: int) -> str:
    """So many letters, always the same for a seed."""
    number = int.from_bytes(hashlib.sha512(seed.encode()).digest(), "big")
    return "".join(LETTERS[(number >> 5 * place) & 31] for place in range(count))


def error(status: int, name: str, message: str) -> Reply:
    """An error in the words of AT Protocol."""
    return reply({"error": name, "message": message}, status)


class Names(stubs.Stub):
    """How things are called."""

    name = "bluesky"
    label = "Bluesky"
    accent = "#1185fe"
    counted = ("replies", "shares", "likes")

    def __init__(self, *args: Any, **kwargs: Any):
        self.records: dict[str, dict[str, Any]] = {}  # likes, blocks and gates, by address
        super().__init__(*args, **kwargs)

    def apply_kept(self, uri: str, value: dict[str, Any] | None) -> None:
        """A record beside the posts is there; None: it was taken away."""
        self.records.pop(uri, None)
        if value is not None:
            self.records[uri] = value

    def value(self, post: Post) -> dict[str, Any]:
        """The record of a post; made up for what people said through the control API."""
        if "record" in post.extra:
            return post.extra["record"]
        made = {"$type": POST, "text": post.text, "createdAt": iso(post.at), "langs": ["fr"]}
        if not post.parent:
            return made
        parent, root = self.posts.get(post.parent), self.root(post)
        strong = [{"uri": item.id, "cid": self.cid(item)} for item in (root, parent or root)]
        return {**made, "reply": {"root": strong[0], "parent": strong[1]}}

    def quoted(self, post: Post) -> str:
        """The address of the post that a post quotes."""
        return (((post.extra.get("record") or {}).get("embed") or {}).get("record") or {}).get("uri", "")

    def cid(self, post: Post) -> str:
        """The content address of a post."""
        return self.fake_cid(post.id + json.dumps(post.extra.get("record", post.text), sort_keys=True))

    def fake_cid(self, seed: str) -> str:
        """Something that looks like a content address."""
        return f"bafyrei{letters(seed, 52)}"

    def tid(self, at: datetime) -> str:
        """A record key of a moment."""
        number = (int(at.timestamp() * 1_000_000) << 10) | self.made % 1024
        return "".join(LETTERS[(number >> shift) & 31] for shift in range(60, -1, -5))

    def new_person_id(self) -> str:
        """A DID."""
        return f"did:plc:{letters(f'person {self.made} {self.base}', 24)}"

    def new_post_id(self, by: Person, at: datetime) -> str:
        """The address of a post."""
        return f"at://{by.id}/{POST}/{self.tid(at)}"

    def new_blob_id(self, digest: str) -> str:
        """The content address of a picture."""
        return f"bafkrei{letters(digest, 52)}"

    # --- errors -----------------------------------------------------------------------------------------------------

    def denied(self, why: str) -> Reply:
        """The answer to a token that does not hold."""
        if why == "missing":
            return error(401, "AuthMissing", "Authentication Required")
        if why == "expired":
            return error(400, "ExpiredToken", "Token has expired")
        return error(400, "InvalidToken", "Token could not be verified")

    def limited(self, seconds: float) -> Reply:
        """The answer to too many requests: Bluesky names the moment, in seconds since 1970."""
        moment = int((self.now() + timedelta(seconds=seconds)).timestamp())
        body = {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}
        return reply(body, 429, ratelimit_limit="5000", ratelimit_remaining="0", ratelimit_reset=str(moment))

    def broken(self) -> Reply:
        """The answer of a server that fell over."""
        return error(500, "InternalServerError", "Internal Server Error")

    def nowhere(self, request: Request) -> Reply:
        """The answer for a method that does not exist."""
        return error(501, "MethodNotImplemented", "Method Not Implemented")
