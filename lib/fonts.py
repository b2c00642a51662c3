"""Fonts from people: judged by their content, opened in a child process with limits, always made anew.

What goes in is TrueType, OpenType, WOFF or WOFF2. What comes out is WOFF2 with only the tables that browsers draw with.
"""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from lib.children import Reader, beside
from lib.pictures import BadFile

MAX_BYTES = 5_000_000
SECONDS = 30.0  # by the clock, start of the child included
MARKS = (b"\x00\x01\x00\x00", b"true", b"OTTO", b"wOFF", b"wOF2")

_reader = Reader("a font", *beside("fonts_child.py"))


class BadFont(BadFile):
    """It is no font we take. `code`: empty, size, kind, collection, broken, glyphs, slow."""


@dataclass(frozen=True)
class Font:
    """A clean font as WOFF2, with the names that it gives itself."""

    data: bytes
    family: str
    style: str


def read(data: bytes) -> Font:
    """The font in `data`, made anew. Raises BadFont."""
    if len(data) > MAX_BYTES:
        weights = {"weight": number_format(len(data) / 1e6, 1), "most": number_format(MAX_BYTES / 1e6)}
        raise BadFont("size", _("This font weighs %(weight)s MB; %(most)s MB are taken at most.") % weights)
    if not data.startswith(MARKS):
        raise _refusal("empty" if not data else "collection" if data.startswith(b"ttcf") else "kind")
    head, body = _reader.ask(data, SECONDS)
    if trouble := head.get("trouble"):
        raise _refusal(trouble)
    return Font(body, head["family"], head["style"])


def _refusal(word: str) -> BadFont:
    sentences = {
        "empty": _("The file is empty."),
        "kind": _("This is no font that is taken. Choose a TTF, OTF, WOFF or WOFF2 file."),
        "collection": _("This file holds several fonts. Export the one you need as TTF or OTF."),
        "glyphs": _("This font has no letters that can be shown."),
        "slow": _("This font takes too long to read. Export it again with fewer signs."),
    }
    return BadFont(word, sentences.get(word, _("This font is broken: it cannot be read to its end. Choose another file.")))
