"""What the demo accounts look like on their networks: most as the charter wants, some as they were before it."""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PIL import Image

from config.demo import pictures
from config.demo.scenes import CLAY, CREAM
from config.demo.wire import Practice
from publishing.accounts import profiles
from publishing.models import Account

ABOUT = "Torréfacteurs à Lyon depuis 1894. Cafés de saison, récoltés et torréfiés avec soin."
WORKSHOP = "Un nouvel atelier à la Croix-Rousse. Du café pas cher et un espace cosy pour tes dimanches."


def put_on(net: Practice, accounts: Mapping[str, Account], now: datetime) -> None:
    """Dress the accounts, and read once what their networks show."""
    logo, crest, banner = _logo(CREAM), _scene("cup"), _banner(CLAY)
    looks: dict[str, dict[str, Any]] = {
        "bluesky": {"about": ABOUT, "picture": logo, "banner": banner},
        "mastodon": {"about": ABOUT, "picture": logo},
        "facebook": {"about": ABOUT, "picture": logo, "banner": _banner("#2f6fd0")},
        "instagram": {"about": ABOUT, "picture": logo},
        "workshop_ig": {"about": WORKSHOP, "picture": crest},
        "workshop_fb": {"about": ""},
    }
    for key, look in looks.items():
        net.dress(accounts[key], **look)
        profiles.read(accounts[key], now)


def _logo(ground: str) -> bytes:
    board, mark = Image.new("RGB", (400, 400), ground), Image.open(io.BytesIO(pictures.logo())).resize((300, 300))
    board.paste(mark, (50, 50), mark)
    return _png(board)


def _scene(name: str) -> bytes:
    return _png(Image.open(io.BytesIO(pictures.draw(name, 3))).resize((300, 300)))


def _banner(colour: str) -> bytes:
    return _png(Image.new("RGB", (600, 200), colour))


def _png(image: Image.Image) -> bytes:
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()
