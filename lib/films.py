"""Films from people: judged by their content, opened in a child process with limits, kept without what they tell of people.

What goes in is MP4 or MOV. What comes out holds the same picture and sound in a file of our own: no place, no name, no
further track, nothing appended. `video/mp4` alone is H.264 with AAC or without sound, which every network and browser plays;
another way of encoding is named behind it (`video/mp4; codecs=hevc.aac`), and must be made anew before a network takes it.
"""

import json
import signal
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from lib.children import Answer, Reader, environment
from lib.pictures import BadFile, CannotFit

MAX_SECONDS = 3 * 3600.0
MAX_PIXELS = 9_000_000  # of one picture: 4K
PLAIN = "video/mp4"
TAKING = 300.0  # seconds by the clock: a film is read and written once
SHOWING = 30.0
BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")  # with which MP4 and MOV files begin

CUTTING, SLOWEST = 120.0, 30.0  # seconds of processor: for any part, and for each of its own seconds

_reader = Reader("a film", "-s", "-P", "-m", "lib.films_child")


class BadFilm(BadFile):
    """It is no film we take. `code`: empty, size, kind, broken, cut_short, no_video, codec, long, pixels, slow."""


@dataclass(frozen=True)
class Film:
    """A clean film in a file. Pixels as shown; `pictures` are one of its moments as JPEG, then small as WebP."""

    mime: str
    seconds: float
    width: int
    height: int
    pictures: Sequence[bytes]


def is_film(start: bytes) -> bool:
    """Whether a file that begins so is an MP4 or MOV; a HEIC picture begins alike and is none."""
    brand = start[8:12]
    return start[4:8] in BOXES and not (
        start[4:8] == b"ftyp" and (brand[:3] in (b"hei", b"hev", b"avi") or brand in (b"mif1", b"msf1"))
    )


def take(path: str | Path, out: str | Path, *, widths: Sequence[int]) -> Film:
    """Copy the film at `path`, cleaned, to `out`. Raises BadFilm; then there may be a part of it at `out`."""
    task = {
        "do": "take",
        "path": str(path),
        "out": str(out),
        "widths": widths,
        "max_seconds": MAX_SECONDS,
        "max_pixels": MAX_PIXELS,
    }
    head, body = _ask(task, seconds=TAKING)
    return Film(head["mime"], head["seconds"], head["width"], head["height"], _parts(head, body))


def frame(path: str | Path, at: float, *, widths: Sequence[int]) -> list[bytes]:
    """What a film shows `at` so many seconds, as JPEG, then at each width as WebP. Raises BadFilm."""
    head, body = _ask({"do": "frame", "path": str(path), "at": at, "widths": widths}, seconds=SHOWING)
    return _parts(head, body)


@dataclass(frozen=True)
class Limits:
    """What a film must be brought to; None for no limit. Bytes, pixels of one picture, width / height."""

    fit_bytes: int | None = None
    fit_pixels: int | None = None
    min_ratio: float | None = None
    max_ratio: float | None = None


def cut(
    path: str | Path,
    out: str | Path,
    starts: float,
    ends: float,
    *,
    widths: Sequence[int],
    limits: Limits = Limits(),
    goes_on: Callable[[float], bool] = lambda share: True,
) -> Film | None:
    """Encode what a film shows between two moments (seconds) to `out`, as H.264 with AAC, cut to the picture.

    `goes_on` is told the share done from time to time; when it says no, the work ends and None comes back. Raises BadFilm,
    CannotFit. There may be a part of it at `out` after either.
    """
    task = {"do": "cut", "path": str(path), "out": str(out), "starts": starts, "ends": ends, "widths": widths, **asdict(limits)}
    answer = _watch({**task, "cpu": CUTTING + SLOWEST * (ends - starts)}, goes_on)
    if answer is None:
        return None
    head, body = answer
    return Film(head["mime"], head["seconds"], head["width"], head["height"], _parts(head, body))


def _parts(head: dict[str, Any], body: bytes) -> list[bytes]:
    ends = [sum(head["pictures"][: number + 1]) for number in range(len(head["pictures"]))]
    return [body[end - size : end] for end, size in zip(ends, head["pictures"], strict=True)]


# --- the child --------------------------------------------------------------------------------------------


def _ask(task: dict[str, Any], *, seconds: float) -> Answer:
    return _judged(*_reader.ask(json.dumps({**task, "cpu": seconds}).encode() + b"\n", seconds))


def _judged(head: dict[str, Any], body: bytes) -> Answer:
    if trouble := head.get("trouble"):
        raise refusal(trouble, head["facts"])
    return head, body


def _watch(task: dict[str, Any], goes_on: Callable[[float], bool]) -> Answer | None:
    """What a child answered that tells how far it is; None when it was to go on no longer."""
    with subprocess.Popen(_reader.command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment()) as child:  # noqa: S603
        assert child.stdin and child.stdout  # noqa: S101 - they are pipes
        try:
            child.stdin.write(json.dumps(task).encode() + b"\n")
            child.stdin.close()
            for line in child.stdout:
                head = json.loads(line)
                if "done" not in head:
                    return _judged(head, child.stdout.read())
                if not goes_on(head["done"]):
                    return None
        finally:
            child.kill()
    raise refusal("slow" if child.returncode == -signal.SIGXCPU else "broken", {})


# --- sentences --------------------------------------------------------------------------------------------


def too_heavy(size: int, most: int) -> BadFilm:
    """The refusal of a film of `size` bytes where `most` are taken."""
    weights = {"weight": number_format(size / 1e6), "most": number_format(most / 1e6)}
    return BadFilm(
        "size",
        _("This film weighs %(weight)s MB; %(most)s MB are taken at most. Export it smaller: 1080p is enough.") % weights,
    )


def refusal(word: str, facts: dict[str, Any]) -> BadFilm | CannotFit:
    """What a word of the child says to a person."""
    if word == "heavy":
        sentence = _("This film is too long to be brought below %(limit)s MB and still be worth looking at: cut a shorter clip.")
        return CannotFit(word, sentence % {"limit": number_format(facts["limit"] / 1e6)}, facts)
    if word == "long":
        figures = {"lasts": round(facts["seconds"] / 60), "most": round(MAX_SECONDS / 3600)}
        return BadFilm(
            word, _("This film lasts %(lasts)d minutes; %(most)d hours are taken at most. Export the part you need.") % figures
        )
    if word == "codec":
        sentence = _("This film is encoded in a way that is not taken (%(name)s). Export it as MP4 with H.264.")
        return BadFilm(word, sentence % {"name": facts["name"] or "?"}, facts)
    return BadFilm(word, _bad(word))


def _bad(word: str) -> str:
    if word == "no_video":
        return _("There is only sound in this file, no picture. Networks take films: export it with a picture, as MP4.")
    if word == "pixels":
        return _("This film has too many pixels: 4K is taken at most. Export it in 1080p.")
    if word == "cut_short":
        return _("This film is incomplete: it ends before its end. Copy it from the camera once more, or export it again.")
    if word == "nothing":
        return _("There is no picture between these two moments: choose others.")
    if word == "slow":
        return _("This film takes too long to read. Export it again, as MP4 with H.264.")
    return _("This film is broken: it cannot be read to its end. Export it again, or choose another file.")
