"""The graphic charter of the demo brand: variants of its logo, its font, what to do with them and what not."""

import io
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from PIL import Image, ImageChops, ImageDraw

from charter import current, editing, fonts, logos
from charter.sections import SECTIONS
from config.demo import pictures
from lib import fonts_child
from lib.fonts import Font
from lib.pictures import read
from team.models import Brand, Membership

FONT = "fonts/HankenGrotesk[wght].ttf"
LIGHT = 200  # of 255: cream is lighter
GROUNDS = {"cream": "#f6ead7", "night": "#2b211c"}


def write(brand: Brand, by: Membership) -> None:
    """The sections that hold files."""
    mark = Image.open(io.BytesIO(pictures.logo()))
    one, cup = _in_one_colour(mark), _cut_out(mark)
    said: dict[str, list[dict[str, Any]]] = {
        "variants": [
            _picture(brand, mark, use="dark", alt="La tasse cerclée, sur fond sombre"),
            _picture(brand, one, use="mono", alt="La tasse en une seule encre"),
            _picture(brand, cup, use="symbol", alt="La tasse seule, sans son cercle"),
        ],
        "examples": [
            _picture(
                brand, _on(mark, "cream", (300, 300)), kind="do", alt="Le logo entier sur un fond crème, avec de l’air autour",
                text="Un fond uni, et l’épaisseur d’un cercle de chaque côté.",
            ),
            _picture(
                brand, _on(mark, "night", (520, 200)), kind="dont", alt="Le logo aplati sur un fond brun",
                text="On ne l’étire pas : le cercle doit rester un cercle.",
            ),
        ],
        "fonts": _fonts(brand),
    }  # fmt: skip
    for name, rows in said.items():
        if rows:
            editing.save(brand, SECTIONS[name], {name: rows}, by=by, base=current.of(brand).number)


def _picture(brand: Brand, image: Image.Image, **said: str) -> dict[str, str]:
    drawn = io.BytesIO()
    image.save(drawn, "PNG")
    return {**said, "file": logos.keep(brand, read(drawn.getvalue()))}


def _in_one_colour(mark: Image.Image) -> Image.Image:
    """The mark in one ink: what is light in it stays open."""
    one = Image.new("RGBA", mark.size, GROUNDS["night"])
    dark = mark.convert("L").point(lambda light: 0 if light > LIGHT else 255)
    one.putalpha(ImageChops.multiply(dark, mark.getchannel("A")))
    return one


def _cut_out(mark: Image.Image) -> Image.Image:
    """The cup alone, without the ring around it."""
    disc = Image.new("L", mark.size, 0)
    ImageDraw.Draw(disc).ellipse((120, 120, 680, 680), fill=255)
    cup = mark.copy()
    cup.putalpha(ImageChops.multiply(disc, mark.getchannel("A")))
    return cup.crop((120, 120, 680, 680))


def _on(mark: Image.Image, ground: str, size: tuple[int, int]) -> Image.Image:
    board = Image.new("RGB", (640, 480), GROUNDS[ground])
    small = mark.resize(size)
    board.paste(small, ((640 - size[0]) // 2, (480 - size[1]) // 2), small)
    return board


def _fonts(brand: Brand) -> list[dict[str, str]]:
    """The product's own font stands in for theirs, where it is installed."""
    path = finders.find(FONT)
    if not path:
        return []
    names, data = fonts_child.work(Path(str(path)).read_bytes())
    name = fonts.keep(brand, Font(data, names["family"], names["style"]))
    return [{"file": name, "use": "Titres et texte courant", **names}]
