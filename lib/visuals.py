"""Pictures with words on them, drawn by a child process with limits: colours, texts in their zone, a logo."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import fontpkg_hanken_grotesk
import fontpkg_newsreader
from django.utils.translation import gettext as _

from lib.children import Reader, beside

SECONDS = 30.0  # by the clock, start of the child included
HOUSE = {  # the product's own fonts, for brands that have none
    "title": Path(fontpkg_newsreader.__file__).parent / "files" / "Newsreader[opsz,wght].ttf",
    "text": Path(fontpkg_hanken_grotesk.__file__).parent / "files" / "HankenGrotesk[wght].ttf",
}
TITLE, TEXT = 0, 1

_reader = Reader("a visual", *beside("visuals_child.py"))


class CannotDraw(Exception):
    """It cannot be drawn; the text is a sentence for the person."""


@dataclass(frozen=True)
class Box:
    """A rectangle, in pixels from the top left."""

    x: int
    y: int
    w: int
    h: int

    def meets(self, other: "Box") -> bool:
        """Whether the two have a place in common."""
        across = self.x < other.x + other.w and other.x < self.x + self.w
        return across and self.y < other.y + other.h and other.y < self.y + self.h

    def wider(self, by: int) -> "Box":
        """With so much more on every side."""
        return Box(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)


@dataclass(frozen=True)
class Text:
    """Words, the largest and the smallest size they may have, and how high their room is; pixels. `font` is TITLE or TEXT."""

    name: str
    text: str
    font: int
    weight: int
    colour: str
    most: int
    least: int
    room: int


@dataclass(frozen=True)
class Shape:
    """A rectangle of one colour."""

    x: int
    y: int
    w: int
    h: int
    colour: str


@dataclass(frozen=True)
class Board:
    """What is to be drawn. The texts stand below each other in `zone`, a `gap` apart, their whole at `sits` (0 top, 1 bottom)
    of the room that is left, below a short `bar` where there is one. The logo is a picture and its place.
    """

    width: int
    height: int
    ground: str
    zone: Box
    gap: int
    texts: Sequence[Text] = ()
    shapes: Sequence[Shape] = ()
    bar: Shape | None = None
    sits: float = 0.5
    logo: tuple[bytes, Box] | None = None
    fonts: tuple[bytes | None, bytes | None] = (None, None)


@dataclass(frozen=True)
class Written:
    """What became of a text: its size and place in pixels, how many letters of it fit where not all do, which the font lacks."""

    name: str
    size: int
    box: Box
    fits: int | None
    lacks: str


@dataclass(frozen=True)
class Visual:
    """A drawn picture: a PNG, as a preview a small WebP."""

    data: bytes
    texts: Mapping[str, Written]


def draw(board: Board, *, preview: int | None = None) -> Visual:
    """The picture; `preview` is how many pixels its longer side may have then. Raises CannotDraw."""
    files = [font or house.read_bytes() for font, house in zip(board.fonts, HOUSE.values(), strict=True)]
    fonts = len(files)
    files += [board.logo[0]] if board.logo else []
    task: dict[str, Any] = asdict(board) | {"preview": preview, "fonts": fonts, "files": [len(file) for file in files]}
    task["logo"] = asdict(board.logo[1]) if board.logo else None
    head, body = _reader.ask(json.dumps(task).encode() + b"\n" + b"".join(files), SECONDS)
    if head.get("trouble"):
        raise CannotDraw(_("This picture could not be drawn. Try another font or logo in the charter."))
    written = {
        row["name"]: Written(row["name"], row["size"], Box(*row["box"]), row["fits"], row["lacks"]) for row in head["texts"]
    }
    return Visual(body, written)
