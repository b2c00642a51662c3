"""What people said on Bluesky, from the notifications of the account."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from networks.base import Connection
from networks.bluesky.links import post_url, profile_url
from networks.incoming import Author, Batch, Incoming, Kind
from networks.parcels import Ref

if TYPE_CHECKING:
    from networks.bluesky.network import Bluesky

NOTIFICATIONS = "/xrpc/app.bsky.notification.listNotifications"
KINDS = {"reply": Kind.REPLY, "mention": Kind.MENTION, "quote": Kind.MENTION}
PAGES = 5  # of a hundred, in one fetch
OVERLAP = timedelta(minutes=10)  # a post may carry an earlier date than it came with, and then stands behind newer ones


@dataclass(frozen=True)
class Place:
    """How far we have read. Notifications come newest first: a fetch reads back to `mark`, and when that takes more than
    one fetch, goes on from `page` and keeps in `head` where the next round ends. `seen` are those within the overlap."""

    mark: str = ""
    seen: tuple[str, ...] = ()
    page: str = ""
    head: str = ""

    @classmethod
    def read(cls, cursor: str) -> "Place":
        """The place a cursor names; the beginning for an unreadable one."""
        try:
            fields = json.loads(cursor)
            return cls(fields["mark"], tuple(fields["seen"]), fields["page"], fields["head"])
        except (ValueError, LookupError, TypeError):
            return cls()

    def __str__(self) -> str:
        return json.dumps({"mark": self.mark, "seen": self.seen, "page": self.page, "head": self.head})

    @property
    def floor(self) -> str:
        """The date behind which everything is known."""
        return _iso(_moment(self.mark) - OVERLAP) if self.mark else ""


def fetch(net: "Bluesky", connection: Connection, cursor: str) -> Batch:
    """The notifications since the cursor that are messages, oldest first."""
    place = Place.read(cursor)
    news: list[Mapping[str, Any]] = []
    for _ in range(PAGES):
        items, page = _page(net, connection, place.page)
        news += [item for item in items if _date(item) >= place.floor and item["uri"] not in place.seen]
        place = replace(place, page=page, head=place.head or (_date(items[0]) if items else place.mark))
        if not page or not items or _date(items[-1]) < place.floor:
            break
    done = not place.page or not items or _date(items[-1]) < place.floor
    messages = [_message(connection, item) for item in reversed(news) if item["reason"] in KINDS]
    seen = tuple(dict.fromkeys([*place.seen, *(str(item["uri"]) for item in news)]))
    place = _finished(place, seen) if done else replace(place, seen=seen)
    return Batch(tuple(messages), str(place), more=not done)


def _finished(place: Place, seen: tuple[str, ...]) -> Place:
    return Place(mark=max(place.head, place.mark), seen=seen[-500:])


def _page(net: "Bluesky", connection: Connection, page: str) -> tuple[list[Mapping[str, Any]], str]:
    params: dict[str, Any] = {"limit": 100, "reasons": list(KINDS)}
    if page:
        params["cursor"] = page
    answer = net.read(connection, NOTIFICATIONS, params=params)
    return answer["notifications"], answer.get("cursor") or ""


def _message(connection: Connection, item: Mapping[str, Any]) -> Incoming:
    record, author = item["record"], item["author"]
    reply = record.get("reply") or {}
    itself = {"uri": item["uri"], "cid": item["cid"]}
    root = reply.get("root") or itself
    about = root["uri"] if reply else item.get("reasonSubject", "")
    return Incoming(
        ref=Ref(
            item["uri"],
            post_url(connection.service, author["handle"], item["uri"]),
            {"cid": item["cid"], "root": {"uri": root["uri"], "cid": root["cid"]}},
        ),
        kind=KINDS[item["reason"]],
        author=_author(connection, author),
        text=record.get("text", ""),
        at=_moment(_date(item)),
        about=about if about.startswith(f"at://{connection.remote_id}/") else "",
        parent=(reply.get("parent") or {}).get("uri", ""),
        language=(record.get("langs") or [""])[0],
        raw=item,
    )


def _author(connection: Connection, author: Mapping[str, Any]) -> Author:
    return Author(
        author["did"],
        author["handle"],
        author.get("displayName", ""),
        author.get("avatar", ""),
        profile_url(connection.service, author["handle"]),
    )


def _date(item: Mapping[str, Any]) -> str:
    return _iso(_moment(item["indexedAt"]))


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _iso(moment: datetime) -> str:
    """A date that sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
