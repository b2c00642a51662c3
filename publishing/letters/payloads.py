"""A letter becomes a payload, fitted to its network and kept for good; and the parcel that leaves is made from that."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from lib.findings import Blocker, Finding
from lib.pictures import CannotFit
from networks.parcels import Card, Media, Parcel, Poll, Ref
from networks.rules import Counter
from publishing.letters import films, link_pages, renditions
from publishing.letters.letters import Letter, Video
from publishing.letters.link_pages import Page
from publishing.models import Account, Rendition

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
    address = letter.page or letter.link
    page = (link_pages.known([address]) if pages is None else pages).get(address)
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


def freeze(account: Account, letter: Letter, *, reply: bool = False) -> dict[str, Any]:
    """The payload of a letter that the network would take. Raises Unfit."""
    payload = payload_of(account, letter)
    blockers = [finding for finding in findings_of(account, payload, reply=reply) if isinstance(finding, Blocker)]
    if blockers:
        raise Unfit(blockers)
    return payload
