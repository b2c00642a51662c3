"""What a network accepts, as data: limits with their unit, source and the day they were checked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.findings import Advice, Blocker, Finding
from networks.limits import Counter, Source, TextLimit
from networks.media_rules import PictureRules, VideoRules, check_media
from networks.parcels import Media, Poll
from networks.poll_rules import PollRules, check_poll

HASHTAG = re.compile(r"(?<![\w#&/])#(?=\w*[^\W\d])\w+")
ANNOUNCED = {  # what an instance may announce -> the rules it is about, and the limit there
    "pictures": ("pictures", "max_count"),
    "picture_bytes": ("pictures", "max_bytes"),
    "picture_pixels": ("pictures", "max_pixels"),
    "alt": ("pictures", "max_alt"),
    "videos": ("videos", "max_count"),
    "video_bytes": ("videos", "max_bytes"),
    "video_seconds": ("videos", "max_seconds"),
    "video_pixels": ("videos", "max_pixels"),
    "video_alt": ("videos", "max_alt"),
    "poll_choices": ("polls", "max_choices"),
    "poll_min_seconds": ("polls", "min_seconds"),
    "poll_max_seconds": ("polls", "max_seconds"),
}


@dataclass(frozen=True)
class Rules:
    """All that a network accepts in a post. `link` is `card`, `text` (counted in the text) or `none`.

    Without `card_with_pictures` a post with pictures shows no card, and its link goes into the text. `videos` and
    `polls` None: not taken. `mixed_media`: whether pictures and videos may stand in one post.
    """

    texts: tuple[TextLimit, ...]
    pictures: PictureRules
    link: str
    card_with_pictures: bool = True
    reply_texts: tuple[TextLimit, ...] = ()
    videos: VideoRules | None = None
    mixed_media: bool = False
    polls: PollRules | None = None
    max_hashtags: int | None = None
    advised_hashtags: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def with_limits(self, **limits: int) -> "Rules":
        """The same rules with the values an instance announced: `text`, `poll_choice` (the length of one) and those of
        ANNOUNCED. `text` replaces the first limit of the text. What is not taken at all stays so.

        Raises ValueError for another key.
        """
        if unknown := set(limits) - {"text", "poll_choice", *ANNOUNCED}:
            raise ValueError(f"no such limits: {sorted(unknown)}")
        texts = (replace(self.texts[0], limit=limits["text"]), *self.texts[1:]) if "text" in limits else self.texts
        changed: dict[str, dict[str, Any]] = {"pictures": {}, "videos": {}, "polls": {}}
        for name, value in limits.items():
            if name in ANNOUNCED:
                part, limit = ANNOUNCED[name]
                changed[part][limit] = value
        if "poll_choice" in limits and self.polls:
            changed["polls"]["choice"] = replace(self.polls.choice, limit=limits["poll_choice"])
        parts: dict[str, Any] = {
            part: rules and replace(rules, **changed[part]) for part in changed for rules in [getattr(self, part)]
        }
        return replace(self, texts=texts, **parts)


def stands_in_text(rules: Rules, media: Sequence[Any]) -> bool:
    """Whether a link leaves at the end of the text, beside these pictures and videos, and not as a card."""
    return rules.link == "text" or (rules.link == "card" and bool(media) and not rules.card_with_pictures)


def outgoing_text(rules: Rules, text: str, link: str = "", media: Sequence[Media] = ()) -> str:
    """The text as it leaves: a link that is not shown as a card stands at its end, unless it is in there already."""
    if not stands_in_text(rules, media) or not link or link in text:
        return text
    return f"{text}\n\n{link}" if text else link


def counters(rules: Rules, text: str, link: str = "", media: Sequence[Media] = (), *, reply: bool = False) -> list[Counter]:
    """The counters of `text`, one for each limit."""
    limits: Sequence[TextLimit] = (rules.reply_texts or rules.texts) if reply else rules.texts
    leaving = outgoing_text(rules, text, link, media)
    return [Counter(limit.unit, limit.count(leaving), limit.limit) for limit in limits]


def check(
    rules: Rules, text: str, media: Sequence[Media], link: str = "", *, reply: bool = False, poll: Poll | None = None
) -> list[Finding]:
    """What stands against sending this, as findings with sentences; empty when the network would take it."""
    return [
        *_check_text(rules, text, media, link, reply),
        *_check_link(rules, link),
        *check_media(rules.pictures, rules.videos, rules.mixed_media, media, reply=reply),
        *check_poll(rules.polls, poll, media=bool(media)),
    ]


def _check_text(rules: Rules, text: str, media: Sequence[Media], link: str, reply: bool) -> Iterator[Finding]:
    if not text.strip() and not media and not (link and rules.link != "none"):
        yield Blocker("text.empty", _("There is nothing to publish: write a text or add a picture."))
    for counter in counters(rules, text, link, media, reply=reply):
        if counter.level == "over":
            yield Blocker(f"text.{counter.unit}", _too_long(counter))
    yield from _check_hashtags(rules, len(HASHTAG.findall(text)))


def _check_hashtags(rules: Rules, tags: int) -> Iterator[Finding]:
    if rules.max_hashtags is not None and tags > rules.max_hashtags:
        sentence = _("There are %(used)d hashtags; this network takes %(limit)d.")
        yield Blocker("text.hashtags", sentence % {"used": tags, "limit": rules.max_hashtags})
    elif rules.advised_hashtags is not None and tags > rules.advised_hashtags:
        sentence = _("%(used)d hashtags are many here: the network's own app takes %(limit)d.")
        yield Advice("text.hashtags", sentence % {"used": tags, "limit": rules.advised_hashtags})


def _too_long(counter: Counter) -> str:
    figures = {"over": -counter.left, "used": counter.used, "limit": counter.limit}
    if counter.unit == "utf8_bytes":
        return _("The text takes %(over)d bytes too many: %(used)d of %(limit)d. Emojis and accents take several each.") % figures
    sentence = ngettext(
        "The text is %(over)d character too long: %(used)d of %(limit)d.",
        "The text is %(over)d characters too long: %(used)d of %(limit)d.",
        figures["over"],
    )
    return sentence % figures


def _check_link(rules: Rules, link: str) -> Iterator[Finding]:
    if link and rules.link == "none":
        yield Blocker("link.none", _("This network shows no links in posts: remove the link."), about="link")


__all__ = [
    "Counter",
    "PictureRules",
    "PollRules",
    "Rules",
    "Source",
    "TextLimit",
    "VideoRules",
    "check",
    "counters",
    "outgoing_text",
    "stands_in_text",
]
