"""How the brand's colours read: on white, on black, and on each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from charter.models import Colour
from lib import colours


@dataclass(frozen=True)
class Ground:
    """What a colour is written on."""

    name: str
    value: str


@dataclass(frozen=True)
class Contrast:
    """A colour on a ground: the ratio, from 1 to 21, and what it is good for (`text`, `large`, `nothing`, `itself`)."""

    colour: Colour
    ground: Ground
    ratio: float
    good_for: str


@dataclass(frozen=True)
class Line:
    """A colour with its contrasts on every ground."""

    colour: Colour
    contrasts: list[Contrast]


def grounds(palette: Sequence[Colour]) -> list[Ground]:
    """White, black, and the brand's own colours."""
    own = [Ground(colour.name, colour.value) for colour in palette if colour.value not in (colours.WHITE, colours.BLACK)]
    return [Ground(_("white"), colours.WHITE), Ground(_("black"), colours.BLACK), *own]


def table(palette: Sequence[Colour]) -> list[Line]:
    """Every colour on every ground."""
    return [Line(colour, [_contrast(colour, ground) for ground in grounds(palette)]) for colour in palette]


def _contrast(colour: Colour, ground: Ground) -> Contrast:
    ratio = colours.contrast(colour.value, ground.value)
    if colour.value == ground.value:
        good_for = "itself"
    else:
        good_for = "text" if ratio >= colours.TEXT else "large" if ratio >= colours.LARGE else "nothing"
    return Contrast(colour, ground, ratio, good_for)
