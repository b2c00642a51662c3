"""The process that opens PDF documents nobody trusts: one task in, one answer out, tight limits.

Started by lib.documents. Imports pdfium and Pillow, and nothing of ours; it knows no secrets. The task is a line of JSON on
standard input; the answer a line of JSON and the bytes of the picture it speaks of. Nothing in a document runs: scripts and
forms are not loaded.
"""

import json
import os
import resource
import sys
from io import BytesIO
from typing import Any

import pypdfium2
from PIL import Image
from pypdfium2.raw import FPDF_ERR_PASSWORD

MEMORY = 1024**3  # bytes of address space
SECONDS = 20  # of processor
LARGEST = 200.0  # dots an inch at most, of a page of 72 points an inch
HEAVY = 2_000_000  # bytes from which a page that is all photograph becomes a JPEG
Answer = tuple[dict[str, Any], bytes]


class Trouble(Exception):
    """What is wrong, by one word that lib.documents knows."""


def main() -> None:
    """Do the one task and end."""
    task = json.loads(sys.stdin.buffer.readline())
    _limit()
    head, body = work(task)
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)


def work(task: dict[str, Any]) -> Answer:
    """Do a task: the head of the answer, and the picture."""
    try:
        return page(task)
    except Trouble as trouble:
        return {"trouble": str(trouble)}, b""
    except MemoryError:
        return {"trouble": "pixels"}, b""
    except (pypdfium2.PdfiumError, ValueError, OSError):
        return {"trouble": "broken"}, b""


def _limit() -> None:
    os.nice(5)
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS knows no limit of address space
            continue


def page(task: dict[str, Any]) -> Answer:
    """One page as a picture no longer than `longest` pixels, and how many pages there are."""
    document = _opened(task["path"])
    count = len(document)
    if not count:
        raise Trouble("empty")
    if count > task["max_pages"]:
        return {"trouble": "pages", "pages": count}, b""
    if not 0 <= task["page"] < count:
        raise Trouble("no_page")
    image = _drawn(document[task["page"]], task["longest"])
    mime, body = _encoded(image, small=task["small"])
    return {"pages": count, "mime": mime, "width": image.width, "height": image.height}, body


def _opened(path: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Trouble("password" if error.err_code == FPDF_ERR_PASSWORD else "broken") from error


def _drawn(sheet: pypdfium2.PdfPage, longest: int) -> Image.Image:
    width, height = sheet.get_size()
    if width <= 0 or height <= 0:
        raise Trouble("broken")
    scale = min(LARGEST / 72, longest / max(width, height))
    return sheet.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")


def _encoded(image: Image.Image, *, small: bool) -> tuple[str, bytes]:
    """A small WebP; else PNG, which keeps letters sharp, or JPEG for what is heavy then."""
    if small:
        return "image/webp", _saved(image, "WEBP", quality=80)
    body = _saved(image, "PNG", compress_level=6)
    return ("image/png", body) if len(body) <= HEAVY else ("image/jpeg", _saved(image, "JPEG", quality=90))


def _saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


if __name__ == "__main__":
    main()
