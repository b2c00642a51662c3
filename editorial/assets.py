"""The library's pictures: taken in, kept under the digest of their content, described in words."""

import hashlib
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from editorial.models import Asset
from lib import pictures
from lib.pictures import BadPicture
from team.models import Brand, Membership

BRAND_BYTES = 5_000_000_000  # what one brand may keep
WIDTHS = (320, 960)  # of thumbnails, in pixels


def add(brand: Brand, file: UploadedFile, *, by: Membership | None, alt: str = "") -> Asset:
    """Take a picture into the library; the same content twice is one asset. Raises BadPicture with a sentence."""
    picture = _read(brand, file)
    digest = hashlib.sha256(picture.data).hexdigest()
    kept = f"assets/{brand.pk}/{digest}.{picture.mime.rpartition('/')[2]}"
    if not default_storage.exists(kept):
        for width in WIDTHS:
            _keep(thumbnail_name(kept, width), pictures.thumbnail(picture.data, width).data)
        _keep(kept, picture.data)
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
        except BadPicture as trouble:
            troubles.append(_("%(file)s: %(trouble)s") % {"file": file.name, "trouble": trouble})
    return taken, troubles


def describe(asset: Asset, alt: str) -> None:
    """Say in words what the picture shows: what new uses of it begin with."""
    Asset.objects.filter(pk=asset.pk).update(alt=alt)


def thumbnail_name(name: str, width: int) -> str:
    """Where the thumbnail of a kept picture is kept."""
    return f"{name.rpartition('.')[0]}-{width}.webp"


def _keep(name: str, data: bytes) -> None:
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(data))


def _read(brand: Brand, file: UploadedFile) -> pictures.Picture:
    size = file.size or 0
    if size > pictures.MAX_BYTES:
        weights = {"weight": number_format(size / 1e6, 1), "most": number_format(pictures.MAX_BYTES / 1e6)}
        raise BadPicture("size", _("It weighs %(weight)s MB; %(most)s MB are taken at most. Make the picture smaller.") % weights)
    used = brand.assets.aggregate(used=Sum("size"))["used"] or 0
    if used + size > BRAND_BYTES:
        raise BadPicture("quota", _("The brand's library is full: ask an administrator to make room."))
    return pictures.read(file.read())
