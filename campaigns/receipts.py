"""Receipts: PDF files and pictures, kept under the digest of their content in the brand's own folder."""

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from lib import pictures
from lib.documents import is_document
from lib.locks import one_by_one
from team.models import Brand

MOST = 10_000_000  # bytes
MIMES = {"pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg"}


class BadReceipt(Exception):
    """It is no receipt we take; the text is a sentence for the person."""


@dataclass(frozen=True)
class File:
    """A receipt that was read: its content, what kind of file it is, what it was called."""

    data: bytes
    ending: str
    name: str


def read(upload: UploadedFile) -> File:
    """What was uploaded, pictures made anew. Raises BadReceipt."""
    if (upload.size or 0) > MOST:
        raise BadReceipt(_("A receipt weighs 10 MB at most: send it smaller."))
    data = upload.read()
    name = (upload.name or "")[-120:]
    if is_document(data[:1024]):
        return File(data, "pdf", name)
    try:
        picture = pictures.read(data, max_bytes=MOST)
    except pictures.BadPicture:
        raise BadReceipt(_("This is neither a PDF nor a picture: send the receipt as one of these.")) from None
    return File(picture.data, picture.mime.removeprefix("image/"), name)


def keep(brand: Brand, file: File) -> str:
    """Keep the file; the same content is kept once. Gives the name to find it by. Call it inside the entry's transaction."""
    name = f"receipts/{brand.pk}/{hashlib.sha256(file.data).hexdigest()}.{file.ending}"
    one_by_one(name)  # else it is deleted at this moment, as another entry's that is struck
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(file.data))
    return name


def stage(brand: Brand, file: File) -> str:
    """Lay the file aside for a day, while its form has mistakes; gives words by which the form finds it again."""
    place = f"{secrets.token_hex(16)}.{file.ending}"
    _aside(place).write_bytes(file.data)
    return _signer(brand).sign_object([place, file.name])


def staged(brand: Brand, words: str) -> File | None:
    """The file that was laid aside under these words; None when it is gone, or the words are nobody's."""
    try:
        place, name = _signer(brand).unsign_object(words)
        return File(_aside(place).read_bytes(), place.rpartition(".")[2], name)
    except (BadSignature, OSError):
        return None


def _aside(place: str) -> Path:
    return Path(settings.WORKPLACE) / place


def _signer(brand: Brand) -> Signer:
    return Signer(salt=f"campaigns.receipt.{brand.pk}")


def mime(name: str) -> str:
    """What kind of file is kept under the name."""
    return MIMES.get(name.rpartition(".")[2], "application/octet-stream")


def forget(name: str) -> None:
    """Keep the file no more."""
    default_storage.delete(name)
