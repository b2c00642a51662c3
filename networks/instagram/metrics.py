"""Figures of Instagram. The names of Meta's insights are data: they are retired every other year."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from lib import clock
from networks.base import AccessLost, Busy, Connection
from networks.figures import Figures, Metric
from networks.graph import VERSION, Insight, alive, count, insights_of
from networks.parcels import Ref

if TYPE_CHECKING:
    from networks.instagram.network import Instagram

NODE = f"/{VERSION}/{{id}}"
PLAIN = "id,like_count,comments_count"
GONE = {"100/33", "803"}

# a public note that quotes Meta's Instagram Platform pages, 2026-09-19
INSIGHTS = (
    Insight("impressions", Metric.VIEWS, date(2025, 4, 21)),
    Insight("views", Metric.VIEWS),
    Insight("reach", Metric.REACH),
    Insight("saved", Metric.SAVES),
    Insight("shares", Metric.SHARES),
)


def of_posts(net: "Instagram", connection: Connection, posts: Sequence[Ref]) -> Mapping[str, Figures]:
    """Figures by id; a post that is gone is left out."""
    names = alive(INSIGHTS, clock.now().date())
    found: dict[str, Figures] = {}
    for post in posts:
        if (answer := _answer(net, connection, post.id, names)) is not None:
            found[post.id] = Figures(_counts(answer, names), answer)
    return found


def _answer(net: "Instagram", connection: Connection, id: str, names: Mapping[str, Metric]) -> Mapping[str, Any] | None:
    """What Instagram tells of a post; without insights where it gives none (a missing right, too few followers)."""
    for fields in (f"{PLAIN},insights.metric({','.join(names)})", PLAIN):
        try:
            return net.read(connection, NODE.format(id=id), params={"fields": fields})
        except Busy as busy:
            if busy.code in GONE:
                return None
            if fields == PLAIN or not busy.code.startswith("100"):
                raise
        except AccessLost:
            if fields == PLAIN:
                raise
    return None


def _counts(answer: Mapping[str, Any], names: Mapping[str, Metric]) -> dict[Metric, int | None]:
    """Likes are left out where the account hides them."""
    counts = {Metric.LIKES: count(answer.get("like_count")), Metric.REPLIES: count(answer.get("comments_count"))}
    return {**counts, **insights_of(answer, names)}


def of_account(net: "Instagram", connection: Connection) -> Figures:
    """Followers and posts of the account."""
    me = net.read(connection, NODE.format(id="me"), params={"fields": "user_id,followers_count,media_count"})
    return Figures({Metric.FOLLOWERS: count(me.get("followers_count")), Metric.POSTS: count(me.get("media_count"))}, me)
