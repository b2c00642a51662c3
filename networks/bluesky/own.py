"""What an account of Bluesky has posted itself, read from its repository, where records stand the latest first."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lib import clock
from networks.base import Connection
from networks.bluesky.links import post_url
from networks.bluesky.repo import LIST, POST
from networks.own import OwnPost

if TYPE_CHECKING:
    from networks.bluesky.network import Bluesky

PAGE = 100  # com.atproto.repo.listRecords gives no more at once
PAGES = 5  # asked for in one go


def posts(net: "Bluesky", connection: Connection, since: datetime) -> list[OwnPost]:
    """The posts since then, the latest first, without answers."""
    found: list[OwnPost] = []
    asked: dict[str, Any] = {"repo": connection.remote_id, "collection": POST, "limit": PAGE}
    for _number in range(PAGES):
        answer = net.read(connection, LIST, params=asked)
        records = answer["records"]
        found += [post for record in records if (post := _post(connection, record))]
        if not records or not answer.get("cursor") or (found and found[-1].at < since):
            break
        asked["cursor"] = answer["cursor"]
    return sorted((post for post in found if post.at >= since), key=lambda post: post.at, reverse=True)


def _post(connection: Connection, record: Mapping[str, Any]) -> OwnPost | None:
    """The post that a record is; None for an answer, and where the time it tells (which its author writes) cannot be read."""
    value, uri = record["value"], record["uri"]
    at = clock.parse_moment(str(value.get("createdAt", "")))
    if at is None or "reply" in value:
        return None
    return OwnPost(uri, post_url(connection.service, connection.handle, uri), str(value.get("text", "")), at)
