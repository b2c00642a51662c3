"""The library's films: taken in without what they tell of people, shown by a picture of one of their moments."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from editorial.library import keeping
from editorial.models import Asset
from lib import films
from lib.films import Film
from lib.locks import one_by_one
from team.models import Brand, Membership

MAX_BYTES = settings.FILM_MB * 1_000_000


def check_weight(file: UploadedFile) -> None:
    """Refuse what is heavier than any film that is taken; of such a file nothing was kept. Raises lib.films.BadFilm."""
    if (file.size or 0) > MAX_BYTES:
        raise films.too_heavy(file.size or 0, MAX_BYTES)


def is_film(file: UploadedFile) -> bool:
    """Whether it is a film by its content, whatever its name; it stays at its beginning."""
    file.seek(0)
    start = file.read(12)
    file.seek(0)
    return films.is_film(start)


def add(brand: Brand, file: UploadedFile, *, by: Membership | None, alt: str = "") -> Asset:
    """Take a film into the library; the same content twice is one asset. Raises lib.films.BadFilm with a sentence."""
    with keeping.on_disk(file) as path, keeping.passing(".mp4") as out:
        film = films.take(path, out, widths=keeping.WIDTHS)
        return keep(brand, film, out, name=file.name or "", by=by, alt=alt)


@transaction.atomic
def keep(
    brand: Brand, film: Film, path: Path, *, name: str, by: Membership | None, alt: str = "", made_from: Asset | None = None
) -> Asset:
    """Put a clean film that lies at `path` into the library: it is moved there."""
    digest, size = keeping.digest_of(path), path.stat().st_size
    kept = f"assets/{brand.pk}/{digest}.{'mov' if film.mime.startswith('video/quicktime') else 'mp4'}"
    one_by_one(kept)  # else a removal of the same content takes the file from under us
    keeping.keep_file(kept, path)
    facts = {"mime": film.mime, "size": size, "width": film.width, "height": film.height, "seconds": film.seconds}
    shown = {"file": kept, "poster": keeping.keep_pictures(brand, film.pictures), "kind": Asset.Kind.FILM, "made_from": made_from}
    asset, _made = Asset.objects.get_or_create(
        brand=brand, digest=digest, defaults={**facts, **shown, "name": name[:200], "alt": alt, "added_by": by}
    )
    return asset


def choose_poster(asset: Asset, at: float) -> None:
    """Let the film be shown by its picture `at` so many seconds. Raises lib.films.BadFilm with a sentence."""
    at = min(max(at, 0.0), asset.seconds or 0.0)
    pictures = films.frame(default_storage.path(asset.file), at, widths=keeping.WIDTHS)
    asset.poster = keeping.keep_pictures(asset.brand, pictures)
    asset.save(update_fields=["poster"])
