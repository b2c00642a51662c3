"""A network that says what the test wants it to say."""

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from networks.incoming import Author, Batch, Incoming, Kind
from networks.parcels import Ref
from tests.publishing.toy import Toy

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ZOE = Author(id="zoe", handle="zoe.example", name="Zoé Lefèvre", url="https://toy.example/zoe")
NOE = Author(id="noe", handle="noe.example", name="Noé")


@dataclass
class Script:
    """What the next fetches bring (a Batch or an exception), and the cursors that were asked with."""

    batches: deque[Any] = field(default_factory=deque)
    asked: list[str] = field(default_factory=list)
    before_fetch: Any = None
    acts: list[tuple[str, str]] = field(default_factory=list)
    refusal: Any = None


SCRIPT = Script()


class Talk(Toy):
    """Takes every answer and brings the batches of the script; does every act unless it has a refusal."""

    name = "talk"
    label = "Talk"
    deletes_comments = True

    def _do(self, act: str, id: str) -> None:
        SCRIPT.acts.append((act, id))
        if SCRIPT.refusal:
            raise SCRIPT.refusal

    def like(self, connection: Any, ref: Any) -> None:
        self._do("like", ref.id)

    def unlike(self, connection: Any, ref: Any) -> None:
        self._do("unlike", ref.id)

    def hide(self, connection: Any, ref: Any, about: Any) -> None:
        self._do("hide", f"{ref.id} below {about.id}")

    def unhide(self, connection: Any, ref: Any, about: Any) -> None:
        self._do("unhide", f"{ref.id} below {about.id}")

    def delete(self, connection: Any, ref: Any) -> None:
        self._do("delete", ref.id)

    def block(self, connection: Any, author: Any) -> None:
        self._do("block", author.id)

    def unblock(self, connection: Any, author: Any) -> None:
        self._do("unblock", author.id)

    def fetch(self, connection: Any, cursor: str, posts: Any) -> Batch:
        SCRIPT.asked.append(cursor)
        if SCRIPT.before_fetch:
            SCRIPT.before_fetch()
        batch = SCRIPT.batches.popleft() if SCRIPT.batches else Batch((), cursor)
        if isinstance(batch, BaseException):
            raise batch
        return batch


def said(
    id: str,
    text: str = "Bonjour, livrez-vous en Belgique ?",
    *,
    author: Author = ZOE,
    minutes: int = 0,
    kind: Any = Kind.REPLY,
    about: str = "",
    parent: str = "",
    **more: Any,
) -> Incoming:
    """One message, so many minutes after noon."""
    ref = Ref(id, f"https://toy.example/{id}", {"root": about})
    return Incoming(ref, kind, author, text, NOON + timedelta(minutes=minutes), about=about, parent=parent, **more)


def batch(*messages: Incoming, cursor: str = "", more: bool = False) -> Batch:
    """What a fetch brings."""
    return Batch(messages, cursor, more)
