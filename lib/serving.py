"""Kept files on their way to a browser: in parts where a player asks for them, never running anything."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, StreamingHttpResponse

PIECE = 64 * 1024
PART = 4_000_000  # bytes of a film that a player gets at once
YEAR = 31_536_000
FOREVER = f"max-age={YEAR}, immutable"
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
Span = tuple[int, int]


class _Part:
    """Some bytes of an open file, in pieces; closes it."""

    def __init__(self, file: Any, first: int, size: int):
        self.file, self.left = file, size
        file.seek(first)

    def __iter__(self) -> Iterator[bytes]:
        while self.left > 0 and (piece := self.file.read(min(PIECE, self.left))):
            self.left -= len(piece)
            yield piece

    def close(self) -> None:
        self.file.close()


def kept_file(request: HttpRequest, name: str, mime: str, *, cache: str, most: int | None = None) -> HttpResponseBase:
    """The file kept under a name. Raises Http404.

    `most` bytes are given at once to who asks for all from some byte on: a player that pauses then keeps no thread of ours
    waiting, and asks for the next part when it needs it.
    """
    tag = f'"{name.rpartition("/")[2]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    if not default_storage.exists(name):
        raise Http404
    response = _answer(request, name, tag, most)
    response.headers["Content-Type"] = mime
    response.headers["ETag"] = tag
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = cache
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Content-Disposition"] = "inline"
    return response


def _answer(request: HttpRequest, name: str, tag: str, most: int | None) -> HttpResponseBase:
    size = default_storage.size(name)
    wanted = request.headers.get("Range", "") if request.headers.get("If-Range", tag) == tag else ""
    found = _RANGE.fullmatch(wanted)
    if not found or found[1] == found[2] == "":
        return _streamed(name, (0, size - 1), 200)
    span = _span(found[1], found[2], size, most)
    if span is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = _streamed(name, span, 206)
    response.headers["Content-Range"] = f"bytes {span[0]}-{span[1]}/{size}"
    return response


def _span(first: str, last: str, size: int, most: int | None) -> Span | None:
    """The first and last byte wanted; None where there are none."""
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if most is not None and first and not last:
        end = min(end, start + most - 1)
    return (start, end) if start <= end else None


def _streamed(name: str, span: Span, status: int) -> StreamingHttpResponse:
    length = span[1] - span[0] + 1
    response = StreamingHttpResponse(_Part(default_storage.open(name), span[0], length), status=status)
    response.headers["Content-Length"] = str(length)
    return response
