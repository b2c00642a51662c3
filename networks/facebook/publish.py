"""Publishing on a Page: pictures as photos nobody sees, then one post that shows them; answers are comments."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lib import clock
from networks.base import AccessLost, Busy, Connection, Steps
from networks.errors import Effect
from networks.facebook import reels
from networks.graph import VERSION, first, moment
from networks.matching import Shown, find
from networks.outcomes import NotSent, Outcome, Refused, Sent, Trouble, Unknown
from networks.parcels import Media, Parcel, Ref
from networks.rules import outgoing_text

if TYPE_CHECKING:
    from networks.facebook.network import Facebook

FEED = f"/{VERSION}/{{id}}/feed"
PHOTOS = f"/{VERSION}/{{id}}/photos"
COMMENTS = f"/{VERSION}/{{id}}/comments"
PUBLISHED = f"/{VERSION}/{{id}}/published_posts"
SENT = "id,permalink_url"  # what a good answer to a write is asked to tell
COMMENT = f"{SENT},parent"
PAGE = 50
PHOTO_LIVES = timedelta(hours=23)  # a photo that no post shows is thrown away after about a day


def publish(net: "Facebook", connection: Connection, parcel: Parcel, steps: Steps) -> Outcome:
    """Upload what is missing, then post, or comment."""
    if reels.is_reel(parcel):
        return reels.publish(net, connection, parcel, steps)
    if parcel.reply_to:
        return _answer(net, connection, parcel, parcel.reply_to, steps)
    photos = [_photo(net, connection, item, number, steps) for number, item in enumerate(parcel.media)]
    form = {"message": outgoing_text(net.rules, parcel.text, parcel.link, parcel.media), "fields": SENT}
    if photos:
        form["attached_media"] = json.dumps([{"media_fbid": photo} for photo in photos])
    elif parcel.link:
        form["link"] = parcel.link
    return _sent(net.write(connection, "POST", FEED.format(id=connection.remote_id), form=form))


def _answer(net: "Facebook", connection: Connection, parcel: Parcel, to: Ref, steps: Steps) -> Outcome:
    if len(parcel.media) > 1 or any(item.is_video for item in parcel.media):
        return Refused(_("A comment on Facebook takes one picture."), Trouble.MEDIA, "pictures.max_count")
    form = {"message": parcel.text, "fields": COMMENT}
    if parcel.media:
        form["attachment_id"] = _photo(net, connection, parcel.media[0], 0, steps)
    return _sent(net.write(connection, "POST", COMMENTS.format(id=to.id), form=form))


def _photo(net: "Facebook", connection: Connection, item: Media, number: int, steps: Steps) -> str:
    """The id of the uploaded photo; one uploaded less than a day ago is used again."""
    name = f"photo {number} {item.digest}"
    kept = json.loads(steps.recall(name) or "{}")
    if kept and clock.now() - datetime.fromisoformat(kept["at"]) < PHOTO_LIVES:
        return kept["id"]
    form = {"published": "false", **({"alt_text_custom": item.alt} if item.alt else {})}
    files = {"source": (f"{item.digest[:16]}.{item.mime.partition('/')[2]}", item.read(), item.mime)}
    path = PHOTOS.format(id=connection.remote_id)
    uploaded = net.write(connection, "POST", path, effect=Effect.STEP, form=form, files=files)
    steps.record(name, json.dumps({"id": str(uploaded["id"]), "at": clock.now().isoformat()}))
    return str(uploaded["id"])


def _sent(posted: Mapping[str, Any]) -> Sent:
    """What is there; of a comment that hangs below another one also which that is, since answers to it will hang there too."""
    id, above = str(posted["id"]), (posted.get("parent") or {}).get("id")
    extra = {"parent": str(above)} if above else {}
    return Sent(id, posted.get("permalink_url") or f"https://www.facebook.com/{id}", extra)


def look(net: "Facebook", connection: Connection, parcel: Parcel, steps: Steps, since: datetime) -> Sent | NotSent | Unknown:
    """Whether the Page shows the parcel among what it published, or the comment among those below the one it answers.

    A film is asked itself.
    """
    if reels.is_reel(parcel):
        return reels.look(net, connection, parcel, steps)
    try:
        if parcel.reply_to:
            items, text = _comments(net, connection, parcel.reply_to), parcel.text
        else:
            items, text = _posts(net, connection), outgoing_text(net.rules, parcel.text, parcel.link, parcel.media)
        shown = [_shown(item) for item in items if _is_ours(connection, item)]
        return find(net.label, text, len(parcel.media), shown, since, whole=len(items) < PAGE)
    except (Busy, AccessLost) as trouble:
        return Unknown(str(trouble), Trouble.DOWN)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        return Unknown(net.sentence(Trouble.UNCLEAR, type(error).__name__))


def _posts(net: "Facebook", connection: Connection) -> list[Mapping[str, Any]]:
    fields = f"{SENT},message,created_time,attachments{{media_type,subattachments}}"
    path = PUBLISHED.format(id=connection.remote_id)
    return net.read(connection, path, params={"fields": fields, "limit": PAGE})["data"]


def _comments(net: "Facebook", connection: Connection, to: Ref) -> list[Mapping[str, Any]]:
    """Below a comment, and below the one it answers itself: Facebook hangs an answer to an answer there."""
    params = {"fields": f"{COMMENT},message,created_time,from,attachment", "order": "reverse_chronological", "limit": PAGE}
    above = dict.fromkeys([to.id, str(to.extra.get("parent") or to.id)])
    return [item for id in above for item in net.read(connection, COMMENTS.format(id=id), params=params)["data"]]


def _is_ours(connection: Connection, item: Mapping[str, Any]) -> bool:
    return str((item.get("from") or {}).get("id", connection.remote_id)) == connection.remote_id


def _shown(item: Mapping[str, Any]) -> Shown:
    return Shown(_sent(item), item.get("message") or "", moment(item["created_time"]), _pictures(item))


def _pictures(item: Mapping[str, Any]) -> int:
    if "attachment" in item:
        return int(item["attachment"].get("type") == "photo")
    shown = first(item.get("attachments"))
    parts = (shown.get("subattachments") or {}).get("data") or [shown]
    return sum(part.get("media_type", part.get("type")) in ("photo", "image") for part in parts)
