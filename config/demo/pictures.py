"""The pictures of the demo brand, drawn by code: flat scenes on warm grounds, with words for those who cannot see them."""

import io
from random import Random

from PIL import Image, ImageDraw

from config.demo.scenes import CLAY, CREAM, INK, SCENES, SIZE, mix, rgb

KEPT = 1080  # pixels of a side
GROUNDS = [("#f3dfc1", "#e3b98c"), ("#dfe6d5", "#b9c9a9"), ("#f1d3c2", "#d99a7c"), ("#d6dfe3", "#9fb3bd"), ("#f4e3b4", "#e0b65c")]

ALTS = {
    "cup": (
        "Une tasse de café fumante vue de côté, sur un fond chaud.",
        "A steaming cup of coffee from the side, on a warm ground.",
    ),
    "glass": ("Un grand verre de café glacé avec trois glaçons.", "A tall glass of iced coffee with three ice cubes."),
    "cake": ("Une part de gâteau à étages sur une assiette.", "A slice of layer cake on a plate."),
    "pour": ("Une cafetière filtre d’où tombe un filet de café.", "A filter dripper with a thin stream of coffee."),
    "roaster": ("Un torréfacteur à tambour, porte ronde et cheminée.", "A drum roaster with a round door and a chimney."),
    "notebook": ("Un cahier ouvert sur une courbe de torréfaction.", "A notebook open at a roasting curve."),
    "grinder": ("Un moulin à café au repos, grains dans la trémie.", "A coffee grinder at rest, beans in the hopper."),
    "sack": ("Un sac de jute plein de grains de café.", "A burlap sack full of coffee beans."),
    "table": ("Six bols de dégustation alignés, vus de dessus.", "Six cupping bowls in line, from above."),
    "hands": ("Des grains de café triés en lignes, vus de dessus.", "Coffee beans sorted in rows, from above."),
    "bag": ("Un sachet de café debout, étiquette claire et valve.", "A standing coffee bag with a light label and a valve."),
    "cherries": ("Une branche de caféier chargée de cerises rouges.", "A coffee branch heavy with red cherries."),
    "hills": ("Des collines plantées de caféiers sous un grand soleil.", "Hills planted with coffee under a large sun."),
    "scale": ("Une balance qui porte un petit tas de grains.", "A scale with a small heap of beans."),
    "moka": ("Une cafetière italienne à facettes.", "A faceted moka pot."),
    "street": ("Une rue en pente aux façades colorées.", "A steep street with coloured fronts."),
    "counter": ("Un long comptoir en bois sous trois lampes.", "A long wooden counter under three lamps."),
    "gift": ("Un paquet cadeau noué d’un ruban.", "A present tied with a ribbon."),
    "lights": ("Des lumignons alignés sur un rebord, la nuit.", "Small candles in a row on a ledge at night."),
    "flowers": ("Un bouquet dans un vase rond.", "A bouquet in a round vase."),
}


def alt(scene: str, language: str) -> str:
    """What the scene shows, in French or English."""
    return ALTS[scene][language == "en"]


def number_of(scene: str) -> int:
    """The seed with which the scene is drawn for the library."""
    return list(SCENES).index(scene)


def draw(scene: str, seed: int) -> bytes:
    """The scene as JPEG bytes, always the same for the seed."""
    chance = Random(seed)  # noqa: S311 - a drawing, not a secret
    dark = scene == "lights"
    top, bottom = ("#1d2a36", "#31465a") if dark else chance.choice(GROUNDS)
    image = _ground(top, bottom)
    pen = ImageDraw.Draw(image)
    pen.ellipse((120, 1130, 1320, 1290), fill=mix(bottom, INK, 0.16))
    SCENES[scene](pen, chance)
    kept = io.BytesIO()
    image = image.resize((KEPT, KEPT), Image.Resampling.BILINEAR)  # edges become smooth
    image.save(kept, "JPEG", quality=86)
    return kept.getvalue()


def _ground(top: str, bottom: str) -> Image.Image:
    column = Image.new("RGB", (1, SIZE))
    for y in range(SIZE):
        column.putpixel((0, y), rgb(mix(top, bottom, y / SIZE)))
    return column.resize((SIZE, SIZE))


def logo() -> bytes:
    """The brand's logo as PNG bytes: a cup from above in a ring."""
    image = Image.new("RGBA", (800, 800), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((40, 40, 760, 760), fill=CLAY)
    pen.ellipse((120, 120, 680, 680), fill=CREAM)
    pen.ellipse((190, 190, 610, 610), fill="#3b2418")
    pen.arc((260, 260, 540, 540), 200, 320, fill="#7a4f35", width=26)
    pen.rounded_rectangle((600, 360, 780, 440), 40, fill=CREAM)
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()
