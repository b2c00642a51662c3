"""Films on a Page, as reels: a session, the bytes, then one call that publishes. Nobody sees anything before that call.

Facebook goes on working on a film after it has agreed to publish it. Its state tells what became of it, so that one whose
answer was lost is never published again on a guess, nor one that was taken away unless a person says so
(developers.facebook.com/documentation/video-api/guides/reels-publishing, 2026-11-26; that the film names its post is told by
others only).
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from lib import clock
from networks.base import AccessLost, Busy, Connection, Steps
from networks.errors import Effect, Failed, parse
from networks.graph import VERSION
from networks.graph_acts import is_there
from networks.outcomes import NotSent, Outcome, Refused, Sent, Trouble, Unknown
from networks.parcels import Media, Parcel
from networks.rules import outgoing_text
from networks.steps import ABSENT
from networks.waiting import until_ready
from networks.wires import Lost

if TYPE_CHECKING:
    from networks.facebook.network import Facebook

REELS = f"/{VERSION}/{{id}}/video_reels"
NODE = f"/{VERSION}/{{id}}"
UPLOADS = "rupload.facebook.com"
LIVES = timedelta(hours=20)  # how long a session that was begun is trusted: Meta does not say
AGAIN = timedelta(seconds=20)
OVER = {"error", "expired", "upload_failed"}
EXPIRED = {"video_status": "expired"}
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError)


def is_reel(parcel: Parcel) -> bool:
    """Whether the parcel is a film of its own, and no comment."""
    return parcel.reply_to is None and any(item.is_video for item in parcel.media)


def publish(net: "Facebook", connection: Connection, parcel: Parcel, steps: Steps) -> Outcome:
    """Bring up the film, then publish it; one that was asked for before is looked at first. Says what became of it."""
    item = parcel.media[0]
    film = _begun(net, connection, item, steps)
    if film["asked"] and not isinstance(found := look(net, connection, parcel, steps), NotSent):
        return _anew(net, item, steps) if found == _taken_away(net) and steps.recall(ABSENT) else found
    state = _known(net, connection, film["id"]) if _is_young(film) else EXPIRED
    if _is_over(state):
        return _give_up(net, item, steps, state)
    if _phase(state, "uploading") != "complete":
        _upload(net, connection, item, film["url"])
        state = until_ready(lambda: _uploaded(_known(net, connection, film["id"]))) or {}
    if _phase(state, "uploading") != "complete":
        return NotSent(net.sentence(Trouble.WORKING), Trouble.WORKING, "", clock.now() + AGAIN)
    steps.record(_step(item), json.dumps({**film, "asked": True}))
    return _became(net, connection, item, steps, film["id"], _publish(net, connection, parcel, film["id"]))


def _anew(net: "Facebook", item: Media, steps: Steps) -> NotSent:
    """Forget the film that was taken away: a person has said that the post is to be there."""
    steps.record(ABSENT, "")
    steps.record(_step(item), "")
    return NotSent(_taken_away(net).reason, Trouble.GONE, "", clock.now())


def _begun(net: "Facebook", connection: Connection, item: Media, steps: Steps) -> Mapping[str, Any]:
    """The session for the film: its id, where its bytes go, and whether it was asked to publish; one begun before goes on."""
    kept = json.loads(steps.recall(_step(item)) or "{}")
    if kept and (kept["asked"] or _is_young(kept)):
        return kept
    path, form = REELS.format(id=connection.remote_id), {"upload_phase": "start"}
    begun = net.write(connection, "POST", path, effect=Effect.STEP, form=form)
    film = {"id": str(begun["video_id"]), "url": str(begun["upload_url"]), "at": clock.now().isoformat(), "asked": False}
    steps.record(_step(item), json.dumps(film))
    return film


def _is_young(film: Mapping[str, Any]) -> bool:
    return clock.now() - datetime.fromisoformat(film["at"]) < LIVES


def _step(item: Media) -> str:
    return f"reel {item.digest}"


def _upload(net: "Facebook", connection: Connection, item: Media, url: str) -> None:
    """The bytes, where Facebook said; to nobody else. Raises Failed, also for what is taken but not well."""
    own = url.startswith(f"{connection.service}/")  # a stub takes them itself
    if not own and (urlsplit(url).scheme, urlsplit(url).hostname) != ("https", UPLOADS):
        raise Failed(NotSent(net.sentence(Trouble.DOWN, _("films go to an unknown address")), Trouble.DOWN))
    headers = {"Authorization": f"OAuth {connection.secrets['access']}", "offset": "0", "file_size": str(item.size)}
    try:
        reply = connection.wire.request("POST", url, headers=headers, body=item.read(), timeout=60.0)
    except Lost as error:
        raise Failed(NotSent(net.sentence(Trouble.DOWN, str(error)), Trouble.DOWN)) from error
    told = parse(net.label, net.errors, reply, Effect.STEP)
    if not isinstance(told, dict) or told.get("success") is not True:
        raise Failed(NotSent(net.sentence(Trouble.MEDIA), Trouble.MEDIA))


def _publish(net: "Facebook", connection: Connection, parcel: Parcel, film: str) -> str:
    """The one call that people see; the id of the post, where the answer tells it."""
    text = outgoing_text(net.rules, parcel.text, parcel.link, parcel.media)
    form = {"upload_phase": "finish", "video_id": film, "video_state": "PUBLISHED", "description": text}
    told = net.write(connection, "POST", REELS.format(id=connection.remote_id), form=form)
    return str(told.get("post_id") or "") if isinstance(told, dict) else ""


def _became(net: "Facebook", connection: Connection, item: Media, steps: Steps, film: str, post: str) -> Outcome:
    """What became of a film that was published: nothing here may say that it did not leave, unless its state does."""
    try:
        state = until_ready(lambda: _settled(_state(net, connection, film))) or {}
        if _is_over(state):
            return _give_up(net, item, steps, state)
        return _sent(net, connection, film, post) if state else Unknown(net.sentence(Trouble.WORKING), Trouble.WORKING)
    except (Busy, AccessLost) as trouble:
        return Unknown(str(trouble), Trouble.DOWN)
    except UNREADABLE as error:
        return Unknown(net.sentence(Trouble.UNCLEAR, type(error).__name__), Trouble.UNCLEAR)


def look(net: "Facebook", connection: Connection, parcel: Parcel, steps: Steps) -> Sent | NotSent | Unknown:
    """Whether the film was published, by its own state; not there is what was never asked for, or is not being worked on."""
    film = json.loads(steps.recall(_step(parcel.media[0])) or "{}")
    absent = NotSent(_("Looked on %(network)s: it is not there.") % {"network": net.label}, Trouble.GONE)
    if not film:
        return absent
    try:
        if not film["asked"]:
            return absent
        if not is_there(net, connection, film["id"]):
            return _taken_away(net)
        state = _state(net, connection, film["id"])
        if _is_over(state) or _is_untouched(state):
            return absent
        if not _settled(state):
            return Unknown(net.sentence(Trouble.WORKING), Trouble.WORKING)
        found = _sent(net, connection, film["id"], "")
        return _taken_away(net) if isinstance(found, Sent) and not is_there(net, connection, found.remote_id) else found
    except (Busy, AccessLost) as trouble:
        return Unknown(str(trouble), Trouble.DOWN)
    except UNREADABLE as error:
        return Unknown(net.sentence(Trouble.UNCLEAR, type(error).__name__), Trouble.UNCLEAR)


def _sent(net: "Facebook", connection: Connection, film: str, post: str) -> Sent | Unknown:
    """The post that the film became: by this its comments are read."""
    told = net.read(connection, NODE.format(id=film), params={"fields": "post_id,permalink_url"})
    id = post or str(told.get("post_id") or "")
    if not id:
        return Unknown(net.sentence(Trouble.UNCLEAR), Trouble.UNCLEAR)
    url = str(told.get("permalink_url") or f"/reel/{film}")
    whole = id if "_" in id else f"{connection.remote_id}_{id}"
    return Sent(whole, url if "://" in url else f"https://www.facebook.com{url}", {"film": film})


# --- the state of a film ------------------------------------------------------------------------------------------------


def _state(net: "Facebook", connection: Connection, film: str) -> Mapping[str, Any]:
    return net.read(connection, NODE.format(id=film), params={"fields": "status"})["status"]


def _known(net: "Facebook", connection: Connection, film: str) -> Mapping[str, Any]:
    """The state of a film before it is published; of one that is gone, that it has expired. Raises Failed."""
    try:
        return net.write(connection, "GET", NODE.format(id=film), effect=Effect.STEP, params={"fields": "status"})["status"]
    except Failed as failure:
        if failure.outcome.trouble is not Trouble.GONE:
            raise
        return EXPIRED


def _taken_away(net: "Facebook") -> Unknown:
    words = _("%(network)s was asked to publish this film and does not have it any more.")
    return Unknown(words % {"network": net.label}, Trouble.GONE)


def _phase(state: Mapping[str, Any], name: str) -> str:
    return str((state.get(f"{name}_phase") or {}).get("status") or "")


def _is_over(state: Mapping[str, Any]) -> bool:
    phases = {_phase(state, name) for name in ("uploading", "processing", "publishing")}
    return state.get("video_status") in OVER or "error" in phases


def _is_untouched(state: Mapping[str, Any]) -> bool:
    """Whether nothing was made yet of a film that is up."""
    return _phase(state, "publishing") in ("", "not_started") and _phase(state, "processing") == "not_started"


def _uploaded(state: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return state if _phase(state, "uploading") == "complete" or _is_over(state) else None


def _settled(state: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The state once the film is there, or came to nothing; None while it is being worked on."""
    there = (state.get("publishing_phase") or {}).get("publish_status") == "published"
    return state if _is_over(state) or (there and _phase(state, "publishing") == "complete") else None


def _give_up(net: "Facebook", item: Media, steps: Steps, state: Mapping[str, Any]) -> Refused | NotSent:
    """A film that came to nothing is refused; a session that is gone is begun anew."""
    steps.record(_step(item), "")
    if state.get("video_status") == "expired":
        return NotSent(net.sentence(Trouble.MEDIA), Trouble.MEDIA, "expired", clock.now())
    errors = [(state.get(f"{name}_phase") or {}).get("error") or {} for name in ("uploading", "processing", "publishing")]
    words = next((str(error["message"]) for error in errors if error.get("message")), "")
    return Refused(net.sentence(Trouble.MEDIA, words), Trouble.MEDIA, "error")
