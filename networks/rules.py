"""What a network accepts, as data: limits with their unit, source and the day they were checked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.counting import UNITS
from lib.findings import Advice, Blocker, Finding
from networks.parcels import Media

HASHTAG = re.compile(r"(?<![\w#&/])#(?=\w*[^\W\d])\w+")
ROUNDING = 0.01  # how far a fitted picture may be off a ratio because pixels are whole


@dataclass(frozen=True)
class Source:
    """Where a limit comes from and when somebody last looked (ISO date). `trust`: lab, official, second_hand, unverified."""

    what: str
    checked_on: str
    trust: str


@dataclass(frozen=True)
class TextLimit:
    """At most `limit` of `unit` (a name in lib.counting.UNITS)."""

    limit: int
    unit: str
    source: Source

    def count(self, text: str) -> int:
        """How many of the unit `text` takes: what the counter shows and what the check compares."""
        return UNITS[self.unit](text)


@dataclass(frozen=True)
class Counter:
    """A counter as a person sees it."""

    unit: str
    used: int
    limit: int

    @property
    def left(self) -> int:
        """How much is left; negative when over."""
        return self.limit - self.used

    @property
    def level(self) -> str:
        """`ok`, `near` from 80 % on, `over`."""
        return "over" if self.left < 0 else "near" if self.used >= 0.8 * self.limit else "ok"


@dataclass(frozen=True)
class PictureRules:
    """Which pictures are taken. Ratios are width / height; bytes, pixels and characters; None where there is no limit."""

    max_count: int
    mimes: tuple[str, ...]
    max_bytes: int
    source: Source
    min_count: int = 0
    min_ratio: float | None = None
    max_ratio: float | None = None
    min_width: int | None = None
    max_width: int | None = None
    max_pixels: int | None = None
    max_alt: int | None = None


@dataclass(frozen=True)
class Rules:
    """All that a network accepts in a post. `link` is `card`, `text` (counted in the text) or `none`.

    Without `card_with_pictures` a post with pictures shows no card, and its link goes into the text.
    """

    texts: tuple[TextLimit, ...]
    pictures: PictureRules
    link: str
    card_with_pictures: bool = True
    reply_texts: tuple[TextLimit, ...] = ()
    max_hashtags: int | None = None
    advised_hashtags: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def with_limits(self, **limits: int) -> "Rules":
        """The same rules with the values an instance announced (keys: text, pictures, picture_bytes, alt).

        `text` replaces the first limit of the text. Raises ValueError for another key.
        """
        if unknown := set(limits) - {"text", "pictures", "picture_bytes", "alt"}:
            raise ValueError(f"no such limits: {sorted(unknown)}")
        renamed = {"pictures": "max_count", "picture_bytes": "max_bytes", "alt": "max_alt"}
        pictures: dict[str, Any] = {renamed[name]: value for name, value in limits.items() if name != "text"}
        texts = (replace(self.texts[0], limit=limits["text"]), *self.texts[1:]) if "text" in limits else self.texts
        return replace(self, texts=texts, pictures=replace(self.pictures, **pictures))


def outgoing_text(rules: Rules, text: str, link: str = "", media: Sequence[Media] = ()) -> str:
    """The text as it leaves: a link that is not shown as a card stands at its end, unless it is in there already."""
    in_text = rules.link == "text" or (rules.link == "card" and media and not rules.card_with_pictures)
    if not in_text or not link or link in text:
        return text
    return f"{text}\n\n{link}" if text else link


def counters(rules: Rules, text: str, link: str = "", media: Sequence[Media] = (), *, reply: bool = False) -> list[Counter]:
    """The counters of `text`, one for each limit."""
    limits: Sequence[TextLimit] = (rules.reply_texts or rules.texts) if reply else rules.texts
    leaving = outgoing_text(rules, text, link, media)
    return [Counter(limit.unit, limit.count(leaving), limit.limit) for limit in limits]


def check(rules: Rules, text: str, media: Sequence[Media], link: str = "", *, reply: bool = False) -> list[Finding]:
    """What stands against sending this, as findings with sentences; empty when the network would take it."""
    return [
        *_check_text(rules, text, media, link, reply),
        *_check_link(rules, link),
        *_check_count(rules.pictures, media, reply),
        *(finding for number, item in enumerate(media, 1) for finding in _check_picture(rules.pictures, item, number)),
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


def _check_count(limits: PictureRules, media: Sequence[Media], reply: bool) -> Iterator[Finding]:
    if len(media) > limits.max_count:
        yield Blocker(
            "pictures.max_count",
            ngettext(
                "This network takes %(limit)d picture at most; there are %(used)d.",
                "This network takes %(limit)d pictures at most; there are %(used)d.",
                limits.max_count,
            )
            % {"limit": limits.max_count, "used": len(media)},
            about="media",
        )
    if len(media) < limits.min_count and not reply:
        sentence = ngettext(
            "This network publishes nothing without a picture: add one.",
            "This network publishes nothing with fewer than %(limit)d pictures.",
            limits.min_count,
        )
        yield Blocker("pictures.min_count", sentence % {"limit": limits.min_count}, about="media")


def _check_picture(limits: PictureRules, picture: Media, number: int) -> Iterator[Finding]:
    for rule, broken, sentence in _picture_rules(limits, picture):
        if broken:
            yield Blocker(f"pictures.{rule}", sentence % {"number": number, **_facts(limits, picture)}, about="media")


def _picture_rules(limits: PictureRules, picture: Media) -> list[tuple[str, bool, str]]:
    """Every rule for one picture: its name, whether the picture breaks it, and the sentence that says so."""
    ratio = picture.width / picture.height if picture.height else 0.0
    return [
        ("mime", picture.mime not in limits.mimes, _("Picture %(number)d is of a kind this network does not take (%(kind)s).")),
        (
            "max_bytes",
            picture.size > limits.max_bytes,
            _("Picture %(number)d weighs %(weight)s MB; this network takes %(heaviest)s MB."),
        ),
        (
            "min_ratio",
            limits.min_ratio is not None and ratio < limits.min_ratio - ROUNDING,
            _("Picture %(number)d is too tall for its width for this network: crop it."),
        ),
        (
            "max_ratio",
            limits.max_ratio is not None and ratio > limits.max_ratio + ROUNDING,
            _("Picture %(number)d is too wide for its height for this network: crop it."),
        ),
        (
            "min_width",
            limits.min_width is not None and picture.width < limits.min_width,
            _("Picture %(number)d is %(width)d pixels wide; this network wants at least %(narrowest)d."),
        ),
        (
            "max_width",
            limits.max_width is not None and picture.width > limits.max_width,
            _("Picture %(number)d is %(width)d pixels wide; this network takes %(widest)d at most."),
        ),
        (
            "max_pixels",
            limits.max_pixels is not None and picture.width * picture.height > limits.max_pixels,
            _("Picture %(number)d has too many pixels for this network: make it smaller."),
        ),
        (
            "max_alt",
            limits.max_alt is not None and len(picture.alt) > limits.max_alt,
            _("The alternative text of picture %(number)d has %(alt)d characters; this network takes %(longest)d."),
        ),
    ]


def _facts(limits: PictureRules, picture: Media) -> dict[str, Any]:
    return {
        "kind": picture.mime,
        "weight": number_format(picture.size / 1e6, 1),
        "heaviest": number_format(limits.max_bytes / 1e6, 1),
        "width": picture.width,
        "narrowest": limits.min_width or 0,
        "widest": limits.max_width or 0,
        "alt": len(picture.alt),
        "longest": limits.max_alt or 0,
    }
