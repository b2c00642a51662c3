"""How far the colours of a picture are from the palette of the brand. Colours are #rrggbb; nothing is decoded here."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from lib.findings import Advice, Finding

FAR = 0.2  # a distance in OKLab (0 to about 1) from which on people call it another colour
GREY = 0.04  # below this chroma a colour goes with every palette
MUCH = 0.5  # the share of a picture that must be far before it is worth a word


def findings(number: int, shares: Mapping[str, float], palette: Sequence[str]) -> Iterator[Finding]:
    """Advice on the picture of that number, whose dominant colours have these shares (0 to 1); none without a palette."""
    distant = far(shares, palette)
    if sum(distant.values()) >= MUCH:
        sentence = _("Picture %(number)d is mostly %(colour)s, far from the colours of the charter.")
        values = {"number": number, "colour": max(distant, key=distant.__getitem__)}
        yield Advice("charter.colours", sentence % values, about="media")


def far(shares: Mapping[str, float], palette: Sequence[str]) -> dict[str, float]:
    """Those of the colours that are far from the palette, with their shares; none without a palette."""
    return {colour: share for colour, share in shares.items() if palette and is_far(colour, palette)}


def is_far(colour: str, palette: Sequence[str]) -> bool:
    """Whether a colour is far from each of the palette; white, black and greys never are."""
    light, *hue = _oklab(colour)
    if sum(part**2 for part in hue) ** 0.5 < GREY:
        return False
    return all(_apart((light, *hue), _oklab(own)) > FAR for own in palette)


def _apart(one: Sequence[float], other: Sequence[float]) -> float:
    """The distance of two colours, lightness counting half: a brand's blue in the shade stays its blue."""
    light, *hues = (a - b for a, b in zip(one, other, strict=True))
    return ((light / 2) ** 2 + sum(part**2 for part in hues)) ** 0.5


def _oklab(colour: str) -> tuple[float, float, float]:
    """Lightness and two axes of hue, by the matrices that Björn Ottosson published in 2020."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
