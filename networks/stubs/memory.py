"""What a stub network remembers: people, posts, pictures, tokens; each change is first a line of the journal."""

import json
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from networks.stubs.journal import Journal
from networks.stubs.world import Blob, Person, Post, Token, moment, revive


class Memory:
    """The state of a stub. It changes only through `record`, so that a journal read again makes the same state."""

    name: ClassVar[str]

    def __init__(self, journal: Journal, folder: Path | None, now: Callable[[], datetime]):
        self.journal, self.folder, self.now = journal, folder, now
        self.lock = threading.RLock()
        self.people: dict[str, Person] = {}
        self.posts: dict[str, Post] = {}
        self.blobs: dict[str, Blob] = {}
        self.tokens: dict[str, Token] = {}
        self.likes: dict[str, dict[str, datetime]] = {}
        self.answers_to: dict[str, list[str]] = {}
        self.hidden: set[str] = set()
        self.blocks: dict[str, set[str]] = {}  # account -> the people it keeps away
        self.made = 0  # things ever made, for ids that never come twice
        self._handles: dict[str, str] = {}
        self._by: dict[str, list[str]] = {}
        self._bytes: dict[str, bytes] = {}

    def record(self, event: str, **fields: Any) -> None:
        """Keep something that happened, and let it happen."""
        with self.lock:
            line = {"accepted": self.now().isoformat(), "network": self.name, "event": event, **fields}
            self.journal.append(json.loads(json.dumps(line, default=str)))
            self.apply(line)

    def apply(self, line: Mapping[str, Any]) -> None:
        """Let a line of the journal happen; lines of other networks do not concern this one."""
        if line.get("network") == self.name:
            fields = {name: value for name, value in line.items() if name not in ("accepted", "network", "event")}
            getattr(self, f"apply_{line['event']}")(**fields)

    def apply_person(self, **fields: Any) -> None:
        """Somebody is there."""
        person = revive(Person, fields)
        self.people[person.id] = person
        self._handles[person.handle] = person.id
        self.made += 1

    def apply_post(self, **fields: Any) -> None:
        """A post or answer is there."""
        post = revive(Post, fields)
        self.posts[post.id] = post
        self._by.setdefault(post.by, []).append(post.id)
        self.made += 1
        self.likes.setdefault(post.id, {})
        if post.parent:
            self.answers_to.setdefault(post.parent, []).append(post.id)

    def apply_gone(self, id: str) -> None:
        """A post was taken away."""
        post = self.posts.pop(id)
        if post.parent:
            self.answers_to[post.parent].remove(id)

    def apply_like(self, post: str, by: str, at: str) -> None:
        """Somebody likes a post."""
        self.likes[post].setdefault(by, moment(at) or self.now())

    def apply_unlike(self, post: str, by: str) -> None:
        """Somebody no longer likes a post."""
        self.likes[post].pop(by, None)

    def apply_hide(self, id: str, hidden: bool) -> None:
        """An answer is hidden from readers, or shown again."""
        (self.hidden.add if hidden else self.hidden.discard)(id)

    def apply_block(self, by: str, whom: str, blocked: bool) -> None:
        """An account keeps somebody away, or lets them speak again."""
        kept_away = self.blocks.setdefault(by, set())
        (kept_away.add if blocked else kept_away.discard)(whom)

    def apply_blob(self, **fields: Any) -> None:
        """A picture is there."""
        blob = revive(Blob, fields)
        self.blobs[blob.id] = blob
        self.made += 1

    def apply_token(self, **fields: Any) -> None:
        """A token holds from now on."""
        self.tokens[fields["value"]] = revive(Token, fields)

    def apply_access(self, by: str, kind: str, state: str) -> None:
        """All tokens of an account change their state; `kind` "" means every kind."""
        for token in self.tokens.values():
            if token.by == by and kind in ("", token.kind):
                token.state = state

    def keep(self, digest: str, content: bytes) -> None:
        """Keep bytes under their digest."""
        if self.folder is None:
            self._bytes[digest] = content
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / digest).write_bytes(content)

    def content(self, blob: Blob) -> bytes:
        """The bytes of a picture."""
        return self._bytes[blob.digest] if self.folder is None else (self.folder / blob.digest).read_bytes()

    def by_handle(self, handle: str) -> Person | None:
        """The person of that handle."""
        return self.people.get(self._handles.get(handle, ""))

    def posts_by(self, person: Person) -> list[Post]:
        """What a person has posted and answered, in the order it was accepted."""
        return [self.posts[id] for id in self._by.get(person.id, []) if id in self.posts]

    def root(self, post: Post) -> Post:
        """The post at the head of a thread."""
        while post.parent and post.parent in self.posts:
            post = self.posts[post.parent]
        return post
