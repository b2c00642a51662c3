"""The base of stub networks: requests in, answers out, and what people do there.

A network's stub subclasses Stub, marks its methods with `route`, and says in `denied`, `limited` and `broken` how the
network puts its errors. Nothing here may import Django: the stub server is a small process of its own.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from lib.answers import Reply
from networks.stubs.faults import Fault, Faults
from networks.stubs.journal import Journal
from networks.stubs.memory import Memory
from networks.stubs.requests import NoAnswer, Request, Stop, reply
from networks.stubs.world import Blob, Person, Post, final_figures, followers_at, grown, moment


class Stub(Memory):
    """One stub network. `base` is its address; `fetch` takes pictures from the addresses that clients name."""

    name: ClassVar[str]
    label: ClassVar[str]
    accent: ClassVar[str] = "#5b5bd6"
    pictures_first: ClassVar[bool] = False  # whether its pages show the pictures above the text
    counted: ClassVar[tuple[str, ...]] = ("likes", "shares", "replies")  # the figures people see, see networks.figures

    def __init__(
        self,
        base: str,
        journal: Journal | None = None,
        folder: Path | None = None,
        fetch: Callable[[str], bytes] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ):
        super().__init__(journal or Journal(), folder, now)
        self.base, self.fetch, self.faults = base.rstrip("/"), fetch or _fetch_nothing, Faults()
        self._late: list[tuple[datetime, Callable[[], Reply]]] = []
        self._routes = [
            (method, pattern, effect, getattr(self, name))
            for name in dir(type(self))
            for method, pattern, effect in getattr(getattr(type(self), name), "routes", [])
        ]
        self._routes.sort(key=lambda known: known[1].groups)  # an address told whole wins over one with a place to fill

    # --- requests ---------------------------------------------------------------------------------------------------

    def answer(self, request: Request) -> Reply:
        """Answer a request, or misbehave as set. Raises NoAnswer."""
        self.settle()
        for method, pattern, effect, handle in self._routes:
            if method == request.method and (found := pattern.fullmatch(request.path)):
                return self._with_faults(effect, partial(self._perform, handle, request, found.groupdict()))
        return self.nowhere(request)

    def settle(self) -> None:
        """Accept what was to be accepted late and whose moment has come."""
        with self.lock:
            due = [item for item in self._late if item[0] <= self.now()]
            self._late = [item for item in self._late if item not in due]
            for _, perform in due:
                perform()

    def _perform(self, handle: Callable, request: Request, parts: dict[str, str]) -> Reply:
        try:
            with self.lock:
                return handle(request, **parts)
        except Stop as stop:
            return stop.reply

    def _with_faults(self, effect: str, perform: Callable[[], Reply]) -> Reply:
        fault = self.faults.pick(effect, self.name)
        return self._misbehave(fault, perform) if fault else perform()

    def _misbehave(self, fault: Fault, perform: Callable[[], Reply]) -> Reply:
        if fault.kind == "limit":
            return self.limited(fault.seconds)
        if fault.kind == "refuse":
            return Reply(503, b"Service Unavailable", {"content-type": "text/plain", "retry-after": f"{fault.seconds:.0f}"})
        if fault.kind == "crash":
            return self.broken()
        if fault.kind == "late":
            self._late.append((self.now() + timedelta(seconds=fault.seconds), perform))
        if fault.kind in ("drop", "late"):
            raise NoAnswer(fault.silence)
        done = perform()
        if fault.kind == "error":
            return self.broken()
        if fault.kind == "garble":
            return Reply(done.status, done.body[: len(done.body) // 2] + b"\xff", done.headers)
        raise NoAnswer(fault.silence, reset=fault.kind == "reset")

    def who(self, request: Request) -> Person:
        """The account that a request proves to be; ends the request with `denied` when it proves none."""
        bearer = request.headers.get("authorization", "").partition(" ")[2]
        token = bearer or str(request.params.get("access_token", ""))
        if not token:
            raise Stop(self.denied("missing"))
        return self.holder(token, "access")

    def holder(self, token: str, kind: str) -> Person:
        """The account a token of that kind belongs to; ends the request with `denied` when it is worth nothing."""
        found = self.tokens.get(token)
        state = found.state_at(self.now()) if found and found.kind == kind else "unknown"
        if found is None or state != "good":
            raise Stop(self.denied(state))
        return self.people[found.by]

    # --- how the network puts its errors ----------------------------------------------------------------------------

    def denied(self, why: str) -> Reply:
        """The answer to a token that is `missing`, `unknown`, `expired` or `revoked`."""
        return reply({"error": why}, 401)

    def limited(self, seconds: float) -> Reply:
        """The answer to too many requests."""
        return reply({"error": "Too many requests"}, 429, retry_after=f"{seconds:.0f}")

    def broken(self) -> Reply:
        """The answer of a server that fell over."""
        return Reply(500, b"Internal Server Error", {"content-type": "text/plain"})

    def nowhere(self, request: Request) -> Reply:
        """The answer for an address that does not exist."""
        return reply({"error": "Not found"}, 404)

    # --- what people do, by the control API and in tests ------------------------------------------------------------

    def open_account(self, handle: str, name: str, **fields: Any) -> Person:
        """An account that can be connected with `answers`. The fields are those of Person."""
        return self.person(handle, name, password=fields.pop("password", secrets.token_urlsafe(9)), **fields)

    def person(self, handle: str, name: str = "", **fields: Any) -> Person:
        """The person of that handle, made when new."""
        with self.lock:
            found = self.by_handle(handle)
            if found:
                return found
            at = moment(fields.pop("at", None)) or self.now()
            made = Person(fields.pop("id", None) or self.new_person_id(), handle, name or handle, at, **fields)
            self.record("person", **asdict(made))
            return self.people[made.id]

    def normal_handle(self, handle: str) -> str:
        """A handle as this network would take it, from whatever a person typed."""
        return re.sub(r"[^a-z0-9_.]+", "_", handle.strip().lstrip("@").lower()).strip("_.") or "practice"

    def answers(self, person: Person) -> dict[str, str]:
        """What one types into the connect screen for this account."""
        raise NotImplementedError

    def say(self, by: Person, text: str, *, parent: str = "", at: Any = None, **fields: Any) -> Post:
        """Somebody posts, or answers when `parent` is set. The fields are those of Post."""
        with self.lock:
            if parent and parent not in self.posts:
                raise KeyError(parent)
            when = moment(at) or self.now()
            post = Post(fields.pop("id", None) or self.new_post_id(by, when), by.id, text, when, parent, **fields)
            self.record("post", **asdict(post))
            return self.posts[post.id]

    def like(self, post: str, by: Person, at: Any = None) -> None:
        """Somebody likes a post. Raises KeyError when there is no such post."""
        self.record("like", post=self.posts[post].id, by=by.id, at=(moment(at) or self.now()).isoformat())

    def unlike(self, post: str, by: Person) -> None:
        """Somebody no longer likes a post."""
        self.record("unlike", post=post, by=by.id)

    def hide(self, post: str, hidden: bool = True) -> None:
        """An answer is hidden from readers, or shown again."""
        self.record("hide", id=self.posts[post].id, hidden=hidden)

    def block(self, account: Person, whom: Person, blocked: bool = True) -> None:
        """An account keeps somebody away, or lets them speak again."""
        self.record("block", by=account.id, whom=whom.id, blocked=blocked)

    def delete(self, post: str) -> None:
        """A post disappears."""
        self.record("gone", id=self.posts[post].id)

    def mention(self, account: Person, by: Person, text: str, at: Any = None) -> Post:
        """Somebody speaks of the account in a post of their own."""
        return self.say(by, text, at=at, mentions=(account.id,))

    def expire(self, account: Person) -> None:
        """The access tokens of the account run out; refreshing still works."""
        self.record("access", by=account.id, kind="access", state="expired")

    def revoke(self, account: Person) -> None:
        """Every token of the account ends."""
        self.record("access", by=account.id, kind="", state="revoked")

    def issue(
        self,
        by: Person,
        kind: str = "access",
        value: str = "",
        until: datetime | None = None,
        extra: dict[str, Any] | None = None,
    ) -> str:
        """A new token for the account. The fields are those of Token."""
        value = value or f"{kind}-{secrets.token_urlsafe(18)}"
        self.record("token", value=value, by=by.id, kind=kind, until=until, extra=extra or {})
        return value

    def store(self, by: Person, content: bytes, mime: str, id: str = "", **extra: Any) -> Blob:
        """Keep the bytes of a picture."""
        digest = hashlib.sha256(content).hexdigest()
        self.keep(digest, content)
        blob = Blob(id or self.new_blob_id(digest), by.id, digest, mime, len(content), extra)
        self.record("blob", **asdict(blob))
        return self.blobs[blob.id]

    def dress(self, person: Person, mime: str = "image/png", **how: Any) -> Person:
        """Somebody changes their `name`, their words (`about`), their `picture` or `banner` (bytes)."""
        pictures = [(what, how.pop(what)) for what in ("picture", "banner") if what in how]
        own: dict[str, str] = {what: self.store(person, content, mime).digest for what, content in pictures}
        with self.lock:
            self.record("person", **{**asdict(person), **how, "extra": {**person.extra, **own}})
            return self.people[person.id]

    # --- looking ----------------------------------------------------------------------------------------------------

    def seen(self, posts: Sequence[Post] | None = None) -> list[Post]:
        """The posts that lists show at this moment, newest first; lists may lag."""
        until = self.now() - timedelta(seconds=self.faults.lag(self.name))
        chosen = self.posts.values() if posts is None else posts
        return sorted((post for post in chosen if post.at <= until), key=lambda post: (post.at, post.id), reverse=True)

    def replies(self, post: str) -> list[Post]:
        """The direct answers to a post, oldest first."""
        return self.seen([self.posts[id] for id in self.answers_to.get(post, [])])[::-1]

    def figures(self, post: Post, at: datetime | None = None) -> dict[str, int]:
        """The counts of a post, by name of the metric: what it has grown to, and what people did to it."""
        moment_of_looking = at or self.now()
        final = final_figures(post, self.people[post.by])
        counts = {name: grown(value, post.at, moment_of_looking) for name, value in final.items()}
        counts["likes"] = counts.get("likes", 0) + len(self.likes.get(post.id, {}))
        counts["replies"] = counts.get("replies", 0) + len(self.answers_to.get(post.id, []))
        return counts

    def home(self, person: Person) -> str:
        """The page of an account, for people."""
        return f"{self.base}/@{person.handle}"

    def address(self, post: Post) -> str:
        """The page of a post, for people."""
        return f"{self.home(self.people[post.by])}/{self.anchor(post)}"

    def anchor(self, post: Post) -> str:
        """A post's id as a part of an address."""
        return post.id.rpartition("/")[2]

    def shown(self, person: Person, what: str) -> str:
        """The address of somebody's `picture` or `banner`; "" where they have none."""
        digest = person.extra.get(what)
        return f"{self.base}/_media/{digest}" if digest else ""

    def followers(self, person: Person) -> int:
        """How many follow an account at this moment."""
        return followers_at(person, self.now())

    # --- ids, as the network makes them -----------------------------------------------------------------------------

    def new_person_id(self) -> str:
        """An id for a person."""
        return str(1000 + self.made)

    def new_post_id(self, by: Person, at: datetime) -> str:
        """An id for a post."""
        return str(100000 + self.made)

    def new_blob_id(self, digest: str) -> str:
        """An id for a picture."""
        return str(5000 + self.made)


def _fetch_nothing(url: str) -> bytes:
    raise OSError(f"{url}: this stub fetches nothing")
