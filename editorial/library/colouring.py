"""Looking up the colours of pictures that were in the library before anybody asked for them."""

from datetime import datetime

from django.core.files.storage import default_storage

from editorial.library.keeping import WIDTHS, thumbnail_name
from editorial.models import Asset
from lib import pictures
from lib.pictures import BadPicture

AT_ONCE = 100


def waits(_now: datetime) -> bool:
    """Whether nobody has looked at the colours of a picture."""
    return _unlooked().exists()


def work() -> int:
    """Look at the next pictures, by their small forms; how many."""
    rows = list(_unlooked().only("pk", "file").order_by("pk")[:AT_ONCE])
    for asset in rows:
        Asset.objects.filter(pk=asset.pk).update(colours=_of(asset))
    return len(rows)


def _of(asset: Asset) -> dict[str, float]:
    """The colours; none for a file that is lost, so that it is not looked for again and again."""
    try:
        with default_storage.open(thumbnail_name(asset.file, WIDTHS[0])) as file:
            return dict(pictures.look(file.read()).colours)
    except (OSError, BadPicture):
        return {}


def _unlooked():  # type: ignore[no-untyped-def]
    return Asset.objects.filter(kind=Asset.Kind.PICTURE, colours__isnull=True)
