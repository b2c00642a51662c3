"""What the charter gives to a visual: colours that read well together, fonts by their use, the logo for a ground."""

from collections.abc import Sequence
from dataclasses import dataclass

from charter import fonts, logos
from charter.models import Charter
from lib import colours
from lib.visuals import Box

TITLES = ("titre", "title", "heading", "affich", "display")
TEXTS = ("texte", "courant", "running", "body", "text", "paragraph")
LOGO_HIGH, LOGO_WIDE = 9.0, 32.0  # hundredths of the shorter side, at most
DARK = 0.3  # luminance below which a ground is one


@dataclass(frozen=True)
class Palette:
    """The colours of the brand, as #rrggbb, and those that everybody has."""

    own: tuple[str, ...]

    @property
    def all(self) -> list[str]:
        """Every colour that may be chosen."""
        return list(dict.fromkeys([*self.own, colours.WHITE, colours.BLACK]))

    def ink_on(self, ground: str) -> str:
        """The colour in which words read best on the ground: the brand's own where one reads well, else black or white."""
        own = max(self.own, key=lambda each: colours.contrast(each, ground), default=colours.BLACK)
        if colours.contrast(own, ground) >= colours.TEXT:
            return own
        return max((colours.WHITE, colours.BLACK), key=lambda each: colours.contrast(each, ground))

    def accent_on(self, ground: str, ink: str) -> str:
        """Another of the brand's colours that reads on the ground, the strongest; else that of the words."""
        fit = [each for each in self.own if each not in (ground, ink) and colours.contrast(each, ground) >= colours.TEXT]
        return max(fit, key=_strength, default=ink)


def _strength(colour: str) -> int:
    """How far a colour is from grey."""
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return max(parts) - min(parts)


def palette(charter: Charter) -> Palette:
    """The colours of a charter from `charter.current.of`."""
    return Palette(tuple(dict.fromkeys(charter.palette_rows)))  # type: ignore[attr-defined]


def faces(charter: Charter) -> tuple[bytes | None, bytes | None]:
    """The fonts for titles and for running text, as WOFF2; None for those of the house."""
    rows = [row for row in charter.fonts if fonts.is_kept(charter.brand, row["file"])]
    if not rows:
        return None, None
    title, text = _for(rows, TITLES) or rows[0], _for(rows, TEXTS) or rows[-1]
    return fonts.read(charter.brand, title["file"]), fonts.read(charter.brand, text["file"])


def _for(rows: Sequence[dict[str, str]], words: Sequence[str]) -> dict[str, str] | None:
    return next((row for row in rows if any(word in row.get("use", "").casefold() for word in words)), None)


def is_dark(ground: str) -> bool:
    """Whether a ground wants what is made for dark ones."""
    return colours.luminance(ground) < DARK


def logo_for(charter: Charter, ground: str, wished: str = "") -> tuple[str, bool]:
    """The name of the logo to put on a ground and whether it is made for it; "" where there is none, or none is `wished`."""
    if wished == "none" or not (charter.logo or charter.variants):
        return "", True
    if wished and wished in logos_of(charter):
        return wished, True
    use = "dark" if is_dark(ground) else "light"
    made = next((row["file"] for row in charter.variants if row.get("use") == use), "")
    if made:
        return made, True
    return charter.logo or charter.variants[0]["file"], use == "light"


def logos_of(charter: Charter) -> list[str]:
    """The names of all its logos, the chief one first."""
    return [name for name in (charter.logo, *(row["file"] for row in charter.variants)) if name]


def logo(charter: Charter, name: str, unit: float) -> tuple[bytes, int, int] | None:
    """A logo with its width and height on a picture whose shorter side is a hundred units; None where its file is lost."""
    try:
        data, drawn = logos.read(charter.brand, name)[0], logos.drawn(charter.brand, name)
    except FileNotFoundError:
        return None
    scale = min(LOGO_HIGH * unit / drawn.height, LOGO_WIDE * unit / drawn.width)
    return data, max(round(drawn.width * scale), 1), max(round(drawn.height * scale), 1)


def room(charter: Charter, place: Box) -> int:
    """How much is left free on every side of a logo, in pixels."""
    return round(place.h * (charter.safe_share or 0) / 100)
