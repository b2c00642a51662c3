"""The record of a post: made of a parcel, and the same each time where that costs nothing."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lib import clock
from networks.base import Connection
from networks.bluesky import repo
from networks.bluesky.facets import facets
from networks.bluesky.keys import second_of
from networks.bluesky.repo import GET, POST, Place
from networks.errors import Effect, Failed
from networks.outcomes import Refused
from networks.parcels import Parcel, Ref
from networks.rules import outgoing_text

if TYPE_CHECKING:
    from networks.bluesky.network import Bluesky

RESOLVE = "/xrpc/com.atproto.identity.resolveHandle"
LABELS = "com.atproto.label.defs#selfLabels"
FRESH = timedelta(minutes=10)  # what leaves later than this after its key's second is dated when it leaves
MOST_LANGUAGES = 3  # app.bsky.feed.post#langs
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def record_of(net: "Bluesky", connection: Connection, parcel: Parcel) -> dict[str, Any]:
    """The record without pictures and videos. May ask the service whose a handle is; raises Failed as writing does."""
    text = outgoing_text(net.rules, parcel.text, parcel.link, parcel.media)
    record: dict[str, Any] = {"$type": POST, "text": text, "createdAt": _created(parcel)}
    if found := facets(text, lambda handle: _did(net, connection, handle)):
        record["facets"] = found
    if langs := languages(parcel.language, str(parcel.options.get("languages") or "")):
        record["langs"] = langs[:MOST_LANGUAGES]
    if warning := parcel.options.get("warning"):
        record["labels"] = {"$type": LABELS, "values": [{"val": warning}]}
    if parcel.reply_to:
        record["reply"] = _reply(net, connection, parcel.reply_to)
    if parcel.link and not parcel.media:
        record["embed"] = _card(parcel)
    return record


def mentions(record: Mapping[str, Any]) -> bool:
    """Whether people are mentioned: who they are was asked, and may be answered otherwise another time."""
    return any("did" in feature for facet in record.get("facets", ()) for feature in facet["features"])


def dated_anew(record: dict[str, Any]) -> dict[str, Any]:
    """A kept record, with a date of now where it has waited for long: for a video, for a server that was away."""
    waited = clock.now() - datetime.fromisoformat(record["createdAt"])
    return record if waited <= FRESH else {**record, "createdAt": repo.dated(clock.now())}


def languages(first: str, more: str) -> list[str]:
    """The languages of a post, none twice: its own, then those a person typed, parted by commas or blanks."""
    return list(dict.fromkeys(filter(None, [first, *re.split(r"[,;\s]+", more)])))


def _created(parcel: Parcel) -> str:
    """The second of the key when it leaves about then; else now, so that what is late does not come out of date.

    Parts of a thread share that second, so answers tell their own.
    """
    now, second = clock.now(), second_of(parcel.key)
    fresh = second is not None and timedelta(0) <= now - second <= FRESH and parcel.reply_to is None
    return repo.dated(second if fresh and second else now)


def _card(parcel: Parcel) -> dict[str, Any]:
    title = (
        parcel.options.get("link_title") or (parcel.card and parcel.card.title) or urlsplit(parcel.link).hostname or parcel.link
    )
    description = parcel.options.get("link_description") or (parcel.card.description if parcel.card else "")
    return {
        "$type": "app.bsky.embed.external",
        "external": {"uri": parcel.link, "title": title, "description": description},
    }


def _reply(net: "Bluesky", connection: Connection, to: Ref) -> dict[str, Any]:
    """The heads of the thread: what is answered, and the post above all."""
    known = {"cid": to.extra["cid"]} if to.extra.get("cid") else _read(net, connection, to.id)
    parent = {"uri": to.id, "cid": known["cid"]}
    above = to.extra.get("root") or known.get("value", {}).get("reply", {}).get("root")
    return {"root": above or parent, "parent": parent}


def _read(net: "Bluesky", connection: Connection, uri: str) -> Mapping[str, Any]:
    return net.write(connection, "GET", GET, effect=Effect.STEP, params=Place.of(uri).params)


def _did(net: "Bluesky", connection: Connection, handle: str) -> str | None:
    """Who has that handle; None when nobody has."""
    try:
        found = net.write(connection, "GET", RESOLVE, effect=Effect.STEP, params={"handle": handle})
        return str(found["did"])
    except Failed as failure:
        if isinstance(failure.outcome, Refused):
            return None
        raise
