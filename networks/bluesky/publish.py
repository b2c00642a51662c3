"""Publishing on Bluesky: pictures first, then one record under a key of ours that can be put any number of times."""

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from lib import clock
from networks.base import Connection, Steps
from networks.bluesky.facets import facets
from networks.bluesky.links import post_url
from networks.errors import Effect, Failed, parse
from networks.outcomes import NotSent, Outcome, Refused, Sent, Trouble, Unknown
from networks.parcels import Media, Parcel, Ref
from networks.rules import outgoing_text
from networks.wires import Lost, NotReached

if TYPE_CHECKING:
    from networks.bluesky.network import Bluesky

POSTS = "app.bsky.feed.post"
PUT = "/xrpc/com.atproto.repo.putRecord"
GET = "/xrpc/com.atproto.repo.getRecord"
UPLOAD = "/xrpc/com.atproto.repo.uploadBlob"
RESOLVE = "/xrpc/com.atproto.identity.resolveHandle"
TID_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"


def tid(moment: datetime) -> str:
    """A record key of that second: 13 letters that sort by time (atproto.com/specs/tid).

    The part below the second is drawn, because many posts share a round minute.
    """
    micros = int(moment.timestamp()) * 1_000_000 + secrets.randbelow(1_000_000)
    number = (micros << 10) | secrets.randbelow(1024)
    return "".join(TID_LETTERS[(number >> shift) & 31] for shift in range(60, -1, -5))


def publish(net: "Bluesky", connection: Connection, parcel: Parcel, steps: Steps) -> Outcome:
    """Upload what is missing, then put the record."""
    record = _record(net, connection, parcel, steps)
    try:
        return _put(net, connection, parcel, record)
    except Failed as failure:
        if failure.outcome.code == "InvalidSwap":  # ours is there already, from a try whose record was not kept
            return look(net, connection, parcel)
        if failure.outcome.code == "BlobNotFound":  # servers throw away what no record has used for a while
            for item in parcel.media:
                steps.record(_blob_step(item), json.dumps(_upload(net, connection, item)))
        raise


def _put(net: "Bluesky", connection: Connection, parcel: Parcel, record: Mapping[str, Any]) -> Sent:
    """`swapRecord: null` means that no record may be there yet; the same record again is accepted and changes nothing."""
    body = {"repo": connection.remote_id, "collection": POSTS, "rkey": parcel.key, "record": record, "swapRecord": None}
    answer = net.write(connection, "POST", PUT, json=body)
    return _sent(connection, answer["uri"], answer["cid"], record)


def _sent(connection: Connection, uri: str, cid: str, record: Mapping[str, Any]) -> Sent:
    root = record.get("reply", {}).get("root") or {"uri": uri, "cid": cid}
    return Sent(uri, post_url(connection.service, connection.handle, uri), {"cid": cid, "root": root})


def look(net: "Bluesky", connection: Connection, parcel: Parcel) -> Sent | NotSent | Unknown:
    """What stands under the parcel's key. Reading a record needs no access, so a lost one does not keep us from looking."""
    where = {"repo": connection.remote_id, "collection": POSTS, "rkey": parcel.key}
    try:
        reply = connection.wire.request("GET", f"{connection.service}{GET}", params=where)
        found = parse(net.label, net.errors, reply, Effect.READ)
        return _sent(connection, found["uri"], found["cid"], found["value"])
    except Failed as failure:
        if failure.outcome.code == "RecordNotFound":
            return NotSent(_("Looked on %(network)s: it is not there.") % {"network": net.label}, Trouble.GONE, "RecordNotFound")
        return Unknown(failure.outcome.reason, failure.outcome.trouble, failure.outcome.code)
    except (NotReached, Lost, LookupError, TypeError, AttributeError) as error:
        return Unknown(net.sentence(Trouble.DOWN, str(error)), Trouble.DOWN)


def _record(net: "Bluesky", connection: Connection, parcel: Parcel, steps: Steps) -> dict[str, Any]:
    """The record, made once and kept: what is put again must be the same to the letter, its date included."""
    if kept := steps.recall("record"):
        record = json.loads(kept)
    else:
        record = _new_record(net, connection, parcel)
        steps.record("record", json.dumps(record))
    if parcel.media:
        record["embed"] = _pictures(net, connection, parcel, steps)
    return record


def _new_record(net: "Bluesky", connection: Connection, parcel: Parcel) -> dict[str, Any]:
    text = outgoing_text(net.rules, parcel.text, parcel.link, parcel.media)
    created = clock.now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    record: dict[str, Any] = {"$type": POSTS, "text": text, "createdAt": created}
    if found := facets(text, lambda handle: _did(net, connection, handle)):
        record["facets"] = found
    if parcel.language:
        record["langs"] = [parcel.language]
    if parcel.reply_to:
        record["reply"] = _reply(net, connection, parcel.reply_to)
    if parcel.link and not parcel.media:
        record["embed"] = _card(parcel)
    return record


def _card(parcel: Parcel) -> dict[str, Any]:
    title = parcel.options.get("link_title") or urlsplit(parcel.link).hostname or parcel.link
    description = parcel.options.get("link_description", "")
    return {
        "$type": "app.bsky.embed.external",
        "external": {"uri": parcel.link, "title": title, "description": description},
    }


def _reply(net: "Bluesky", connection: Connection, to: Ref) -> dict[str, Any]:
    cid = to.extra.get("cid") or _cid(net, connection, to.id)
    parent = {"uri": to.id, "cid": cid}
    return {"root": to.extra.get("root") or parent, "parent": parent}


def _cid(net: "Bluesky", connection: Connection, uri: str) -> str:
    repo, collection, rkey = uri.removeprefix("at://").split("/")
    where = {"repo": repo, "collection": collection, "rkey": rkey}
    return str(net.write(connection, "GET", GET, effect=Effect.STEP, params=where)["cid"])


def _did(net: "Bluesky", connection: Connection, handle: str) -> str | None:
    """Who has that handle; None when nobody has."""
    try:
        found = net.write(connection, "GET", RESOLVE, effect=Effect.STEP, params={"handle": handle})
        return str(found["did"])
    except Failed as failure:
        if isinstance(failure.outcome, Refused):
            return None
        raise


def _pictures(net: "Bluesky", connection: Connection, parcel: Parcel, steps: Steps) -> dict[str, Any]:
    images = [
        {
            "alt": item.alt,
            "image": _blob(net, connection, item, steps),
            "aspectRatio": {"width": item.width, "height": item.height},
        }
        for item in parcel.media
    ]
    return {"$type": "app.bsky.embed.images", "images": images}


def _blob_step(item: Media) -> str:
    return f"blob {item.digest}"


def _blob(net: "Bluesky", connection: Connection, item: Media, steps: Steps) -> dict[str, Any]:
    if kept := steps.recall(_blob_step(item)):
        return json.loads(kept)
    blob = _upload(net, connection, item)
    steps.record(_blob_step(item), json.dumps(blob))
    return blob


def _upload(net: "Bluesky", connection: Connection, item: Media) -> dict[str, Any]:
    answer = net.write(
        connection, "POST", UPLOAD, effect=Effect.STEP, body=item.read(), headers={"Content-Type": item.mime}, timeout=60.0
    )
    return answer["blob"]
