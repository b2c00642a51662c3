"""Which pictures and videos a network takes, and what stands against those of a parcel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.findings import Blocker, Finding
from networks.limits import Source
from networks.parcels import Media

ROUNDING = 0.01  # how far a fitted picture may be off a ratio because pixels are whole
MB = 1e6


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
class VideoRules:
    """Which videos are taken. Ratios are width / height; bytes, seconds, pixels and characters; None where there is no limit."""

    max_count: int
    mimes: tuple[str, ...]
    source: Source
    max_bytes: int | None = None
    min_seconds: float | None = None
    max_seconds: float | None = None
    min_ratio: float | None = None
    max_ratio: float | None = None
    max_pixels: int | None = None
    max_alt: int | None = None
    described: bool = True  # whether an alternative text goes along


def check_media(
    pictures: PictureRules, videos: VideoRules | None, mixed: bool, media: Sequence[Media], *, reply: bool
) -> Iterator[Finding]:
    """What stands against the media; `mixed` says whether pictures and videos may stand in one post."""
    shots = [item for item in media if item.is_video]
    yield from _check_count(pictures, media, reply)
    yield from _check_videos(videos, shots)
    if shots and len(shots) < len(media) and videos and not mixed:
        yield Blocker("media.mixed", _("This network takes pictures or a video in a post, not both."), about="media")
    for number, item in enumerate(media, 1):
        if not item.is_video:
            yield from _broken(_picture_rules(pictures, item), "pictures", number, _picture_facts(pictures, item))
        elif videos:
            yield from _broken(_video_rules(videos, item), "videos", number, _video_facts(videos, item))


def _check_count(limits: PictureRules, media: Sequence[Media], reply: bool) -> Iterator[Finding]:
    pictures = sum(not item.is_video for item in media)
    if pictures > limits.max_count:
        yield Blocker(
            "pictures.max_count",
            ngettext(
                "This network takes %(limit)d picture at most; there are %(used)d.",
                "This network takes %(limit)d pictures at most; there are %(used)d.",
                limits.max_count,
            )
            % {"limit": limits.max_count, "used": pictures},
            about="media",
        )
    if len(media) < limits.min_count and not reply:
        sentence = ngettext(
            "This network publishes nothing without a picture: add one.",
            "This network publishes nothing with fewer than %(limit)d pictures.",
            limits.min_count,
        )
        yield Blocker("pictures.min_count", sentence % {"limit": limits.min_count}, about="media")


def _check_videos(limits: VideoRules | None, videos: Sequence[Media]) -> Iterator[Finding]:
    if videos and limits is None:
        yield Blocker("videos.none", _("This network takes no videos here: remove the video."), about="media")
    elif limits and len(videos) > limits.max_count:
        sentence = ngettext(
            "This network takes %(limit)d video at most; there are %(used)d.",
            "This network takes %(limit)d videos at most; there are %(used)d.",
            limits.max_count,
        )
        yield Blocker("videos.max_count", sentence % {"limit": limits.max_count, "used": len(videos)}, about="media")


def _broken(rules: list[tuple[str, bool, str]], kind: str, number: int, facts: dict[str, Any]) -> Iterator[Finding]:
    for rule, broken, sentence in rules:
        if broken:
            yield Blocker(f"{kind}.{rule}", sentence % {"number": number, **facts}, about="media")


def _below(value: float, limit: float | None, slack: float = 0.0) -> bool:
    return limit is not None and value < limit - slack


def _above(value: float, limit: float | None, slack: float = 0.0) -> bool:
    return limit is not None and value > limit + slack


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
            _below(ratio, limits.min_ratio, ROUNDING),
            _("Picture %(number)d is too tall for its width for this network: crop it."),
        ),
        (
            "max_ratio",
            _above(ratio, limits.max_ratio, ROUNDING),
            _("Picture %(number)d is too wide for its height for this network: crop it."),
        ),
        (
            "min_width",
            _below(picture.width, limits.min_width),
            _("Picture %(number)d is %(width)d pixels wide; this network wants at least %(narrowest)d."),
        ),
        (
            "max_width",
            _above(picture.width, limits.max_width),
            _("Picture %(number)d is %(width)d pixels wide; this network takes %(widest)d at most."),
        ),
        (
            "max_pixels",
            _above(picture.width * picture.height, limits.max_pixels),
            _("Picture %(number)d has too many pixels for this network: make it smaller."),
        ),
        (
            "max_alt",
            _above(len(picture.alt), limits.max_alt),
            _("The alternative text of picture %(number)d has %(alt)d characters; this network takes %(longest)d."),
        ),
    ]


def _picture_facts(limits: PictureRules, picture: Media) -> dict[str, Any]:
    return {
        "kind": picture.mime,
        "weight": number_format(picture.size / MB, 1),
        "heaviest": number_format(limits.max_bytes / MB, 1),
        "width": picture.width,
        "narrowest": limits.min_width or 0,
        "widest": limits.max_width or 0,
        "alt": len(picture.alt),
        "longest": limits.max_alt or 0,
    }


def _video_rules(limits: VideoRules, video: Media) -> list[tuple[str, bool, str]]:
    """Every rule for one video: its name, whether the video breaks it, and the sentence that says so."""
    ratio, seconds = (video.width / video.height if video.height else 0.0), video.seconds or 0.0
    return [
        (
            "mime",
            video.mime not in limits.mimes,
            _("The video is of a kind this network does not take (%(kind)s): it must be made to fit."),
        ),
        (
            "max_bytes",
            _above(video.size, limits.max_bytes),
            _("The video weighs %(weight)s MB; this network takes %(heaviest)s MB: make it fit, or cut a clip."),
        ),
        (
            "min_seconds",
            _below(seconds, limits.min_seconds),
            _("The video lasts %(lasts)s; this network wants at least %(shortest)s."),
        ),
        (
            "max_seconds",
            _above(seconds, limits.max_seconds),
            _("The video lasts %(lasts)s; this network takes %(longest_time)s at most: cut a clip of it."),
        ),
        ("min_ratio", _below(ratio, limits.min_ratio, ROUNDING), _("The video is too tall for its width for this network.")),
        ("max_ratio", _above(ratio, limits.max_ratio, ROUNDING), _("The video is too wide for its height for this network.")),
        (
            "max_pixels",
            _above(video.width * video.height, limits.max_pixels),
            _("The video has too many pixels for this network: make it smaller."),
        ),
        (
            "max_alt",
            _above(len(video.alt), limits.max_alt),
            _("The alternative text of the video has %(alt)d characters; this network takes %(longest)d."),
        ),
    ]


def _video_facts(limits: VideoRules, video: Media) -> dict[str, Any]:
    return {
        "kind": video.mime,
        "weight": number_format(video.size / MB, 1),
        "heaviest": number_format((limits.max_bytes or 0) / MB, 1),
        "lasts": lasting(video.seconds or 0.0),
        "shortest": lasting(limits.min_seconds or 0.0),
        "longest_time": lasting(limits.max_seconds or 0.0),
        "alt": len(video.alt),
        "longest": limits.max_alt or 0,
    }


def lasting(seconds: float) -> str:
    """A duration as people say it: seconds below a minute, then minutes, hours from two on, days from two on."""
    if seconds < 60:
        return _("%(n)s s") % {"n": number_format(round(seconds, 1), 0 if seconds == int(seconds) else 1)}
    for size, top, words in ((60, 7200, _("%(n)s min")), (3600, 172_800, _("%(n)s h"))):
        if seconds < top:
            return words % {"n": _short(seconds / size)}
    days = _short(seconds / 86_400)
    return ngettext("%(n)s day", "%(n)s days", round(seconds / 86_400)) % {"n": days}


def _short(value: float) -> str:
    return number_format(value, 0 if round(value, 1) == int(value) else 1)
