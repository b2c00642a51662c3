"""Who may answer a post, who may quote it, and which answers are hidden: two records beside the post, under its key."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lib import clock
from networks.base import Connection, Declined
from networks.bluesky import repo
from networks.bluesky.repo import POSTGATE, TAKEN, THREADGATE, Place
from networks.outcomes import Trouble
from networks.parcels import Parcel, Ref

if TYPE_CHECKING:
    from networks.bluesky.network import Bluesky

ALLOWED: dict[str, list[str]] = {  # the value of the option -> the rules of app.bsky.feed.threadgate
    "nobody": [],
    "mentioned": ["mentionRule"],
    "followers": ["followerRule"],
    "following": ["followingRule"],
}
MOST_HIDDEN = 300  # app.bsky.feed.threadgate#hiddenReplies
ROUNDS = 3  # how often a gate is read and put anew when somebody else changed it meanwhile


def beside(parcel: Parcel, post: Place, created: str) -> dict[str, dict[str, Any]]:
    """The records that stand beside the post, by collection. An answer has no gate of its own: that of the head holds."""
    gates: dict[str, dict[str, Any]] = {}
    allowed = ALLOWED.get(str(parcel.options.get("replies", "")))
    if allowed is not None and parcel.reply_to is None:
        rules = [{"$type": f"{THREADGATE}#{rule}"} for rule in allowed]
        gates[THREADGATE] = {"$type": THREADGATE, "post": str(post), "allow": rules, "createdAt": created}
    if parcel.options.get("no_quotes"):
        rules = [{"$type": f"{POSTGATE}#disableRule"}]
        gates[POSTGATE] = {"$type": POSTGATE, "post": str(post), "embeddingRules": rules, "createdAt": created}
    return gates


def hide(net: "Bluesky", connection: Connection, ref: Ref, about: Ref, *, hidden: bool) -> None:
    """Put an answer on the list of hidden ones at the post of ours at the head, or take it off; who may answer stays."""
    post = Place.of(about.id)
    if post.did != connection.remote_id:
        raise Declined(_("Only answers below a post of this account can be hidden."), Trouble.PERMISSION)
    for last in (False,) * (ROUNDS - 1) + (True,):
        try:
            return _hide(net, connection, ref.id, post, hidden)
        except Declined as refusal:
            if refusal.code != TAKEN or last:
                raise


def _hide(net: "Bluesky", connection: Connection, answer: str, post: Place, hidden: bool) -> None:
    gate = post._replace(collection=THREADGATE)
    record, cid = repo.there(net, connection, gate)
    known = list(record.get("hiddenReplies", ()))
    if (answer in known) == hidden:
        return repo.prove(net, connection)
    changed = [*known, answer][-MOST_HIDDEN:] if hidden else [other for other in known if other != answer]
    repo.replace(net, connection, gate, {**_new(post), **record, "hiddenReplies": changed}, cid)


def _new(post: Place) -> Mapping[str, Any]:
    """A gate that lets everybody answer."""
    return {"$type": THREADGATE, "post": str(post), "createdAt": repo.dated(clock.now())}
