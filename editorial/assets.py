"""The library: pictures and films taken in, kept under the digest of their content, described in words."""

import hashlib
from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from editorial import films, keeping
from editorial.keeping import WIDTHS, thumbnail_name
from editorial.models import Asset
from lib import pictures
from lib.pictures import BadFile, BadPicture
from team.models import Brand, Membership


def add(brand: Brand, file: UploadedFile, *, by: Membership | None, alt: str = "") -> Asset:
    """Take a picture or film into the library; the same content twice is one asset. Raises BadFile with a sentence."""
    films.check_weight(file)
    keeping.room(brand, file.size or 0)
    return films.add(brand, file, by=by, alt=alt) if films.is_film(file) else _add_picture(brand, file, by, alt)


def _add_picture(brand: Brand, file: UploadedFile, by: Membership | None, alt: str) -> Asset:
    picture = _read(file)
    digest = hashlib.sha256(picture.data).hexdigest()
    kept = f"assets/{brand.pk}/{digest}.{picture.mime.rpartition('/')[2]}"
    if not default_storage.exists(kept):
        for width in WIDTHS:
            keeping.keep(thumbnail_name(kept, width), pictures.thumbnail(picture.data, width).data)
        keeping.keep(kept, picture.data)
    values = {"file": kept, "mime": picture.mime, "size": len(picture.data), "width": picture.width, "height": picture.height}
    asset, _made = Asset.objects.get_or_create(
        brand=brand, digest=digest, defaults={**values, "name": (file.name or "")[:200], "alt": alt, "added_by": by}
    )
    return asset


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
