"""What people said on Bluesky, from the notifications of the account."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
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
MOST_SEEN = 500
OVERLAP = timedelta(minutes=10)  # a post may carry an earlier date than it came with, and then stands behind newer ones


@dataclass(frozen=True)
class Place:
    """How far we have read. Notifications come newest first: a fetch reads back to `mark`, and when that takes more than
    one fetch, goes on from `page` and keeps in `head` where the next round ends. `seen` are the addresses, with their
    dates, that the next fetch may meet again."""

    mark: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)
    page: str = ""
    head: str = ""

    @classmethod
    def read(cls, cursor: str) -> "Place":
        """The place a cursor names; the beginning for an unreadable one."""
        try:
            fields = json.loads(cursor)
            return cls(fields["mark"], dict(fields["seen"]), fields["page"], fields["head"])
        except (ValueError, LookupError, TypeError):
            return cls()

    def __str__(self) -> str:
        return json.dumps({"mark": self.mark, "seen": self.seen, "page": self.page, "head": self.head})

    @property
    def floor(self) -> str:
        """The date behind which everything is known."""
        return _before(self.mark)

    def after(self, items: list[Mapping[str, Any]], page: str) -> "Place":
        """The place after reading a page of these items; what came in meanwhile moves some of them to the next page."""
        head = self.head or (_date(items[0]) if items else self.mark)
        known = {**self.seen, **{str(item["uri"]): _date(item) for item in items}}
        near = [str(item["uri"]) for item in items]
        seen = {uri: date for uri, date in known.items() if date >= _before(head) or uri in near}
        return Place(self.mark, seen, page, head)

    def finished(self) -> "Place":
        """The place after the last page of a round."""
        mark = max(self.head, self.mark)
        near = sorted((item for item in self.seen.items() if item[1] >= _before(mark)), key=lambda item: item[1])
        return Place(mark, dict(near[-MOST_SEEN:]))


def fetch(net: "Bluesky", connection: Connection, cursor: str) -> Batch:
    """The notifications since the cursor that are messages, oldest first."""
    place, news, more = Place.read(cursor), [], True
    for _ in range(PAGES):
        items, page = _page(net, connection, place.page)
        news += [item for item in items if _date(item) >= place.floor and item["uri"] not in place.seen]
        place = place.after(items, page)
        more = bool(page and items) and _date(items[-1]) >= place.floor
        if not more:
            break
    messages = tuple(_message(connection, item) for item in reversed(news) if item["reason"] in KINDS)
    return Batch(messages, str(place if more else place.finished()), more)


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


def _before(date: str) -> str:
    """The date an overlap earlier; "" for none."""
    return _iso(_moment(date) - OVERLAP) if date else ""


def _iso(moment: datetime) -> str:
    """A date that sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
