"""Fonts of the brand: made anew, kept under the digest of their content in the brand's own folder, with their names."""

import hashlib
import json
import re

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from lib.fonts import Font
from team.models import Brand

_NAME = re.compile(r"[0-9a-f]{64}\.woff2")


def keep(brand: Brand, font: Font) -> str:
    """Keep the font; the same content is kept once. Gives the name to find it by."""
    name = f"{hashlib.sha256(font.data).hexdigest()}.woff2"
    if not is_kept(brand, name):
        names = json.dumps({"family": font.family, "style": font.style})
        default_storage.save(_path(brand, f"{name}.json"), ContentFile(names.encode()))
        default_storage.save(_path(brand, name), ContentFile(font.data))
    return name


def is_kept(brand: Brand, name: str) -> bool:
    """Whether the brand keeps a font of that name."""
    return bool(_NAME.fullmatch(name)) and default_storage.exists(_path(brand, name))


def names(brand: Brand, name: str) -> dict[str, str]:
    """What the font calls itself: `family` and `style`."""
    with default_storage.open(_path(brand, f"{name}.json")) as file:
        found: dict[str, str] = json.loads(file.read())
    return found


def read(brand: Brand, name: str) -> bytes:
    """The font as WOFF2. Raises FileNotFoundError."""
    if not is_kept(brand, name):
        raise FileNotFoundError(name)
    with default_storage.open(_path(brand, name)) as file:
        data: bytes = file.read()
    return data


def _path(brand: Brand, name: str) -> str:
    return f"charters/{brand.pk}/{name}"
