"""Logos: pictures made anew, kept under the digest of their content in the brand's own folder."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from lib import pictures
from lib.pictures import Picture
from team.models import Brand

_NAME = re.compile(r"[0-9a-f]{64}\.(png|jpeg)")
MAX_BYTES = 5_000_000


@dataclass(frozen=True)
class Drawn:
    """A logo as figures: its size in pixels, the marks in it (lib.pictures.look)."""

    width: int
    height: int
    marks: Sequence[str]


def keep(brand: Brand, picture: Picture) -> str:
    """Keep the picture; the same content is kept once. Gives the name to find it by."""
    name = f"{hashlib.sha256(picture.data).hexdigest()}.{picture.mime.removeprefix('image/')}"
    if not default_storage.exists(_path(brand, name)):
        default_storage.save(_path(brand, name), ContentFile(picture.data))
        _look(brand, name, picture.data)
    return name


def is_kept(brand: Brand, name: str) -> bool:
    """Whether the brand keeps a logo of that name."""
    return bool(_NAME.fullmatch(name)) and default_storage.exists(_path(brand, name))


def read(brand: Brand, name: str) -> tuple[bytes, str]:
    """The picture and its kind. Raises FileNotFoundError."""
    if not is_kept(brand, name):
        raise FileNotFoundError(name)
    with default_storage.open(_path(brand, name)) as file:
        return file.read(), f"image/{name.rpartition('.')[2]}"


@lru_cache(maxsize=1000)
def drawn(brand: Brand, name: str) -> Drawn:
    """What is drawn in a logo of the brand, looked at once. Raises FileNotFoundError."""
    if default_storage.exists(_path(brand, f"{name}.json")):
        with default_storage.open(_path(brand, f"{name}.json")) as file:
            return Drawn(**json.loads(file.read()))
    return _look(brand, name, read(brand, name)[0])


def _look(brand: Brand, name: str, data: bytes) -> Drawn:
    looks = pictures.look(data)
    found = Drawn(looks.width, looks.height, tuple(looks.marks))
    default_storage.save(_path(brand, f"{name}.json"), ContentFile(json.dumps(asdict(found)).encode()))
    return found


def _path(brand: Brand, name: str) -> str:
    return f"charters/{brand.pk}/{name}"
