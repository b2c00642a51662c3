"""Figures of Mastodon. It counts neither views nor reach nor clicks."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from networks.base import Busy, Connection
from networks.figures import Figures, Metric
from networks.parcels import Ref

if TYPE_CHECKING:
    from networks.mastodon.network import Mastodon

STATUS = "/api/v1/statuses/{id}"
ME = "/api/v1/accounts/verify_credentials"  # an account asked for by its id is shown even without access
OF_POST = {Metric.LIKES: "favourites_count", Metric.SHARES: "reblogs_count", Metric.REPLIES: "replies_count"}
OF_ACCOUNT = {Metric.FOLLOWERS: "followers_count", Metric.POSTS: "statuses_count"}


def of_posts(net: "Mastodon", connection: Connection, posts: Sequence[Ref]) -> Mapping[str, Figures]:
    """Figures by id; a post that is gone is left out."""
    found: dict[str, Figures] = {}
    for post in posts:
        try:
            status = net.read(connection, STATUS.format(id=post.id))
        except Busy as busy:
            if busy.code == "404":
                continue
            raise
        found[post.id] = Figures(_counts(status, OF_POST), status)
    return found


def of_account(net: "Mastodon", connection: Connection) -> Figures:
    """Figures of the account."""
    account = net.read(connection, ME)
    return Figures(_counts(account, OF_ACCOUNT), account)


def _counts(answer: Mapping[str, Any], names: Mapping[Metric, str]) -> dict[Metric, int | None]:
    return {
        metric: value if isinstance(value := answer.get(name), int) and value >= 0 else None for metric, name in names.items()
    }
