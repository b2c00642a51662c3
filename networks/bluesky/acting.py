"""What the account does to what others said, and to its own posts: records about them, under keys of ours."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lib import clock
from networks.base import Busy, Connection, Declined
from networks.bluesky import repo
from networks.bluesky.keys import key_for
from networks.bluesky.repo import BLOCK, LIKE, POST, POSTGATE, THREADGATE, Place
from networks.incoming import Author
from networks.outcomes import Trouble
from networks.parcels import Ref

if TYPE_CHECKING:
    from networks.bluesky.network import Bluesky

POSTS = "/xrpc/app.bsky.feed.getPosts"
PROFILE = "/xrpc/app.bsky.actor.getProfile"


def like(net: "Bluesky", connection: Connection, ref: Ref) -> None:
    """Like a post or a message; one key for each, so that a second like is none."""
    place = Place(connection.remote_id, LIKE, key_for(ref.id))
    subject = {"uri": ref.id, "cid": ref.extra.get("cid") or _cid(net, connection, ref.id)}
    repo.put_once(net, connection, place, {"$type": LIKE, "subject": subject, "createdAt": repo.dated(clock.now())})


def unlike(net: "Bluesky", connection: Connection, ref: Ref) -> None:
    """Take the like back, also one that was given on Bluesky itself."""
    ours = Place(connection.remote_id, LIKE, key_for(ref.id))
    views = _seen(net, connection, POSTS, {"uris": [ref.id]}).get("posts", [])
    _take_away(net, connection, ours, (view.get("viewer", {}).get("like") for view in views))


def block(net: "Bluesky", connection: Connection, author: Author) -> None:
    """Block a person; one key for each."""
    place = Place(connection.remote_id, BLOCK, key_for(author.id))
    repo.put_once(net, connection, place, {"$type": BLOCK, "subject": author.id, "createdAt": repo.dated(clock.now())})


def unblock(net: "Bluesky", connection: Connection, author: Author) -> None:
    """Take the block back, also one that was made on Bluesky itself."""
    ours = Place(connection.remote_id, BLOCK, key_for(author.id))
    profile = _seen(net, connection, PROFILE, {"actor": author.id})
    _take_away(net, connection, ours, [profile.get("viewer", {}).get("blocking")])


def delete(net: "Bluesky", connection: Connection, ref: Ref) -> None:
    """Take a post or answer of ours away, then what stands beside it."""
    post = Place.of(ref.id)
    if post.did != connection.remote_id:
        repo.prove(net, connection)
        raise Declined(_("On Bluesky one deletes what one has written oneself; an answer can be hidden."), Trouble.PERMISSION)
    for collection in (POST, THREADGATE, POSTGATE):
        repo.take_away(net, connection, post._replace(collection=collection))


def _cid(net: "Bluesky", connection: Connection, uri: str) -> str:
    return str(net.act(connection, "GET", repo.GET, params=Place.of(uri).params)["cid"])


def _take_away(net: "Bluesky", connection: Connection, ours: Place, others: Iterable[str | None]) -> None:
    """Take our record away, and those with the same effect that the AppView knows."""
    places = {ours, *(Place.of(uri) for uri in others if uri)}
    for place in places:
        repo.take_away(net, connection, place)


def _seen(net: "Bluesky", connection: Connection, path: str, params: dict[str, Any]) -> dict[str, Any]:
    """What the AppView knows; nothing where the service has none, or it does not know this."""
    try:
        return net.act(connection, "GET", path, params=params)
    except Declined:
        return {}
    except Busy as busy:
        if busy.code == "UpstreamFailure":
            return {}
        raise
