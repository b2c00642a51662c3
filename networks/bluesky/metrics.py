"""Figures of Bluesky. It gives neither views nor reach nor clicks."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from networks.base import Connection
from networks.figures import Figures, Metric
from networks.parcels import Ref

if TYPE_CHECKING:
    from networks.bluesky.network import Bluesky

POSTS = "/xrpc/app.bsky.feed.getPosts"
PROFILE = "/xrpc/app.bsky.actor.getProfile"
AT_ONCE = 25  # app.bsky.feed.getPosts takes no more


def of_posts(net: "Bluesky", connection: Connection, posts: Sequence[Ref]) -> Mapping[str, Figures]:
    """Figures by record address; what the AppView does not know is left out."""
    found: dict[str, Figures] = {}
    for first in range(0, len(posts), AT_ONCE):
        uris = [post.id for post in posts[first : first + AT_ONCE]]
        for view in net.read(connection, POSTS, params={"uris": uris})["posts"]:
            found[view["uri"]] = Figures(_counts(view), view)
    return found


def _counts(view: Mapping[str, Any]) -> dict[Metric, int | None]:
    return {
        Metric.LIKES: _count(view, "likeCount"),
        Metric.REPLIES: _count(view, "replyCount"),
        Metric.SHARES: _sum(_count(view, "repostCount"), _count(view, "quoteCount")),
    }


def of_account(net: "Bluesky", connection: Connection) -> Figures:
    """Figures of the account's profile."""
    profile = net.read(connection, PROFILE, params={"actor": connection.remote_id})
    counts = {Metric.FOLLOWERS: _count(profile, "followersCount"), Metric.POSTS: _count(profile, "postsCount")}
    return Figures(counts, profile)


def _count(view: Mapping[str, Any], name: str) -> int | None:
    value = view.get(name)
    return value if isinstance(value, int) and value >= 0 else None


def _sum(*counts: int | None) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
