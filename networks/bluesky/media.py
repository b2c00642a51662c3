"""Pictures, videos and what goes with them: uploaded once, then named in the record."""

import json
from typing import TYPE_CHECKING, Any

from networks.base import Connection, Steps
from networks.bluesky import video
from networks.errors import Effect, Failed
from networks.outcomes import Refused
from networks.parcels import Media, Parcel

if TYPE_CHECKING:
    from networks.bluesky.network import Bluesky

UPLOAD = "/xrpc/com.atproto.repo.uploadBlob"
CAPTIONS = "captions"


def added(net: "Bluesky", connection: Connection, parcel: Parcel, steps: Steps, record: dict[str, Any]) -> dict[str, Any]:
    """The record with its pictures or its video, uploaded where they are not yet. Raises Failed as a step does."""
    if not parcel.media:
        return _with_thumbnail(net, connection, parcel, steps, record)
    embed = _video if parcel.media[0].is_video else _pictures
    return {**record, "embed": embed(net, connection, parcel, steps)}


def thumbnail_of(parcel: Parcel) -> Media | None:
    """The picture that goes onto the card of a link."""
    return parcel.card.picture if parcel.card and parcel.link and not parcel.media else None


def _with_thumbnail(
    net: "Bluesky", connection: Connection, parcel: Parcel, steps: Steps, record: dict[str, Any]
) -> dict[str, Any]:
    """The record with the picture on its card; one that the server does not take is left out, and the post goes on."""
    picture = thumbnail_of(parcel)
    if picture is None or "external" not in record.get("embed", {}):
        return record
    try:
        external = {**record["embed"]["external"], "thumb": _blob(net, connection, picture, steps)}
    except Failed as failure:
        if not isinstance(failure.outcome, Refused):
            raise
        return record
    return {**record, "embed": {**record["embed"], "external": external}}


def forget(parcel: Parcel, steps: Steps) -> None:
    """Let everything be uploaded anew by the next try."""
    thumbnail = thumbnail_of(parcel)
    for item in [*parcel.media, *([thumbnail] if thumbnail else [])]:
        steps.record(_step(item), "")
        if item.is_video:
            video.forget(item, steps)
            steps.record(CAPTIONS, "")


def _pictures(net: "Bluesky", connection: Connection, parcel: Parcel, steps: Steps) -> dict[str, Any]:
    images = [
        {"alt": item.alt, "image": _blob(net, connection, item, steps), "aspectRatio": _ratio(item)} for item in parcel.media
    ]
    return {"$type": "app.bsky.embed.images", "images": images}


def _video(net: "Bluesky", connection: Connection, parcel: Parcel, steps: Steps) -> dict[str, Any]:
    (item,) = parcel.media
    embed: dict[str, Any] = {
        "$type": "app.bsky.embed.video",
        "video": _blob(net, connection, item, steps),
        "alt": item.alt,
        "aspectRatio": _ratio(item),
    }
    if words := parcel.options.get("captions"):
        file = _kept(steps, CAPTIONS) or _upload(net, connection, steps, CAPTIONS, str(words).encode(), "text/vtt")
        embed["captions"] = [{"lang": parcel.language or "und", "file": file}]
    return embed


def _ratio(item: Media) -> dict[str, int]:
    return {"width": item.width, "height": item.height}


def _step(item: Media) -> str:
    return f"blob {item.digest}"


def _kept(steps: Steps, name: str) -> dict[str, Any] | None:
    return json.loads(steps.recall(name) or "null")


def _blob(net: "Bluesky", connection: Connection, item: Media, steps: Steps) -> dict[str, Any]:
    if kept := _kept(steps, _step(item)):
        return kept
    if item.is_video and (service := video.service_of(connection)):
        blob = video.processed(net, connection, service, item, steps)
        steps.record(_step(item), json.dumps(blob))
        return blob
    return _upload(net, connection, steps, _step(item), item.read(), item.mime)


def _upload(net: "Bluesky", connection: Connection, steps: Steps, name: str, content: bytes, mime: str) -> dict[str, Any]:
    headers = {"Content-Type": mime}
    answer = net.write(connection, "POST", UPLOAD, effect=Effect.STEP, body=content, headers=headers, timeout=60.0)
    steps.record(name, json.dumps(answer["blob"]))
    return answer["blob"]
