"""The library's documents: kept as they came, never shown themselves, only as pictures of their pages."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.library import keeping
from editorial.models import Asset
from editorial.refusals import Refusal
from lib import documents, pictures
from lib.documents import Page
from lib.locks import one_by_one
from team.models import Brand, Membership

MIME = "application/pdf"
MOST = 30  # pages made into pictures at once
_SPAN = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")
_DASH = re.compile(r"\s*[-–]\s*")


def is_document(file: UploadedFile) -> bool:
    """Whether it is a PDF by its content, whatever its name; it stays at its beginning."""
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    return documents.is_document(start)


def add(brand: Brand, file: UploadedFile, *, by: Membership | None, alt: str = "") -> Asset:
    """Take a document into the library; the same content twice is one asset. Raises lib.documents.BadDocument."""
    if (file.size or 0) > documents.MAX_BYTES:
        raise documents.too_heavy(file.size or 0)
    with keeping.on_disk(file) as path:
        first = documents.page(path)
        return _keep(brand, path, first, file, by, alt)


@transaction.atomic
def _keep(brand: Brand, path: Path, first: Page, file: UploadedFile, by: Membership | None, alt: str) -> Asset:
    digest, size = keeping.digest_of(path), path.stat().st_size
    kept = f"assets/{brand.pk}/{digest}.pdf"
    one_by_one(kept)
    if there := brand.assets.filter(digest=digest).first():
        return there
    with keeping.passing(".pdf") as copy:
        shutil.copyfile(path, copy)
        keeping.keep_file(kept, copy)
    small = [pictures.thumbnail(first.data, width).data for width in keeping.WIDTHS]
    facts = {"mime": MIME, "size": size, "width": first.width, "height": first.height, "pages": first.pages}
    shown = {"kind": Asset.Kind.DOCUMENT, "file": kept, "poster": keeping.keep_pictures(brand, [_jpeg(first), *small])}
    return Asset.objects.create(brand=brand, digest=digest, **facts, **shown, name=(file.name or "")[:200], alt=alt, added_by=by)


def _jpeg(page: Page) -> bytes:
    limits = {"mimes": ["image/jpeg"], "max_bytes": pictures.MAX_BYTES}
    return pictures.fit(page.data, **limits).data  # type: ignore[arg-type]


def shown_page(document: Asset, number: int) -> str:
    """The name of a small picture of a page, made when it is first looked at. Raises lib.documents.BadDocument."""
    name = f"{_pages(document.file)}/{number}.webp"
    if not default_storage.exists(name):
        keeping.keep(name, documents.page(default_storage.path(document.file), number, width=keeping.WIDTHS[0]).data)
    return name


def _pages(kept: str) -> str:
    """The folder of a document's small pages."""
    return f"{kept.removesuffix('.pdf')}-pages"


def discard(kept: str) -> None:
    """Delete the small pages of a document that nobody keeps any more."""
    if kept.endswith(".pdf"):
        shutil.rmtree(default_storage.path(_pages(kept)), ignore_errors=True)


def picture(document: Asset, number: int) -> UploadedFile:
    """A page as a picture to be taken into the library. Raises lib.documents.BadDocument."""
    page = documents.page(default_storage.path(document.file), number)
    ending = page.mime.rpartition("/")[2]
    return SimpleUploadedFile(f"{name_of(document, number)[:190]}.{ending}", page.data, page.mime)


def name_of(document: Asset, number: int) -> str:
    """How the picture of a page is called."""
    stem = document.name.rpartition(".")[0] or document.name
    return _("%(document)s, page %(number)d") % {"document": stem, "number": number}


def chosen(document: Asset, ticked: Iterable[str], typed: str) -> list[int]:
    """The pages that were ticked, or typed as `1-3, 7`, in order. Raises Refusal with a sentence."""
    numbers = {int(text) for text in ticked if text.isdigit() and len(text) < 5}
    for part in re.split(r"[,;\s]+", _DASH.sub("-", typed.strip())):
        span = _SPAN.fullmatch(part)
        if part and not span:
            raise Refusal(_("“%(text)s” names no pages: write them like 1-3, 7.") % {"text": part})
        if span:
            numbers |= set(range(int(span[1]), int(span[2] or span[1]) + 1))
    return _allowed(numbers, document.pages or 1)


def _allowed(numbers: set[int], last: int) -> list[int]:
    if not numbers:
        raise Refusal(_("Choose at least one page."))
    if beyond := [number for number in numbers if not 1 <= number <= last]:
        sentence = _("There is no page %(number)d: the last one is %(last)d.")
        raise Refusal(sentence % {"number": max(beyond), "last": last})
    if len(numbers) > MOST:
        raise Refusal(ngettext("%d page at a time at most.", "%d pages at a time at most.", MOST) % MOST)
    return sorted(numbers)
