"""Pictures from people: judged by their content, opened in a child process with limits, always made anew.

What goes in is JPEG, PNG, WebP, GIF or HEIC. What comes out is JPEG for photographs and PNG for what is drawn
or transparent: upright, in sRGB, without metadata, place or anything appended. Of what moves only the first
image is kept, because few networks play a GIF in a post and none plays a fitted one well; `stilled` says so.
"""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from lib.children import environment

MAX_BYTES = 30_000_000
SECONDS = 30.0  # by the clock, start of the child included
CHILD = Path(__file__).with_name("pictures_child.py")

Reader = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]

logger = logging.getLogger(__name__)
_doors = threading.BoundedSemaphore(2)  # children of one process at a time: each may take a gigabyte


class BadFile(Exception):
    """What was given is nothing we take; the text is a sentence for the person, `code` a word for the reason with its `facts`."""

    def __init__(self, code: str, sentence: str, facts: dict[str, Any] | None = None):
        super().__init__(sentence)
        self.code, self.facts = code, facts or {}


class BadPicture(BadFile):
    """It is no picture we take. `code`: empty, size, kind, broken, pixels, slow."""


class CannotFit(Exception):
    """The picture cannot be made to fit; the text is a sentence. `code`: heavy, narrow, no_kind."""

    def __init__(self, code: str, sentence: str, facts: dict[str, Any] | None = None):
        super().__init__(sentence)
        self.code, self.facts = code, facts or {}


@dataclass(frozen=True)
class Picture:
    """A clean picture. Sizes in pixels; `stilled` says that it moved, and only its first image was kept.

    Of thumbnails it is told what they look like: `likeness`, up to four numbers, most of which a picture that looks the same
    has too; `colours`, each as #rrggbb with its share (0 to 1).
    """

    data: bytes
    mime: str
    width: int
    height: int
    stilled: bool = False
    likeness: tuple[int, ...] = ()
    colours: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Looks:
    """What a picture looks like: its size in pixels, the marks drawn in it (16 hexadecimal digits each), its colours by share."""

    width: int
    height: int
    marks: Sequence[str]
    colours: Mapping[str, float]


def read(data: bytes, *, max_bytes: int = MAX_BYTES) -> Picture:
    """The picture in `data`, made anew. Raises BadPicture."""
    if len(data) > max_bytes:
        raise BadPicture("size", _too_big(len(data), max_bytes))
    return _picture(data, *_ask({"do": "read"}, data))


def fit(
    data: bytes,
    *,
    mimes: Sequence[str],
    max_bytes: int,
    min_ratio: float | None = None,
    max_ratio: float | None = None,
    min_width: int | None = None,
    max_width: int | None = None,
    max_pixels: int | None = None,
    focus: tuple[float, float] = (0.5, 0.5),
) -> Picture:
    """A picture that `read` made, fitted: cropped around `focus`, scaled, converted, made light enough.

    Comes back byte for byte when it fits already. Ratios are width / height; `focus` is a share of width and
    height from the top left. Never enlarges. Raises CannotFit, and BadPicture for what is no picture.
    """
    task = {
        "do": "fit",
        "mimes": list(mimes),
        "max_bytes": max_bytes,
        "min_ratio": min_ratio,
        "max_ratio": max_ratio,
        "min_width": min_width,
        "max_width": max_width,
        "max_pixels": max_pixels,
        "focus": focus,
    }
    return _picture(data, *_ask(task, data))


def thumbnail(data: bytes, width: int) -> Picture:
    """A WebP at most `width` pixels wide and four times that high; never enlarged. Raises BadPicture."""
    return _picture(data, *_ask({"do": "thumbnail", "width": width}, data))


def look(data: bytes) -> Looks:
    """What a picture looks like. Raises BadPicture."""
    if len(data) > MAX_BYTES:
        raise BadPicture("size", _too_big(len(data), MAX_BYTES))
    head, _body = _ask({"do": "look"}, data)
    return Looks(head["width"], head["height"], head["marks"], head["colours"])


def apart(some: Iterable[str], others: Iterable[str]) -> int | None:
    """In how many of 64 bits the nearest of two pictures' marks differ; None where one of them has none."""
    pairs = product(some, others)
    return min(((int(one, 16) ^ int(other, 16)).bit_count() for one, other in pairs), default=None)


def _picture(given: bytes, head: dict[str, Any], body: bytes) -> Picture:
    if head.get("same"):
        return Picture(given, _MIMES[_kind(given)], head["width"], head["height"])
    likeness = tuple(head.get("likeness", ()))
    sizes = head["width"], head["height"]
    return Picture(body, head["mime"], *sizes, head.get("stilled", False), likeness, head.get("colours", {}))


# --- what it is -------------------------------------------------------------------------------------------

_MIMES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "HEIF": "image/heic",
}
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def _kind(data: bytes) -> str:
    """The format by its first bytes, as Pillow names it. Raises BadPicture for every other thing."""
    if data[:3] == b"\xff\xd8\xff":
        return "JPEG"
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "PNG"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "GIF"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return "HEIF"
    raise BadPicture("kind" if data else "empty", _what_it_is(data))


def _what_it_is(data: bytes) -> str:
    """A sentence about a file that is not one of our kinds of picture."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data:
        return _("The file is empty.")
    if b"<svg" in start:
        return _("This is an SVG drawing. Export it as PNG and choose that file.")
    if start.startswith((b"<!doctype", b"<html", b"<head", b"<script", b"<?xml")):
        return _("This file is a web page, not a picture, whatever its name says.")
    if start.startswith(b"%pdf"):
        return _("This is a PDF. Export its pages as pictures and choose those.")
    if data[4:8] == b"ftyp":
        return _("This is a film, or a picture of a kind that is not taken. Choose a JPEG, PNG or HEIC file.")
    return _("This is not a picture of a kind that is taken. Choose a JPEG, PNG, WebP, GIF or HEIC file.")


# --- the child --------------------------------------------------------------------------------------------


def _ask(task: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    head, body = _reader.get()({**task, "format": _kind(data), "size": len(data)}, data)
    if trouble := head.get("trouble"):
        raise _sentence(trouble, head["facts"])
    return head, body


def _by_child(task: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    with _doors:
        return _run(json.dumps(task).encode() + b"\n" + data)


_reader: ContextVar[Reader] = ContextVar("reader", default=_by_child)


@contextmanager
def read_by(reader: Reader) -> Iterator[None]:
    """Within the block, and this thread, `reader` opens the pictures instead of a child: for those our own code drew."""
    usual = _reader.set(reader)
    try:
        yield
    finally:
        _reader.reset(usual)


def _run(message: bytes) -> tuple[dict[str, Any], bytes]:
    """What the child answered; a child that died did so of the picture."""
    command = [sys.executable, "-s", "-P", str(CHILD)]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=message,
            capture_output=True,
            timeout=SECONDS,
            env=environment(),
        )
    except subprocess.TimeoutExpired:
        return {"trouble": "slow", "facts": {}}, b""
    if done.returncode:
        logger.warning(
            "a picture ended its reader (%s): %s",
            done.returncode,
            done.stderr.decode(errors="replace")[-300:],
        )
        return {"trouble": "broken", "facts": {}}, b""
    head, _newline, body = done.stdout.partition(b"\n")
    return json.loads(head), body


# --- sentences --------------------------------------------------------------------------------------------


def _megabytes(size: int) -> str:
    return number_format(size / 1e6, 1)


def _too_big(size: int, most: int) -> str:
    return _("This file weighs %(weight)s MB; %(most)s MB are taken at most. Make the picture smaller.") % {
        "weight": _megabytes(size),
        "most": _megabytes(most),
    }


def _sentence(word: str, facts: dict[str, Any]) -> Exception:
    if word == "heavy":
        sentence = _("This picture cannot be brought below %(limit)s MB and still be worth looking at.")
        return CannotFit(word, sentence % {"limit": _megabytes(facts["limit"])})
    if word == "narrow":
        return CannotFit(
            word,
            _("This picture is too small: it is %(width)d pixels wide, and %(wanted)d are wanted.") % facts,
        )
    if word == "no_kind":
        return CannotFit(word, _("None of the kinds of picture wanted there can be made from this one."))
    return BadPicture(word, _bad(word))


def _bad(word: str) -> str:
    if word == "pixels":
        return _("This picture has too many pixels: 40 million are taken at most. Make it smaller.")
    if word == "slow":
        return _("This picture takes too long to read. Export it again, as JPEG or PNG.")
    return _("This picture is broken: it cannot be read to its end. Export it again, or choose another file.")
