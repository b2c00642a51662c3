"""What people said on Mastodon, from the notifications of the account."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from networks.base import Busy, Connection
from networks.incoming import Author, Batch, Incoming, Kind
from networks.mastodon.words import from_html, moment
from networks.parcels import Ref

if TYPE_CHECKING:
    from networks.mastodon.network import Mastodon

NOTIFICATIONS = "/api/v1/notifications"
CONTEXT = "/api/v1/statuses/{id}/context"
PAGE = 40  # the most a list gives at once
SPOKEN = ["mention", "quote"]  # favourites, boosts and followers are counted (see metrics), not told one by one
FIRST_PAGES = 5  # how far back the first fetch goes


def fetch(net: "Mastodon", connection: Connection, cursor: str, posts: Sequence[Ref]) -> Batch:
    """The mentions and quotes since the notification `cursor`, oldest first; a reply is a mention too."""
    items = _since(net, connection, cursor) if cursor.isdigit() else _latest(net, connection)
    ours = {post.id for post in posts}
    roots: dict[str, str] = {}
    messages = [
        _message(net, connection, item, ours, roots)
        for item in items
        if item.get("status") and str(item["account"]["id"]) != connection.remote_id
    ]
    ends = str(items[-1]["id"]) if items else cursor or "0"
    return Batch(tuple(messages), ends, more=bool(cursor) and len(items) >= PAGE)


def _since(net: "Mastodon", connection: Connection, cursor: str) -> list[Mapping[str, Any]]:
    """The next page after the cursor, oldest first (`min_id` gives the ones right above it, newest first)."""
    return _page(net, connection, {"min_id": cursor})[::-1]


def _latest(net: "Mastodon", connection: Connection) -> list[Mapping[str, Any]]:
    """The newest there are, oldest first."""
    found: list[Mapping[str, Any]] = []
    for _ in range(FIRST_PAGES):
        page = _page(net, connection, {"max_id": str(found[-1]["id"])} if found else {})
        found += page
        if len(page) < PAGE:
            break
    return found[::-1]


def _page(net: "Mastodon", connection: Connection, place: Mapping[str, str]) -> list[Mapping[str, Any]]:
    return net.read(connection, NOTIFICATIONS, params={"types[]": SPOKEN, "limit": PAGE, **place})


def _message(net: "Mastodon", connection: Connection, item: Mapping[str, Any], ours: set[str], roots: dict[str, str]) -> Incoming:
    status, author = item["status"], item["account"]
    about = _quoted(item, connection) or _about(net, connection, status, ours, roots)
    extra = {"acct": author["acct"], "visibility": status.get("visibility", "public")}
    return Incoming(
        ref=Ref(str(status["id"]), status.get("url") or status["uri"], extra),
        kind=Kind.MENTION if item.get("type") == "quote" else _kind(status, about),
        author=_author(author),
        text=_without_us(from_html(status["content"]), connection),
        at=moment(status["created_at"]),
        about=about,
        parent=str(status.get("in_reply_to_id") or ""),
        language=status.get("language") or "",
        raw=item,
    )


def _kind(status: Mapping[str, Any], about: str) -> Kind:
    if status.get("visibility") == "direct":
        return Kind.PRIVATE
    return Kind.REPLY if about else Kind.MENTION


def _quoted(item: Mapping[str, Any], connection: Connection) -> str:
    """The post of ours that a quote is about (Mastodon 4.5)."""
    quoted = (item["status"].get("quote") or {}).get("quoted_status") or {} if item.get("type") == "quote" else {}
    return str(quoted["id"]) if quoted and str(quoted["account"]["id"]) == connection.remote_id else ""


def _about(net: "Mastodon", connection: Connection, status: Mapping[str, Any], ours: set[str], roots: dict[str, str]) -> str:
    """The post of ours at the head of the thread. Asked of the instance only where the post answered is not one of ours."""
    parent = str(status.get("in_reply_to_id") or "")
    if not parent or parent in ours:
        return parent
    if parent not in roots:
        roots[parent] = _first_of_ours(net, connection, str(status["id"]))
    return roots[parent]


def _first_of_ours(net: "Mastodon", connection: Connection, id: str) -> str:
    """The oldest post of ours above that one; "" when there is none, or when the thread is gone meanwhile."""
    try:
        above = net.read(connection, CONTEXT.format(id=id))["ancestors"]
    except Busy as busy:
        if busy.code == "404":
            return ""
        raise
    return next((str(post["id"]) for post in above if str(post["account"]["id"]) == connection.remote_id), "")


def _author(account: Mapping[str, Any]) -> Author:
    name = account.get("display_name") or account["username"]
    return Author(str(account["id"]), account["acct"], name, account.get("avatar") or "", account.get("url") or "")


def _without_us(text: str, connection: Connection) -> str:
    """The text without the mention of ourselves that an answer begins with."""
    user = re.escape(connection.handle.partition("@")[0])
    return re.sub(rf"^@{user}(?:@[\w.-]+)?(?=\s)\s*", "", text, flags=re.IGNORECASE)
