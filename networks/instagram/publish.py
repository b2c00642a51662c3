"""Publishing on Instagram: containers nobody sees, then one call that makes the last of them a post.

Instagram takes the pictures itself, from their public addresses. A container's state tells for a day whether it was
published, which is what is looked at before every publishing and after every lost answer.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from lib import clock
from lib.addresses import is_public
from networks.base import AccessLost, Busy, Connection, Steps
from networks.errors import Complaint, Effect, Failed, outcome_of, refused
from networks.graph import VERSION, moment
from networks.instagram.connect import is_real, profile_url
from networks.limits import Allowance
from networks.matching import Shown, find
from networks.outcomes import NotSent, Outcome, Refused, Sent, Trouble, Unknown
from networks.parcels import Media, Parcel, Ref
from networks.steps import ABSENT
from networks.waiting import until_ready

if TYPE_CHECKING:
    from networks.instagram.network import Instagram

MEDIA = f"/{VERSION}/{{id}}/media"
STORIES = f"/{VERSION}/{{id}}/stories"  # those of the last day
PUBLISH = f"/{VERSION}/{{id}}/media_publish"
QUOTA = f"/{VERSION}/{{id}}/content_publishing_limit"
COMMENTS = f"/{VERSION}/{{id}}/comments"  # of a media; replies are of a comment
REPLIES = f"/{VERSION}/{{id}}/replies"
NODE = f"/{VERSION}/{{id}}"
SHOWN = "id,caption,timestamp,permalink,media_type,children{id}"
PAGE = 50
CONTAINER = "container"
LIVES = timedelta(hours=23)  # containers end after a day
HOUR = timedelta(hours=1)
DAY = 86_400  # seconds
NEAR = (".local", ".localhost", ".internal", ".test")  # names nobody outside can resolve


def publish(net: "Instagram", connection: Connection, parcel: Parcel, steps: Steps) -> Outcome:
    """Make what is missing, wait until it is ready, then publish it, or answer a comment."""
    if parcel.reply_to:
        return _answer(net, connection, parcel, parcel.reply_to)
    if not all(_can_be_fetched(connection, item.url) for item in parcel.media):
        return Refused(_("Instagram takes pictures from a public address of this installation, and it has none."), Trouble.CONFIG)
    container = _recall(steps, CONTAINER)
    if not container:
        if full := _quota(net, connection):
            return full
        container = _make(net, connection, parcel, steps)
    return _finish(net, connection, parcel, steps, container)


def _can_be_fetched(connection: Connection, url: str) -> bool:
    """Whether Instagram could fetch it: https at a public address. A stub fetches anything."""
    host = urlsplit(url).hostname or ""
    if not is_real(connection.service):
        return bool(host)
    named = "." in host and not host.replace(".", "").isdigit() and not host.endswith(NEAR)
    return url.startswith("https://") and (named or is_public(host))


def _finish(net: "Instagram", connection: Connection, parcel: Parcel, steps: Steps, container: str) -> Outcome:
    state = _state(net, connection, container)
    match state.get("status_code"):
        case "FINISHED":
            form = {"creation_id": container}
            posted = net.write(connection, "POST", PUBLISH.format(id=connection.remote_id), form=form)
            return _sent(net, connection, str(posted["id"]))
        case "PUBLISHED":
            return _published_before(net, connection, parcel, steps)
        case "IN_PROGRESS":
            return NotSent(net.sentence(Trouble.WORKING), Trouble.WORKING, "", clock.now() + timedelta(seconds=20))
    _forget(parcel, steps)
    return _why_not(net, state)


def _published_before(net: "Instagram", connection: Connection, parcel: Parcel, steps: Steps) -> Outcome:
    """What a container became that was published; begun anew only when a person says that it is not there."""
    found = look(net, connection, parcel, steps, _made_at(steps))
    if isinstance(found, Unknown) and found.code == "PUBLISHED" and steps.recall(ABSENT):
        _forget(parcel, steps)
        steps.record(ABSENT, "")
        return NotSent(found.reason, Trouble.GONE, found.code, clock.now())
    return found if isinstance(found, Sent) else Unknown(net.sentence(Trouble.UNCLEAR), Trouble.UNCLEAR, "PUBLISHED")


def _forget(parcel: Parcel, steps: Steps) -> None:
    """Make its containers anew next time."""
    for name in (CONTAINER, *(_child(item, number) for number, item in enumerate(parcel.media))):
        steps.record(name, "")


def _state(net: "Instagram", connection: Connection, container: str) -> Mapping[str, Any]:
    """The state of a container, once it is worked on no more; one that is gone counts as expired."""
    try:
        return until_ready(lambda: _settled(net, connection, container)) or {"status_code": "IN_PROGRESS"}
    except Failed as failure:
        if failure.outcome.trouble is not Trouble.GONE:
            raise
        return {"status_code": "EXPIRED", "status": failure.outcome.code}


def _settled(net: "Instagram", connection: Connection, container: str) -> Mapping[str, Any] | None:
    """The state of a container; None while it is being worked on."""
    state = net.write(connection, "GET", NODE.format(id=container), effect=Effect.STEP, params={"fields": "status_code,status"})
    return None if state.get("status_code") == "IN_PROGRESS" else state


def _why_not(net: "Instagram", state: Mapping[str, Any]) -> Outcome:
    """What a container that came to nothing means: its status names the subcode of the error."""
    words = str(state.get("status", ""))
    if state.get("status_code") == "EXPIRED":
        return NotSent(net.sentence(Trouble.MEDIA, words), Trouble.MEDIA, "EXPIRED", clock.now())
    code = next(iter(re.findall(r"\b\d{7}\b", words)), "")
    found = outcome_of(net.label, net.errors.codes.get(code, refused(Trouble.MEDIA)), Complaint((code,), words))
    return NotSent(found.reason, found.trouble, found.code) if isinstance(found, Unknown) else found


# --- containers ---------------------------------------------------------------------------------------------------------


def _make(net: "Instagram", connection: Connection, parcel: Parcel, steps: Steps) -> str:
    """The container of the post; of several pictures, one that holds theirs."""
    if _is_story(parcel):
        name = "video_url" if parcel.media[0].is_video else "image_url"
        return _container(net, connection, steps, CONTAINER, {name: parcel.media[0].url, "media_type": "STORIES"})
    if len(parcel.media) == 1:
        return _container(net, connection, steps, CONTAINER, {**_alone(parcel.media[0]), "caption": parcel.text})
    children = [_child_container(net, connection, steps, item, number) for number, item in enumerate(parcel.media)]
    if not until_ready(lambda: all(_settled(net, connection, child) for child in children) or None):
        raise Failed(NotSent(net.sentence(Trouble.WORKING), Trouble.WORKING, "", clock.now() + timedelta(seconds=20)))
    form = {"media_type": "CAROUSEL", "children": ",".join(children), "caption": parcel.text}
    return _container(net, connection, steps, CONTAINER, form)


def _is_story(parcel: Parcel) -> bool:
    return bool(parcel.options.get("story"))


def _child_container(net: "Instagram", connection: Connection, steps: Steps, item: Media, number: int) -> str:
    name = _child(item, number)
    form = {**_image(item), "is_carousel_item": "true"}
    return _recall(steps, name) or _container(net, connection, steps, name, form)


def _child(item: Media, number: int) -> str:
    return f"child {number} {item.digest}"


def _alone(item: Media) -> dict[str, str]:
    """A picture, or a film as a reel: Instagram takes an alternative text with pictures only."""
    return {"media_type": "REELS", "video_url": item.url} if item.is_video else _image(item)


def _image(item: Media) -> dict[str, str]:
    return {"image_url": item.url, **({"alt_text": item.alt} if item.alt else {})}


def _container(net: "Instagram", connection: Connection, steps: Steps, name: str, form: Mapping[str, str]) -> str:
    made = net.write(connection, "POST", MEDIA.format(id=connection.remote_id), effect=Effect.STEP, form=form)
    steps.record(name, json.dumps({"id": str(made["id"]), "at": clock.now().isoformat()}))
    return str(made["id"])


def _recall(steps: Steps, name: str) -> str:
    """The container made for it; "" when there is none, or none that lives."""
    kept = json.loads(steps.recall(name) or "{}")
    alive = kept and clock.now() - datetime.fromisoformat(kept["at"]) < LIVES
    return kept["id"] if alive else ""


def _made_at(steps: Steps) -> datetime:
    return datetime.fromisoformat(json.loads(steps.recall(CONTAINER) or "{}").get("at", clock.now().isoformat()))


def allowance(net: "Instagram", connection: Connection) -> Allowance:
    """How many posts Instagram counts in a day, and allows: its pages say 50 and 100, this says which."""
    answer = net.read(connection, QUOTA.format(id=connection.remote_id), params={"fields": "quota_usage,config"})
    quota = answer["data"][0]
    day = int(quota["config"].get("quota_duration") or DAY)
    return Allowance(int(quota["quota_usage"]), int(quota["config"]["quota_total"]), day)


def _quota(net: "Instagram", connection: Connection) -> NotSent | None:
    """Why not now, when the account has published all it may in a day. What cannot be read holds nothing up."""
    try:
        told = allowance(net, connection)
    except (Busy, AccessLost, LookupError, TypeError, ValueError):
        return None
    if told.used < told.limit:
        return None
    sentence = _("This account has published %(used)d posts in a day; Instagram allows %(most)d.")
    return NotSent(sentence % {"used": told.used, "most": told.limit}, Trouble.QUOTA, "2207042", clock.now() + HOUR)


# --- answers and finding ------------------------------------------------------------------------------------------------


def _answer(net: "Instagram", connection: Connection, parcel: Parcel, to: Ref) -> Outcome:
    """Below the comment at the head: Instagram has no deeper threads, so an answer to an answer names whom it is for.

    Below a post of ours it is a comment, and itself the head of what will answer it.
    """
    if parcel.media:
        return Refused(_("A comment on Instagram takes no picture."), Trouble.MEDIA, "pictures.max_count")
    posted = net.write(connection, "POST", _below(to), form={"message": _addressed(parcel, to)})
    return _answered(to, str(posted["id"]))


def _is_post(to: Ref) -> bool:
    """Whether what is answered is a post of ours: answers know the head they hang below."""
    return bool(to.extra.get("ours")) and not to.extra.get("top")


def _head(to: Ref) -> str:
    return str(to.extra.get("top") or to.id)


def _below(to: Ref) -> str:
    """Where answers to it are written and read."""
    return COMMENTS.format(id=to.id) if _is_post(to) else REPLIES.format(id=_head(to))


def _answered(to: Ref, id: str) -> Sent:
    return Sent(id, to.url, {"top": id if _is_post(to) else _head(to)})


def _addressed(parcel: Parcel, to: Ref) -> str:
    name = f"@{to.extra.get('handle', '')}"
    return parcel.text if not to.extra.get("top") or name == "@" or name in parcel.text else f"{name} {parcel.text}"


def _sent(net: "Instagram", connection: Connection, id: str) -> Sent:
    """It is there; that its address cannot be read now changes nothing of that."""
    try:
        url = net.read(connection, NODE.format(id=id), params={"fields": "permalink"})["permalink"]
    except (Busy, AccessLost, LookupError, TypeError):
        url = profile_url(connection.service, connection.handle)
    return Sent(id, url)


def look(net: "Instagram", connection: Connection, parcel: Parcel, steps: Steps, since: datetime) -> Sent | NotSent | Unknown:
    """Whether the account shows the parcel; if not, whether its container says that it was published all the same."""
    try:
        if parcel.reply_to:
            return _among_answers(net, connection, parcel, parcel.reply_to, since)
        found = _among_posts(net, connection, parcel, since)
        container = _recall(steps, CONTAINER)
        if isinstance(found, NotSent) and container:
            state = net.read(connection, NODE.format(id=container), params={"fields": "status_code"})["status_code"]
            if state == "PUBLISHED":
                return Unknown(net.sentence(Trouble.UNCLEAR), Trouble.UNCLEAR, state)
        return found
    except (Busy, AccessLost) as trouble:
        return Unknown(str(trouble), Trouble.DOWN)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        return Unknown(net.sentence(Trouble.UNCLEAR, type(error).__name__))


def _among_posts(net: "Instagram", connection: Connection, parcel: Parcel, since: datetime) -> Sent | NotSent | Unknown:
    """Among what the account published; stories stand in a list of their own, without a text."""
    path, text = (STORIES, "") if _is_story(parcel) else (MEDIA, parcel.text)
    items = net.read(connection, path.format(id=connection.remote_id), params={"fields": SHOWN, "limit": PAGE})["data"]
    shown = [_shown(item) for item in items]
    return find(net.label, text, len(parcel.media), shown, since, whole=len(items) < PAGE)


def _shown(item: Mapping[str, Any]) -> Shown:
    pictures = len((item.get("children") or {}).get("data", [])) or 1
    sent = Sent(str(item["id"]), item["permalink"])
    return Shown(sent, item.get("caption") or "", moment(item["timestamp"]), pictures)


def _among_answers(
    net: "Instagram", connection: Connection, parcel: Parcel, to: Ref, since: datetime
) -> Sent | NotSent | Unknown:
    params = {"fields": "id,text,timestamp,username", "limit": PAGE}
    items = net.read(connection, _below(to), params=params)["data"]
    ours = [item for item in items if item.get("username", connection.handle) == connection.handle]
    shown = [Shown(_answered(to, str(item["id"])), item.get("text") or "", moment(item["timestamp"])) for item in ours]
    return find(net.label, _addressed(parcel, to), 0, shown, since, whole=len(items) < PAGE)
