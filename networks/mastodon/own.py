"""What an account of Mastodon has posted itself."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from networks.base import Connection
from networks.mastodon.publish import MINE, PAGE
from networks.mastodon.words import from_html, moment
from networks.own import OwnPost

if TYPE_CHECKING:
    from networks.mastodon.network import Mastodon

PAGES = 5  # asked for in one go


def posts(net: "Mastodon", connection: Connection, since: datetime) -> list[OwnPost]:
    """The statuses since then, the latest first, without answers (also to oneself, which an instance lists) and boosts."""
    found: list[OwnPost] = []
    asked: dict[str, Any] = {"limit": PAGE, "exclude_reblogs": "true", "exclude_replies": "true"}
    for _number in range(PAGES):
        statuses = net.read(connection, MINE.format(id=connection.remote_id), params=asked)
        found += [_post(status) for status in statuses if not status.get("in_reply_to_id")]
        if len(statuses) < PAGE or moment(statuses[-1]["created_at"]) < since:
            break
        asked["max_id"] = str(statuses[-1]["id"])
    return [post for post in found if post.at >= since]


def _post(status: dict[str, Any]) -> OwnPost:
    url = status.get("url") or status["uri"]
    return OwnPost(str(status["id"]), url, from_html(status["content"]), moment(status["created_at"]))
