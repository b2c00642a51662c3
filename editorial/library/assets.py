"""The library: pictures, films and documents taken in, kept under the digest of their content, described in words."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from editorial.library import documents, films, keeping
from editorial.library.keeping import WIDTHS, thumbnail_name
from editorial.models import Asset, Folder
from lib import pictures
from lib.locks import one_by_one
from lib.pictures import BadFile, BadPicture
from team.models import Brand, Membership


@dataclass(frozen=True)
class Taken:
    """What came of a file: its asset; `new` is False where the same content was in the library before."""

    asset: Asset
    new: bool


def add(brand: Brand, file: UploadedFile, *, by: Membership | None, alt: str = "") -> Asset:
    """Take a picture, film or document into the library; the same content twice is one asset. Raises BadFile with a sentence."""
    films.check_weight(file)
    keeping.room(brand, file.size or 0)
    if films.is_film(file):
        return films.add(brand, file, by=by, alt=alt)
    if documents.is_document(file):
        return documents.add(brand, file, by=by, alt=alt)
    return _add_picture(brand, file, by, alt)


def take_in(brand: Brand, file: UploadedFile, *, by: Membership | None, alt: str = "", folder: Folder | None = None) -> Taken:
    """Take it into the library, into this folder unless it was there already. Raises BadFile with a sentence."""
    newest = brand.assets.order_by("-pk").values_list("pk", flat=True).first() or 0
    asset = add(brand, file, by=by, alt=alt)
    new = asset.pk > newest
    if new and folder:
        asset.folder = folder
        asset.save(update_fields=["folder"])
    if asset.replaced_by_id:
        Asset.objects.filter(pk=asset.pk).update(replaced_by=None)
    return Taken(asset, new)


@transaction.atomic
def _add_picture(brand: Brand, file: UploadedFile, by: Membership | None, alt: str) -> Asset:
    picture = _read(file)
    digest = hashlib.sha256(picture.data).hexdigest()
    kept = f"assets/{brand.pk}/{digest}.{picture.mime.rpartition('/')[2]}"
    one_by_one(kept)  # else a removal of the same content takes the file from under us
    if there := brand.assets.filter(digest=digest).first():
        return there
    sizes = {"size": len(picture.data), "width": picture.width, "height": picture.height}
    shown = {"file": kept, "mime": picture.mime, **_keep_all(kept, picture)}
    return Asset.objects.create(brand=brand, digest=digest, **shown, **sizes, name=(file.name or "")[:200], alt=alt, added_by=by)


def _keep_all(kept: str, picture: pictures.Picture) -> dict[str, Any]:
    """Keep the picture and its thumbnails; what it looks like, as the fields of its asset."""
    small = [pictures.thumbnail(picture.data, width) for width in WIDTHS]
    for width, thumbnail in zip(WIDTHS, small, strict=True):
        keeping.keep(thumbnail_name(kept, width), thumbnail.data)
    keeping.keep(kept, picture.data)
    return {"likeness": list(small[0].likeness), "colours": dict(small[0].colours)}


def discard(kept: str) -> None:
    """Take the files of what no row names any more from the storage."""
    for name in (kept, *(thumbnail_name(kept, width) for width in WIDTHS)):
        default_storage.delete(name)
    documents.discard(kept)


def add_all(brand: Brand, files: Iterable[UploadedFile], *, by: Membership) -> tuple[list[Asset], list[str]]:
    """Take in what can be taken, and a sentence for each file that cannot."""
    taken, troubles = [], []
    for file in files:
        try:
            taken.append(add(brand, file, by=by))
        except BadFile as trouble:
            troubles.append(_("%(file)s: %(trouble)s") % {"file": file.name, "trouble": trouble})
    return taken, troubles


def describe(asset: Asset, alt: str) -> None:
    """Say in words what the picture or film shows: what new uses of it begin with."""
    Asset.objects.filter(pk=asset.pk).update(alt=alt)


def _read(file: UploadedFile) -> pictures.Picture:
    size = file.size or 0
    if size > pictures.MAX_BYTES:
        weights = {"weight": number_format(size / 1e6, 1), "most": number_format(pictures.MAX_BYTES / 1e6)}
        raise BadPicture("size", _("It weighs %(weight)s MB; %(most)s MB are taken at most. Make the picture smaller.") % weights)
    return pictures.read(file.read())


__all__ = ["WIDTHS", "add", "add_all", "describe", "thumbnail_name"]
