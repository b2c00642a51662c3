"""Figures of a Page. The names of Meta's insights are data: they are retired every other year."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from lib import clock
from networks.base import AccessLost, Busy, Connection
from networks.figures import Figures, Metric
from networks.graph import VERSION, Insight, alive, count, insights_of
from networks.parcels import Ref

if TYPE_CHECKING:
    from networks.facebook.network import Facebook

AT_ONCE = 50  # ids in one question
GONE = {"100/33", "803"}
PLAIN = "id,shares,reactions.limit(0).summary(total_count),comments.filter(stream).limit(0).summary(total_count)"


# developers.facebook.com/documentation/pages-api/platforminsights/page/deprecated-metrics, 2026-03-02
INSIGHTS = (
    Insight("post_impressions", Metric.VIEWS, date(2025, 11, 15)),
    Insight("post_impressions_unique", Metric.REACH, date(2025, 11, 15)),
    Insight("post_media_view", Metric.VIEWS),
    Insight("post_total_media_view_unique", Metric.REACH),
    Insight("post_clicks", Metric.CLICKS),
)


def of_posts(net: "Facebook", connection: Connection, posts: Sequence[Ref]) -> Mapping[str, Figures]:
    """Figures by id; a post that is gone is left out."""
    names = alive(INSIGHTS, clock.now().date())
    found: dict[str, Figures] = {}
    for first in range(0, len(posts), AT_ONCE):
        ids = [post.id for post in posts[first : first + AT_ONCE]]
        for id, answer in _answers(net, connection, ids, names).items():
            found[id] = Figures(_counts(answer, names), answer)
    return found


def _answers(net: "Facebook", connection: Connection, ids: list[str], names: Mapping[str, Metric]) -> dict[str, Any]:
    """What Facebook tells of each; without insights where it gives none (a missing right, a name retired unheard)."""
    fields = f"{PLAIN},insights.metric({','.join(names)})"
    try:
        return _ask(net, connection, ids, fields)
    except (AccessLost, Busy) as trouble:
        if isinstance(trouble, Busy) and not trouble.code.startswith("100"):
            raise
        return _ask(net, connection, ids, PLAIN)


def _ask(net: "Facebook", connection: Connection, ids: list[str], fields: str) -> dict[str, Any]:
    """One question for all; when one of them is gone Facebook answers none, and each is asked for alone."""
    try:
        return net.read(connection, f"/{VERSION}/", params={"ids": ",".join(ids), "fields": fields})
    except Busy as busy:
        if busy.code not in GONE:
            raise
        if len(ids) == 1:
            return {}
    return {id: answer for one in ids for id, answer in _ask(net, connection, [one], fields).items()}


def _counts(answer: Mapping[str, Any], names: Mapping[str, Metric]) -> dict[Metric, int | None]:
    """`shares` is left out where there are none."""
    return {
        Metric.LIKES: _total(answer.get("reactions")),
        Metric.REPLIES: _total(answer.get("comments")),
        Metric.SHARES: count((answer.get("shares") or {"count": 0}).get("count")),
        **insights_of(answer, names),
    }


def _total(edge: Mapping[str, Any] | None) -> int | None:
    return count(((edge or {}).get("summary") or {}).get("total_count"))


def of_account(net: "Facebook", connection: Connection) -> Figures:
    """Followers of the Page."""
    page = net.read(connection, f"/{VERSION}/{connection.remote_id}", params={"fields": "id,followers_count"})
    return Figures({Metric.FOLLOWERS: count(page.get("followers_count"))}, page)
