"""Where the library keeps files: under the digest of their content, with small pictures beside them."""

import hashlib
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db.models import Sum
from django.utils.translation import gettext as _

from lib.pictures import BadFile
from team.models import Brand

BRAND_BYTES = settings.LIBRARY_GB * 1_000_000_000  # what one brand may keep
COUNTED = 3600  # seconds for which what is in a library is known
WIDTHS = (320, 960)  # of small pictures, in pixels
LEFT = timedelta(days=1)  # a file of the workplace that is older belongs to nobody


def room(brand: Brand, size: int) -> None:
    """Refuse what the brand's library has no room for. Raises BadFile with a sentence.

    What is in it is counted once an hour and before a refusal; in between what comes is added, so that an upload costs the
    same whatever the library's size.
    """
    key = f"library:bytes:{brand.pk}"
    used = cache.get(key)
    if used is None or used + size > BRAND_BYTES:
        used = brand.assets.aggregate(used=Sum("size"))["used"] or 0
        cache.set(key, used, timeout=COUNTED)
    if used + size > BRAND_BYTES:
        raise BadFile("quota", _("The brand's library is full: ask an administrator to make room."))
    with suppress(ValueError):  # the figure is gone just now: it will be counted
        cache.incr(key, size)


def keep(name: str, data: bytes) -> None:
    """Keep bytes under a name, once."""
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(data))


def keep_file(name: str, path: Path) -> None:
    """Keep a file of the workplace under a name, once, without reading it; it is moved away."""
    kept = Path(default_storage.path(name))
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        path.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        shutil.move(path, kept)


def keep_pictures(brand: Brand, pictures: Sequence[bytes]) -> str:
    """Keep a JPEG and, at each of WIDTHS, its small WebP; the JPEG's name."""
    name = f"assets/{brand.pk}/{hashlib.sha256(pictures[0]).hexdigest()}.jpeg"
    for width, small in zip(WIDTHS, pictures[1:], strict=True):
        keep(thumbnail_name(name, width), small)
    keep(name, pictures[0])
    return name


def thumbnail_name(name: str, width: int) -> str:
    """Where the small form of a kept picture is kept."""
    return f"{name.rpartition('.')[0]}-{width}.webp"


def digest_of(path: Path) -> str:
    """SHA-256 of a file in hexadecimal, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def passing(ending: str = "") -> Iterator[Path]:
    """A name in the workplace for a file that is being made; what is still there at the end is removed."""
    path = settings.WORKPLACE / f"{secrets.token_hex(16)}{ending}"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def on_disk(file: UploadedFile) -> Iterator[Path]:
    """An uploaded file as a file on the disk; never whole in memory."""
    if isinstance(file, TemporaryUploadedFile):
        yield Path(file.temporary_file_path())
        return
    with passing() as path:
        with path.open("wb") as copy:
            for piece in file.chunks():
                copy.write(piece)
        yield path


def tidy(now: datetime) -> int:
    """Remove what was left in the workplace by something that broke off a day ago; how many files."""
    old = [path for path in settings.WORKPLACE.iterdir() if path.stat().st_mtime < (now - LEFT).timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
