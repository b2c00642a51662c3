"""Publishing on Mastodon: pictures and videos first, then one status under a key that the instance remembers for an hour."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lib import clock
from lib.counting import UNITS
from lib.findings import Blocker, Finding
from networks.base import AccessLost, Busy, Connection, Steps
from networks.errors import Effect, Failed
from networks.mastodon.words import from_html, moment
from networks.matching import Shown, find
from networks.outcomes import NotSent, Outcome, Refused, Sent, Trouble, Unknown
from networks.parcels import Media, Parcel, Ref
from networks.rules import Counter, outgoing_text
from networks.waiting import until_ready

if TYPE_CHECKING:
    from networks.mastodon.network import Mastodon

STATUSES = "/api/v1/statuses"
UPLOAD = "/api/v2/media"
MEDIA = "/api/v1/media/{id}"
MINE = "/api/v1/accounts/{id}/statuses"
PAGE = 40  # the most a list gives at once
MEDIA_LIVES = timedelta(hours=23)  # a picture that no status uses is thrown away after a day


def publish(net: "Mastodon", connection: Connection, parcel: Parcel, steps: Steps) -> Outcome:
    """Upload what is missing, wait until it is ready, then post."""
    status = _status(net, connection, parcel)
    media = [_media(net, connection, item, number, steps) for number, item in enumerate(parcel.media)]
    if not until_ready(lambda: all(_is_ready(net, connection, item) for item in media) or None):
        return NotSent(net.sentence(Trouble.WORKING), Trouble.WORKING, "", clock.now() + timedelta(seconds=20))
    if media:
        status["media_ids"] = [item["id"] for item in media]
    try:
        posted = net.write(connection, "POST", STATUSES, json=status, headers={"Idempotency-Key": parcel.key})
        return _sent(posted)
    except Failed as failure:
        if failure.outcome.code == "media_gone":
            return _after_lost_media(net, connection, parcel, steps, failure.outcome)
        raise


def _status(net: "Mastodon", connection: Connection, parcel: Parcel) -> dict[str, Any]:
    rules = net.rules_for(connection.limits)
    options = parcel.options
    status: dict[str, Any] = {
        "status": outgoing_text(rules, parcel.text, parcel.link, parcel.media),
        "visibility": options.get("visibility") or "public",
    }
    if spoiler := options.get("spoiler"):
        status["spoiler_text"] = spoiler
    if spoiler or options.get("sensitive"):
        status["sensitive"] = True
    if poll := parcel.poll:
        status["poll"] = {"options": list(poll.choices), "expires_in": poll.seconds, "multiple": poll.multiple}
    if parcel.language:
        status["language"] = parcel.language
    if parcel.reply_to:
        status |= _answering(net, connection, parcel.reply_to, status["status"], options)
    return status


def _answering(net: "Mastodon", connection: Connection, to: Ref, text: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """An answer names whom it answers, or they would not hear of it; what was said in private is answered in private."""
    name = f"@{to.extra['acct']}" if to.extra.get("acct") else ""
    named = f"{name} {text}" if name and name.lower() not in text.lower() else text
    fits = not over(net, connection.limits, named, options)
    answer = {"in_reply_to_id": to.id, "status": named if fits else text}
    visibility = options.get("visibility") or to.extra.get("visibility")
    return {**answer, "visibility": visibility} if visibility else answer


def over(net: "Mastodon", limits: Mapping[str, int], text: str, options: Mapping[str, Any]) -> Counter | None:
    """The counter of text and content warning together, which count as one, when they are too long."""
    limit = net.rules_for(limits).texts[0]
    counter = Counter(limit.unit, limit.count(text) + limit.count(str(options.get("spoiler") or "")), limit.limit)
    return counter if counter.level == "over" else None


def with_warning(counted: Sequence[Counter], parcel: Parcel) -> list[Counter]:
    """The counters of a text with what its content warning takes of the same limit."""
    warning = UNITS[counted[0].unit](str(parcel.options.get("spoiler") or ""))
    return [replace(counted[0], used=counted[0].used + warning), *counted[1:]]


def check_warning(net: "Mastodon", parcel: Parcel, limits: Mapping[str, int]) -> list[Finding]:
    """What stands against a content warning that is too long together with a text which alone is not."""
    text = outgoing_text(net.rules_for(limits), parcel.text, parcel.link, parcel.media)
    counter = over(net, limits, text, parcel.options)
    if counter is None or over(net, limits, text, {}):
        return []
    sentence = _("The text and its content warning take %(used)d characters together; this instance takes %(limit)d.")
    return [Blocker(f"text.{counter.unit}", sentence % {"used": counter.used, "limit": counter.limit})]


def _media(net: "Mastodon", connection: Connection, item: Media, number: int, steps: Steps) -> dict[str, Any]:
    """The uploaded picture or video: its id, and whether it is ready; one uploaded less than a day ago is used again."""
    kept = json.loads(steps.recall(_step(item, number)) or "{}")
    if kept and clock.now() - datetime.fromisoformat(kept["at"]) < MEDIA_LIVES:
        return kept
    form = {"description": item.alt} if item.alt else {}
    files = {"file": (f"{item.digest[:16]}.{item.mime.partition('/')[2]}", item.read(), item.mime)}
    answer = net.write(connection, "POST", UPLOAD, effect=Effect.STEP, form=form, files=files)
    uploaded = {"id": str(answer["id"]), "ready": bool(answer.get("url")), "at": clock.now().isoformat()}
    steps.record(_step(item, number), json.dumps(uploaded))
    return uploaded


def _step(item: Media, number: int) -> str:
    return f"media {number} {item.digest}"


def _is_ready(net: "Mastodon", connection: Connection, item: dict[str, Any]) -> bool:
    """While the instance works on a picture or video, it has no address (the upload answers 202, a look 206)."""
    if not item["ready"]:
        found = net.write(connection, "GET", MEDIA.format(id=item["id"]), effect=Effect.STEP)
        item["ready"] = bool(found.get("url"))
    return item["ready"]


def _after_lost_media(
    net: "Mastodon", connection: Connection, parcel: Parcel, steps: Steps, outcome: Refused | NotSent | Unknown
) -> Outcome:
    """A picture is attached elsewhere, to our own status of an earlier try perhaps, or was thrown away."""
    found = look(net, connection, parcel, clock.now() - MEDIA_LIVES)
    if not isinstance(found, NotSent):
        return found
    for number, item in enumerate(parcel.media):
        steps.record(_step(item, number), "")
    return NotSent(outcome.reason, Trouble.MEDIA, outcome.code)


def _sent(status: Mapping[str, Any]) -> Sent:
    return Sent(str(status["id"]), status.get("url") or status["uri"], {"visibility": status.get("visibility", "")})


def look(net: "Mastodon", connection: Connection, parcel: Parcel, since: datetime) -> Sent | NotSent | Unknown:
    """Whether the account shows the parcel among what it posted since then."""
    try:
        params = {"limit": PAGE, "exclude_reblogs": "true"}
        statuses = net.read(connection, MINE.format(id=connection.remote_id), params=params)
        parent = parcel.reply_to.id if parcel.reply_to else None
        shown = [_shown(status) for status in statuses if status.get("in_reply_to_id") == parent]
        text = _status(net, connection, parcel)["status"]
        return find(net.label, text, len(parcel.media), shown, since, whole=len(statuses) < PAGE)
    except (Busy, AccessLost) as trouble:
        return Unknown(str(trouble), Trouble.DOWN)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        return Unknown(net.sentence(Trouble.UNCLEAR, type(error).__name__))


def _shown(status: Mapping[str, Any]) -> Shown:
    pictures = len(status.get("media_attachments") or [])
    return Shown(_sent(status), from_html(status["content"]), moment(status["created_at"]), pictures)
