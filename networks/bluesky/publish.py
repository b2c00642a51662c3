"""Publishing on Bluesky: pictures first, then one record under a key of ours that can be put any number of times."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from networks.base import Connection, Steps
from networks.bluesky import gates, media
from networks.bluesky.links import post_url, server_of
from networks.bluesky.records import dated_anew, mentions, record_of
from networks.bluesky.repo import APPLY, GET, MISSING, POST, PUT, TAKEN, Place
from networks.errors import Effect, Failed, parse
from networks.outcomes import NotSent, Outcome, Sent, Trouble, Unknown
from networks.parcels import Parcel
from networks.wires import Lost, NotReached

if TYPE_CHECKING:
    from networks.bluesky.network import Bluesky

CREATE = "com.atproto.repo.applyWrites#create"


def publish(net: "Bluesky", connection: Connection, parcel: Parcel, steps: Steps) -> Outcome:
    """Upload what is missing, then put the record, and in the same call who may answer and quote it."""
    record = _record(net, connection, parcel, steps)
    post = Place(connection.remote_id, POST, parcel.key)
    beside = gates.beside(parcel, post, record["createdAt"])
    try:
        answer = _put_all(net, connection, post, record, beside) if beside else _put(net, connection, post, record)
        return _sent(connection, answer["uri"], answer["cid"], record)
    except Failed as failure:
        if failure.outcome.code == "BlobNotFound":  # servers throw away what no record has used for a while
            media.forget(parcel, steps)
        if failure.outcome.code == TAKEN or (beside and isinstance(failure.outcome, Unknown)):
            return _there_already(net, connection, parcel, failure)
        raise


def _put(net: "Bluesky", connection: Connection, post: Place, record: Mapping[str, Any]) -> Mapping[str, Any]:
    """`swapRecord: null` means that no record may be there yet; the same record again is accepted and changes nothing."""
    return net.write(connection, "POST", PUT, json={**post.params, "record": record, "swapRecord": None})


def _put_all(
    net: "Bluesky", connection: Connection, post: Place, record: Mapping[str, Any], beside: Mapping[str, Any]
) -> Mapping[str, Any]:
    """All or none: a key that is taken makes the whole call fail, with an error that does not say why."""
    writes = [
        {"$type": CREATE, "collection": collection, "rkey": post.key, "value": value}
        for collection, value in {POST: record, **beside}.items()
    ]
    return net.write(connection, "POST", APPLY, json={"repo": post.did, "writes": writes})["results"][0]


def _there_already(net: "Bluesky", connection: Connection, parcel: Parcel, failure: Failed) -> Outcome:
    """What stands under our key is ours, from a try whose answer was lost; where nothing does, the failure stands."""
    found = look(net, connection, parcel)
    return found if isinstance(found, Sent) else failure.outcome


def _sent(connection: Connection, uri: str, cid: str, record: Mapping[str, Any]) -> Sent:
    root = record.get("reply", {}).get("root") or {"uri": uri, "cid": cid}
    return Sent(uri, post_url(connection.service, connection.handle, uri), {"cid": cid, "root": root})


def look(net: "Bluesky", connection: Connection, parcel: Parcel) -> Sent | NotSent | Unknown:
    """What stands under the parcel's key. Reading a record needs no access, so a lost one does not keep us from looking."""
    where = Place(connection.remote_id, POST, parcel.key).params
    try:
        reply = connection.wire.request("GET", f"{server_of(connection)}{GET}", params=where)
        found = parse(net.label, net.errors, reply, Effect.READ)
        return _sent(connection, found["uri"], found["cid"], found["value"])
    except Failed as failure:
        if failure.outcome.code == MISSING:
            return NotSent(_("Looked on %(network)s: it is not there.") % {"network": net.label}, Trouble.GONE, MISSING)
        return Unknown(failure.outcome.reason, failure.outcome.trouble, failure.outcome.code)
    except (NotReached, Lost, LookupError, TypeError, AttributeError) as error:
        return Unknown(net.sentence(Trouble.DOWN, str(error)), Trouble.DOWN)


def _record(net: "Bluesky", connection: Connection, parcel: Parcel, steps: Steps) -> dict[str, Any]:
    """The record. It is kept where making it took more than the parcel: people were asked for, or media uploaded."""
    kept = steps.recall("record")
    record = dated_anew(json.loads(kept)) if kept else record_of(net, connection, parcel)
    if not kept and (parcel.media or media.thumbnail_of(parcel) or mentions(record)):
        steps.record("record", json.dumps(record))
    return media.added(net, connection, parcel, steps, record)
