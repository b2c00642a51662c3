"""Films on their way to a network: what it takes as it is, what was made to fit it."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from django.core.files.storage import default_storage

from lib.films import PLAIN, Film, Limits
from networks.media_rules import ROUNDING
from networks.rules import VideoRules
from publishing.letters.letters import Video
from publishing.models import Rendition


def limits_of(rules: VideoRules) -> Limits:
    """To what a film can be brought for a network; how long it may last is for a person to choose."""
    return Limits(rules.max_bytes, rules.max_pixels, rules.min_ratio, rules.max_ratio)


def wanted(limits: Limits) -> str:
    """What tells one way of fitting from another."""
    return hashlib.sha256(repr(sorted(asdict(limits).items())).encode()).hexdigest()


def fits(video: Video, rules: VideoRules) -> bool:
    """Whether the network takes it without another encoding, its length aside."""
    limits, ratio = limits_of(rules), video.width / video.height if video.height else 0.0
    return (
        video.mime in rules.mimes
        and (limits.fit_bytes is None or video.size <= limits.fit_bytes)
        and (limits.fit_pixels is None or video.width * video.height <= limits.fit_pixels)
        and (limits.min_ratio is None or ratio >= limits.min_ratio - ROUNDING)
        and (limits.max_ratio is None or ratio <= limits.max_ratio + ROUNDING)
    )


def lasts_well(video: Video, rules: VideoRules) -> bool:
    """Whether it is neither too long nor too short for the network."""
    return (rules.min_seconds or 0.0) <= video.seconds <= (rules.max_seconds or video.seconds)


def mendable(video: Video, rules: VideoRules | None) -> bool:
    """Whether another encoding would make the network take it."""
    return rules is not None and PLAIN in rules.mimes and lasts_well(video, rules) and not fits(video, rules)


def fitted(video: Video, rules: VideoRules | None) -> Video:
    """The video as it was made to fit the network; itself where it fits, or was not made to fit yet."""
    if rules is None or not mendable(video, rules):
        return video
    made = made_for([video], [limits_of(rules)]).get((video.digest, wanted(limits_of(rules))))
    return video if made is None else as_made(video, made)


def as_made(video: Video, made: Rendition) -> Video:
    """The same video with the file of a rendition."""
    sizes = {"size": made.size, "width": made.width, "height": made.height}
    return Video(made.file, made.digest, made.mime, **sizes, seconds=video.seconds, alt=video.alt)


def made_for(videos: Iterable[Video], limits: Iterable[Limits]) -> dict[tuple[str, str], Rendition]:
    """What was made already of these videos within these limits: by digest and wish, in one query."""
    found = Rendition.objects.filter(source__in={video.digest for video in videos}, wanted__in={wanted(each) for each in limits})
    return {(rendition.source, rendition.wanted): rendition for rendition in found}


def keep(source: str, limits: Limits, film: Film, path: Path, digest: str) -> Rendition:
    """Keep the film at `path`, made of the one with the digest `source` within limits; it is moved away."""
    facts = {"mime": film.mime, "size": path.stat().st_size, "width": film.width, "height": film.height}
    place = Path(default_storage.path(f"renditions/{digest}.mp4"))
    place.parent.mkdir(parents=True, exist_ok=True)
    path.replace(place)
    values = {"file": f"renditions/{digest}.mp4", "digest": digest, **facts}
    rendition, _made = Rendition.objects.get_or_create(source=source, wanted=wanted(limits), defaults=values)
    return rendition
