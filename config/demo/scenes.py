"""The scenes of the demo brand's pictures: flat shapes on a square of `SIZE` pixels."""

import math
from collections.abc import Callable
from random import Random

from PIL import ImageDraw

SIZE = 1440  # pixels of a side, as they are drawn
INK, CREAM, CLAY, LEAF, GOLD, NIGHT, ROSE, WOOD = (
    "#2b211c", "#f6ead7", "#b4532a", "#5d7350", "#d9a441", "#24333f", "#c97b63", "#8b5e3c",
)  # fmt: skip

Pen = ImageDraw.ImageDraw


def rgb(colour: str) -> tuple[int, int, int]:
    """The parts of a colour, each from 0 to 255."""
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))  # type: ignore[return-value]


def mix(one: str, other: str, share: float) -> str:
    """A colour between two, `share` of the way to the other."""
    mixed = (round(a + (b - a) * share) for a, b in zip(rgb(one), rgb(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _bean(pen: Pen, x: float, y: float, r: float, colour: str = "#4a2f22") -> None:
    pen.ellipse((x - r, y - r * 0.72, x + r, y + r * 0.72), fill=colour)
    pen.arc(
        (x - r * 0.9, y - r * 0.34, x + r * 0.9, y + r * 0.34), 200, 340, fill=mix(colour, CREAM, 0.35), width=max(2, int(r / 7))
    )


def _steam(pen: Pen, x: float, y: float) -> None:
    for turn in range(3):
        line = [(x - 110 + turn * 110 + 26 * math.sin(step / 4 + turn), y - step * 9) for step in range(30)]
        pen.line(line, fill="#fffaf0", width=16, joint="curve")


def _cup(pen: Pen, chance: Random) -> None:
    body = chance.choice([CREAM, CLAY, LEAF, NIGHT])
    _steam(pen, 700, 560)
    pen.ellipse((330, 1100, 1080, 1230), fill=mix(body, INK, 0.2))
    pen.arc((900, 720, 1170, 990), 270, 120, fill=body, width=52)
    pen.rounded_rectangle((420, 640, 980, 1150), 170, fill=body)
    pen.rectangle((420, 640, 980, 820), fill=body)
    pen.ellipse((420, 580, 980, 710), fill=mix(body, "#ffffff", 0.25))
    pen.ellipse((455, 602, 945, 692), fill="#3b2418")


def _glass(pen: Pen, chance: Random) -> None:
    pen.polygon([(480, 380), (960, 380), (900, 1200), (540, 1200)], fill="#f9f4ea")
    pen.polygon([(496, 560), (944, 560), (893, 1170), (547, 1170)], fill="#6b4128")
    pen.polygon([(496, 560), (944, 560), (925, 780), (515, 780)], fill="#c79a6b")
    for x, y in ((560, 520), (690, 600), (800, 500)):
        pen.rounded_rectangle((x, y, x + 130, y + 130), 26, fill="#eef5f6", outline="#cfdfe2", width=6)
    pen.line([(860, 240), (760, 900)], fill=chance.choice([CLAY, LEAF]), width=26)


def _cake(pen: Pen, chance: Random) -> None:
    pen.ellipse((220, 1060, 1220, 1240), fill="#fbf6ec")
    cream = chance.choice(["#f7e7cf", "#f1cdbb"])
    for step, colour in enumerate(["#5a3826", cream, "#5a3826", cream, "#43291c"]):
        y = 1080 - step * 92
        pen.polygon([(360, y), (1100, y - 30), (1100, y - 122), (360, y - 92)], fill=colour)
    for x in (460, 640, 820, 1000):
        _bean(pen, x, 590, 44)


def _pour(pen: Pen, chance: Random) -> None:
    pen.polygon([(430, 330), (1010, 330), (800, 700), (640, 700)], fill=CREAM)
    pen.polygon([(480, 380), (960, 380), (900, 490), (540, 490)], fill="#4a2f22")
    pen.rectangle((600, 700, 840, 740), fill=WOOD)
    pen.line([(720, 740), (720, 960)], fill="#4a2f22", width=14)
    pen.polygon([(560, 800), (880, 800), (1030, 1190), (410, 1190)], fill="#f3f6f5")
    pen.polygon([(480, 1010), (960, 1010), (1028, 1188), (412, 1188)], fill="#5a3826")


def _roaster(pen: Pen, chance: Random) -> None:
    body = chance.choice([LEAF, CLAY, NIGHT])
    pen.rectangle((980, 180, 1090, 620), fill=mix(body, INK, 0.3))
    pen.rounded_rectangle((330, 520, 1130, 1080), 90, fill=body)
    pen.polygon([(420, 300), (760, 300), (660, 530), (520, 530)], fill=mix(body, "#ffffff", 0.2))
    pen.ellipse((420, 600, 820, 1000), fill=mix(body, INK, 0.35))
    pen.ellipse((480, 660, 760, 940), fill="#3b2418")
    for turn in range(9):
        _bean(pen, 620 + 90 * math.cos(turn * 0.7), 800 + 90 * math.sin(turn * 0.7), 34, "#6b4530")
    pen.ellipse((920, 650, 1050, 780), fill=CREAM)
    pen.line([(985, 715), (1020, 680)], fill=CLAY, width=10)
    for x in (430, 1010):
        pen.rectangle((x, 1070, x + 60, 1210), fill=INK)


def _notebook(pen: Pen, chance: Random) -> None:
    pen.polygon([(220, 440), (720, 500), (720, 1190), (220, 1120)], fill="#fffaf0")
    pen.polygon([(1220, 440), (720, 500), (720, 1190), (1220, 1120)], fill="#f8efdf")
    for row in range(8):
        pen.line([(280, 560 + row * 66), (660, 600 + row * 66)], fill="#d8cbb6", width=6)
    curve = [
        (780 + step * 10, 1050 - 420 * (1 - math.exp(-step / 14)) + 120 * math.exp(-((step - 6) ** 2) / 20)) for step in range(39)
    ]
    pen.line(curve, fill=CLAY, width=14, joint="curve")
    pen.line([(1100, 380), (1250, 300)], fill=WOOD, width=34)


def _grinder(pen: Pen, chance: Random) -> None:
    pen.polygon([(460, 260), (980, 260), (840, 600), (600, 600)], fill="#eef2f0")
    for turn in range(16):
        _bean(pen, 560 + (turn % 6) * 64, 330 + (turn // 6) * 76, 40)
    pen.rounded_rectangle((520, 590, 920, 1000), 50, fill=chance.choice([INK, CLAY, NIGHT]))
    pen.ellipse((650, 720, 790, 860), fill=GOLD)
    pen.polygon([(600, 1000), (840, 1000), (800, 1090), (640, 1090)], fill=INK)
    pen.rounded_rectangle((440, 1120, 1000, 1200), 30, fill=WOOD)


def _sack(pen: Pen, chance: Random) -> None:
    pen.rounded_rectangle((330, 520, 1110, 1220), 160, fill="#c9a574")
    pen.ellipse((380, 420, 1060, 700), fill="#a9824f")
    pen.ellipse((430, 450, 1010, 660), fill="#3b2418")
    for _bean_number in range(60):
        turn, far = chance.random() * 6.28, chance.random() ** 0.5
        _bean(pen, 720 + 260 * far * math.cos(turn), 555 + 86 * far * math.sin(turn), 36, "#5a3826")
    pen.line([(500, 860), (940, 860)], fill="#8a6a3e", width=14)
    pen.line([(560, 940), (880, 940)], fill="#8a6a3e", width=14)


def _table(pen: Pen, chance: Random) -> None:
    pen.rounded_rectangle((110, 380, 1330, 1130), 60, fill=WOOD)
    for number in range(6):
        x, y = 330 + (number % 3) * 390, 580 + (number // 3) * 340
        pen.ellipse((x - 140, y - 140, x + 140, y + 140), fill="#fbf6ec")
        pen.ellipse((x - 112, y - 112, x + 112, y + 112), fill=mix("#3b2418", GOLD, chance.random() * 0.35))
    pen.line([(1180, 420), (1280, 1050)], fill="#dfe4e6", width=22)
    pen.ellipse((1130, 390, 1230, 500), fill="#dfe4e6")


def _hands(pen: Pen, chance: Random) -> None:
    pen.rounded_rectangle((160, 330, 1280, 1170), 40, fill="#fbf3e4")
    for row in range(6):
        for place in range(9):
            odd = chance.random() < 0.06
            _bean(pen, 270 + place * 114, 430 + row * 130, 44, CLAY if odd else mix("#4a2f22", WOOD, chance.random() * 0.4))


def _bag(pen: Pen, chance: Random) -> None:
    body = chance.choice([NIGHT, CLAY, LEAF, INK])
    pen.polygon([(440, 330), (1000, 330), (1050, 1200), (390, 1200)], fill=body)
    pen.rectangle((440, 290, 1000, 380), fill=mix(body, INK, 0.35))
    pen.rounded_rectangle((520, 620, 920, 1020), 24, fill=CREAM)
    pen.ellipse((690, 470, 750, 530), fill=mix(body, "#ffffff", 0.3))
    _bean(pen, 720, 760, 80)
    for row in range(3):
        pen.line([(580, 890 + row * 40), (860 - row * 70, 890 + row * 40)], fill="#b9a48a", width=12)


def _cherries(pen: Pen, chance: Random) -> None:
    pen.line([(180, 420), (560, 620), (1260, 800)], fill="#5c4632", width=30, joint="curve")
    for left, top, turn in ((330, 480, -1), (610, 610, 1), (900, 700, -1), (1150, 760, 1)):
        tip, back = (left + 130, top - 190 * turn - 40), (left + 130, top - 60 * turn)
        pen.polygon([(left, top), tip, (left + 300, top - 150 * turn), back], fill=LEAF)
    for _cherry in range(22):
        x = 330 + chance.random() * 820
        y = 600 + (x - 330) * 0.28 + chance.random() * 240
        ripe = mix("#b3261e", GOLD, chance.random() * 0.35)
        pen.ellipse((x - 58, y - 58, x + 58, y + 58), fill=ripe)
        pen.ellipse((x - 30, y - 36, x - 6, y - 12), fill=mix(ripe, "#ffffff", 0.55))


def _hills(pen: Pen, chance: Random) -> None:
    pen.ellipse((860, 180, 1200, 520), fill="#f2c14e")
    for step, colour in enumerate(["#a9b88f", "#7f976e", "#5d7350"]):
        base = 640 + step * 200
        line = [(x, base + 90 * math.sin(x / 210 + step * 2 + chance.random())) for x in range(0, SIZE + 40, 40)]
        pen.polygon([(0, SIZE), *line, (SIZE, SIZE)], fill=colour)
    for _row in range(70):
        x, y = chance.random() * SIZE, 1080 + chance.random() * 320
        pen.ellipse((x - 26, y - 22, x + 26, y + 22), fill=mix("#435a3a", "#7f976e", chance.random()))


def _scale(pen: Pen, chance: Random) -> None:
    pen.rounded_rectangle((320, 980, 1120, 1200), 50, fill=INK)
    pen.rounded_rectangle((560, 1040, 880, 1140), 20, fill="#bcd3b2")
    pen.rounded_rectangle((380, 900, 1060, 980), 30, fill="#dfe4e6")
    for _bean_number in range(70):
        x = 720 + chance.gauss(0, 120)
        y = 880 - max(0.0, 190 - abs(x - 720) * 0.9) * chance.random()
        _bean(pen, x, y, 40, mix("#4a2f22", WOOD, chance.random() * 0.4))


def _moka(pen: Pen, chance: Random) -> None:
    metal = chance.choice(["#c8cfd2", "#d6c7b2"])
    _steam(pen, 720, 380)
    pen.polygon([(540, 470), (900, 470), (860, 790), (580, 790)], fill=metal)
    pen.polygon([(540, 470), (660, 470), (650, 790), (580, 790)], fill=mix(metal, "#ffffff", 0.4))
    pen.polygon([(570, 800), (870, 800), (960, 1200), (480, 1200)], fill=mix(metal, INK, 0.08))
    pen.polygon([(570, 800), (680, 800), (640, 1200), (480, 1200)], fill=mix(metal, "#ffffff", 0.3))
    pen.polygon([(540, 470), (900, 470), (720, 400)], fill=mix(metal, INK, 0.2))
    pen.line([(900, 520), (1060, 540), (1040, 800)], fill=INK, width=50, joint="curve")


def _street(pen: Pen, chance: Random) -> None:
    fronts = ["#d9a06b", "#c97b63", "#e2c58f", "#9db08a", "#b98a6a"]
    chance.shuffle(fronts)
    for number, colour in enumerate(fronts):
        left, top = 60 + number * 270, 360 + number * 60
        pen.rectangle((left, top, left + 260, 1250), fill=colour)
        pen.polygon(
            [(left - 12, top), (left + 272, top), (left + 240, top - 70), (left + 20, top - 70)], fill=mix(colour, INK, 0.4)
        )
        for window in range(6):
            x, y = left + 40 + (window % 2) * 110, top + 60 + (window // 2) * 190
            pen.rounded_rectangle((x, y, x + 70, y + 120), 8, fill=mix(colour, "#ffffff", 0.55))
        pen.rounded_rectangle((left + 90, 1090, left + 170, 1250), 8, fill=LEAF)
    pen.polygon([(0, 1240), (SIZE, 1300), (SIZE, SIZE), (0, SIZE)], fill="#cfc2ae")


def _counter(pen: Pen, chance: Random) -> None:
    for x in (360, 720, 1080):
        pen.line([(x, 0), (x, 330)], fill=INK, width=8)
        pen.pieslice((x - 120, 250, x + 120, 490), 180, 360, fill=chance.choice([CLAY, LEAF, INK]))
        pen.polygon([(x - 110, 370), (x + 110, 370), (x + 230, 820), (x - 230, 820)], fill="#f9e7bd")
    pen.rectangle((60, 800, 1380, 870), fill="#6f4a30")
    pen.rectangle((100, 870, 1340, 1240), fill=WOOD)
    for x in range(180, 1340, 130):
        pen.line([(x, 880), (x, 1230)], fill="#7a5235", width=8)
    for x in (420, 640, 980):
        pen.rounded_rectangle((x, 720, x + 110, 800), 24, fill=CREAM)


def _gift(pen: Pen, chance: Random) -> None:
    paper, ribbon = chance.choice([("#c9a574", CLAY), ("#5d7350", GOLD), ("#b4532a", CREAM)])
    pen.rectangle((380, 600, 1060, 1220), fill=paper)
    pen.rectangle((340, 500, 1100, 640), fill=mix(paper, INK, 0.14))
    pen.rectangle((660, 500, 780, 1220), fill=ribbon)
    for turn in (-1, 1):
        pen.polygon([(720, 500), (720 + turn * 270, 300), (720 + turn * 300, 470)], fill=mix(ribbon, INK, 0.08))
    pen.ellipse((660, 430, 780, 540), fill=mix(ribbon, INK, 0.2))


def _lights(pen: Pen, chance: Random) -> None:
    pen.rectangle((0, 1060, SIZE, SIZE), fill="#17212b")
    for _star in range(60):
        x, y = chance.random() * SIZE, chance.random() * 700
        pen.ellipse((x - 3, y - 3, x + 3, y + 3), fill="#dfe8ee")
    for glow in range(6, 0, -1):
        for number in range(6):
            place, r = 150 + number * 228, glow * 34
            pen.ellipse((place - r, 900 - r, place + r, 900 + r), fill=mix("#2b3f52", "#f2b950", 0.5 / glow))
    for number in range(6):
        x, high = 150 + number * 228, 150 + chance.random() * 60
        pen.rounded_rectangle((x - 76, 1080 - high, x + 76, 1080), 22, fill=chance.choice([CLAY, ROSE, LEAF, GOLD]))
        pen.ellipse((x - 22, 860, x + 22, 950), fill="#ffe9a8")


def _flowers(pen: Pen, chance: Random) -> None:
    for _stem in range(11):
        x, y = 440 + chance.random() * 560, 300 + chance.random() * 300
        pen.line([(720, 900), (x, y)], fill=LEAF, width=14)
        colour = chance.choice([ROSE, GOLD, CREAM, CLAY])
        for petal in range(6):
            turn = petal * math.pi / 3
            px, py = x + 52 * math.cos(turn), y + 52 * math.sin(turn)
            pen.ellipse((px - 44, py - 44, px + 44, py + 44), fill=colour)
        pen.ellipse((x - 30, y - 30, x + 30, y + 30), fill=WOOD)
    pen.ellipse((510, 800, 930, 1220), fill=chance.choice([NIGHT, "#e8dcc8", CLAY]))
    pen.rectangle((640, 780, 800, 860), fill=NIGHT)


SCENES: dict[str, Callable[[Pen, Random], None]] = {
    "cup": _cup,
    "glass": _glass,
    "cake": _cake,
    "pour": _pour,
    "roaster": _roaster,
    "notebook": _notebook,
    "grinder": _grinder,
    "sack": _sack,
    "table": _table,
    "hands": _hands,
    "bag": _bag,
    "cherries": _cherries,
    "hills": _hills,
    "scale": _scale,
    "moka": _moka,
    "street": _street,
    "counter": _counter,
    "gift": _gift,
    "lights": _lights,
    "flowers": _flowers,
}
