"""The door of the post office: hand over a letter, change its time, take it back."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from lib import clock
from lib.findings import Blocker, Finding
from lib.pictures import CannotFit
from lib.states import NoSuchMove
from networks.parcels import Card, Media, Parcel, Poll, Ref
from networks.rules import Counter
from publishing import expiring, films, following, hints, linking, renditions
from publishing.letters import Letter, Video
from publishing.linking import Page
from publishing.models import FLOW, Account, Hold, Publication, Rendition, State
from publishing.settling import NOTHING_SAID

Fit = Callable[..., Rendition]  # as renditions.fitted: name, rules, focus


class Unfit(Exception):
    """The network would refuse it; `findings` say why, in sentences."""

    def __init__(self, findings: Sequence[Finding]):
        super().__init__(" ".join(finding.sentence for finding in findings))
        self.findings = list(findings)


def payload_of(
    account: Account, letter: Letter, fit: Fit = renditions.fitted, pages: Mapping[str, Page] | None = None
) -> dict[str, Any]:
    """The letter as the account's network will get it, pictures fitted: what is kept, shown in previews and sent.

    Where many letters are made at once `fit` is a `renditions.shelf`, and `pages` what is known of their links. Raises Unfit
    when a picture cannot be made to fit.
    """
    allowed = account.network.rules_for(account.limits)
    rules, media = account.network.pictures_for(account.limits, letter.options), []
    for picture in letter.pictures:
        try:
            rendition = fit(picture.name, rules, picture.focus)
        except CannotFit as error:
            raise Unfit([Blocker("network.picture", str(error), about="media")]) from error
        media.append(_kept_picture(rendition, picture.alt))
    media += [_kept_video(films.fitted(video, allowed.videos)) for video in letter.videos]
    reply = letter.reply_to and {"id": letter.reply_to.id, "url": letter.reply_to.url, "extra": dict(letter.reply_to.extra)}
    return {
        "text": letter.text,
        "media": media,
        "link": letter.link,
        "language": letter.language,
        "reply_to": reply,
        "options": dict(letter.options),
        **({"poll": asdict(letter.poll)} if letter.poll else {}),
        **_card(account, letter, fit, pages),
    }


def makes_card(account: Account, letter: Letter) -> bool:
    """Whether the letter shows its link as a card that we make."""
    return bool(letter.link and account.network.card_pictures and not letter.pictures and not letter.videos)


def _card(account: Account, letter: Letter, fit: Fit, pages: Mapping[str, Page] | None) -> dict[str, Any]:
    """The card of the letter's link as it will be sent; nothing where the network makes one, or the page is not known."""
    rules = account.network.card_pictures
    if rules is None or not makes_card(account, letter):
        return {}
    page = (linking.known([letter.link]) if pages is None else pages).get(letter.link)
    if page is None:
        return {}
    try:
        picture = _kept_picture(fit(page.picture, rules)) if page.picture else None
    except CannotFit:
        picture = None
    return {"card": {"title": page.title, "description": page.description, "picture": picture}}


def _kept_picture(rendition: Rendition, alt: str = "") -> dict[str, Any]:
    sizes = {"size": rendition.size, "width": rendition.width, "height": rendition.height}
    return {"file": rendition.file, "digest": rendition.digest, "mime": rendition.mime, "alt": alt, **sizes}


def _kept_video(video: Video) -> dict[str, Any]:
    kept = asdict(video)
    return {"file": renditions.placed(kept.pop("name"), video.digest), **kept}


def parcel_of(payload: Mapping[str, Any], key: str) -> Parcel:
    """The parcel that a kept payload stands for."""
    media = tuple(map(_media, payload["media"]))
    reply = payload["reply_to"] and Ref(**payload["reply_to"])
    poll = payload.get("poll") and Poll(**{**payload["poll"], "choices": tuple(payload["poll"]["choices"])})
    card = payload.get("card")
    shown = card and Card(card["title"], card["description"], card["picture"] and _media(card["picture"]))
    return Parcel(key, payload["text"], media, payload["link"], payload["language"], reply, payload["options"], poll, shown)


def _media(item: Mapping[str, Any]) -> Media:
    return Media(
        digest=item["digest"],
        mime=item["mime"],
        size=item["size"],
        width=item["width"],
        height=item["height"],
        alt=item["alt"],
        url=renditions.public_url(item["file"]),
        read=partial(renditions.read, item["file"]),
        seconds=item.get("seconds"),
    )


def findings_of(account: Account, payload: Mapping[str, Any], *, reply: bool = False) -> list[Finding]:
    """What the account's network has to say about a payload; `reply` where it will answer what it follows."""
    parcel = parcel_of(payload, key="")
    return account.network.findings(replace(parcel, reply_to=Ref("")) if reply else parcel, account.limits)


def counters_of(account: Account, payload: Mapping[str, Any], *, reply: bool = False) -> list[Counter]:
    """The counters of a payload's text, as people see them."""
    return account.network.counters(parcel_of(payload, key=""), account.limits, reply=reply)


def digest_of(account: Account, payload: Mapping[str, Any]) -> str:
    """What tells two payloads for an account apart."""
    return hashlib.sha256(json.dumps([account.pk, payload], sort_keys=True).encode()).hexdigest()


def plan(
    account: Account,
    letter: Letter,
    *,
    origin: str,
    wall: datetime,
    zone: str,
    tags: Sequence[str] = (),
    series: str = "",
    leave_by: datetime | None = None,
) -> Publication:
    """Freeze the letter into a publication that is due when clocks in `zone` show `wall`; from `leave_by` on it stays here.

    `origin` names the intent ("variant:12:3" for the third plan of a variant): the same origin planned twice gives the
    first publication. By one of `tags` (keys, see publishing.tagging) it can be paused with others; of a `series` at most
    one late occurrence goes out.
    Call it inside the transaction of the approval. Raises Unfit when the network would refuse it.
    """
    publication = _file(account, _fit(account, letter), origin, wall, zone, tags, series=series, leave_by=leave_by)
    hints.when_due(publication.due_at)
    return publication


def plan_thread(
    account: Account,
    letters: Sequence[Letter],
    *,
    origin: str,
    wall: datetime,
    zone: str,
    tags: Sequence[str] = (),
    pause: int = 0,
    **more: Any,
) -> list[Publication]:
    """Freeze letters of which each answers the one before: a thread, or a post and its first comment.

    The first is due as with `plan`; each other leaves `pause` seconds after the one before it is on the network, and waits
    as long as that takes. `more` are fields of all of them: `leave_by`, `charter`, `passes`; of a `series` at most one late
    occurrence goes out. Raises Unfit, and plans nothing, when the network would refuse one of them.
    """
    payloads = [_fit(account, letter, reply=number > 0) for number, letter in enumerate(letters)]
    publications = [_file(account, payloads[0], origin, wall, zone, tags, **more)]
    more.pop("series", None)
    for number, payload in enumerate(payloads[1:], 1):
        after: dict[str, Any] = {"follows": publications[-1], "head": publications[0], "after_seconds": pause}
        after |= {"state": State.WAITING, "hold": "", **more}
        publications.append(_file(account, payload, f"{origin}/{number}", wall, zone, tags, **after))
    hints.when_due(publications[0].due_at)
    return publications


def _fit(account: Account, letter: Letter, *, reply: bool = False) -> dict[str, Any]:
    """The payload of a letter that the network would take. Raises Unfit."""
    payload = payload_of(account, letter)
    blockers = [finding for finding in findings_of(account, payload, reply=reply) if isinstance(finding, Blocker)]
    if blockers:
        raise Unfit(blockers)
    return payload


def _file(
    account: Account, payload: dict[str, Any], origin: str, wall: datetime, zone: str, tags: Sequence[str], **fields: Any
) -> Publication:
    """The publication of that origin, made from the payload where there is none yet."""
    due = clock.resolve(wall, zone)
    held = account.state != Account.State.CONNECTED
    publication, _made = Publication.objects.get_or_create(
        account=account,
        origin=origin,
        defaults={
            "brand_id": account.brand_id,
            "tags": list(dict.fromkeys(tags)),
            "key": account.network.make_key(due),
            "payload": payload,
            "digest": digest_of(account, payload),
            "wall": wall,
            "zone": zone,
            "planned_for": due,
            "due_at": due,
            "state": State.HELD if held else State.PLANNED,
            "hold": Hold.ACCOUNT if held else "",
            **fields,
        },
    )
    return publication


def plan_now(account: Account, letter: Letter, *, origin: str) -> Publication:
    """Plan it for this moment: answers to the community. A worker is hinted after the commit. Raises Unfit."""
    zone = account.brand.zone
    return plan(account, letter, origin=origin, wall=clock.wall(clock.now(), zone), zone=zone)


def reschedule(publication: Publication, *, wall: datetime, zone: str) -> None:
    """Give a planned publication another time, and what follows it; one held because of the time it had is planned again.

    Raises StaleState when it has left meanwhile, NoSuchMove when it is past that.
    """
    due = clock.resolve(wall, zone)
    when = {"wall": wall, "zone": zone, "planned_for": due, "due_at": due, "moved": False}
    if publication.state == State.HELD and publication.hold in (Hold.LATE, Hold.PAUSE, Hold.RIGHTS):
        FLOW.move(publication, State.PLANNED, hold="", told_at=None, **when)
    else:
        FLOW.stay(publication, **when)
    publication.parts.filter(state=State.WAITING).update(**when)
    hints.when_due(due)


def hold(publication: Publication, reason: str) -> None:
    """Keep a planned publication from leaving (a value of Hold).

    Raises StaleState when it is taken up meanwhile, NoSuchMove for what is in hand already, or waits no more.
    """
    if publication.state not in (State.PLANNED, State.WAITING):
        raise NoSuchMove(publication.state)
    FLOW.move(publication, State.HELD, hold=reason)


def release(publication: Publication) -> None:
    """Let a held publication leave at its time, or now when that is past; on a lost account it goes on waiting for that.

    Raises StaleState, and NoSuchMove for what is not held, held for want of an approval or by the charter, or may not leave
    any more.
    """
    over = expiring.is_past(publication, max(publication.planned_for, clock.now()))
    if publication.state != State.HELD or publication.hold in (Hold.APPROVAL, Hold.CHARTER) or over:
        raise NoSuchMove(f"{publication.state} {publication.hold}")
    if publication.account.state != Account.State.CONNECTED:
        return FLOW.stay(publication, hold=Hold.ACCOUNT)
    if publication.follows and publication.follows.state != State.PUBLISHED:
        return FLOW.move(publication, State.WAITING, hold="", told_at=None)
    due = max(publication.planned_for, clock.now())
    FLOW.move(publication, State.PLANNED, hold="", due_at=due, tries=0, **NOTHING_SAID, told_at=None)
    return hints.when_due(due)


@transaction.atomic
def cancel(publication: Publication) -> None:
    """Take a publication back for good, and what follows it. Raises StaleState when it has left meanwhile."""
    FLOW.move(publication, State.CANCELLED, hold="")
    following.take_back(publication)
