"""PDF documents from people: judged by their content, opened in a child process with limits, shown as pictures of their pages."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.children import Reader, beside
from lib.pictures import BadFile

MAX_BYTES = 100_000_000
MAX_PAGES = 1000
LONGEST = 2400  # pixels of the longer side of a page
SECONDS = 30.0  # by the clock, start of the child included
_reader = Reader("a document", *beside("documents_child.py"))


class BadDocument(BadFile):
    """It is no document we take. `code`: empty, size, broken, password, pages, no_page, pixels, slow."""


@dataclass(frozen=True)
class Page:
    """A page as a picture: its bytes, pixels, and of how many pages it is one."""

    data: bytes
    mime: str
    width: int
    height: int
    pages: int


def is_document(start: bytes) -> bool:
    """Whether a file that begins so is a PDF; some have a few bytes before their mark."""
    return b"%PDF-" in start[:1024]


def page(path: str | Path, number: int = 1, *, width: int | None = None) -> Page:
    """The page of that number, from 1 on; with `width`, a small WebP of about so many pixels. Raises BadDocument."""
    task = {
        "path": str(path),
        "page": number - 1,
        "longest": width or LONGEST,
        "small": width is not None,
        "max_pages": MAX_PAGES,
    }
    head, body = _reader.ask(json.dumps(task).encode() + b"\n", SECONDS)
    if trouble := head.get("trouble"):
        raise refusal(trouble, head)
    return Page(body, head["mime"], head["width"], head["height"], head["pages"])


def too_heavy(size: int) -> BadDocument:
    """The refusal of a document of `size` bytes."""
    weights = {"weight": number_format(size / 1e6), "most": number_format(MAX_BYTES / 1e6)}
    sentence = _("This document weighs %(weight)s MB; %(most)s MB are taken at most. Export the pages you need.")
    return BadDocument("size", sentence % weights)


def refusal(word: str, facts: dict[str, Any]) -> BadDocument:
    """What a word of the child says to a person."""
    if word == "pages":
        sentence = ngettext(
            "This document has %(pages)d page; %(most)d are taken at most. Export the pages you need.",
            "This document has %(pages)d pages; %(most)d are taken at most. Export the pages you need.",
            facts["pages"],
        )
        return BadDocument(word, sentence % {"pages": facts["pages"], "most": MAX_PAGES}, {"pages": facts["pages"]})
    return BadDocument(word, _said(word))


def _said(word: str) -> str:
    if word == "password":
        return _("This document is protected by a password. Save it without one, and choose that file.")
    if word == "empty":
        return _("This document has no page.")
    if word == "no_page":
        return _("There is no such page in this document.")
    if word == "pixels":
        return _("This page is too large to be drawn. Export it as a picture.")
    if word == "slow":
        return _("This page takes too long to be drawn. Export it as a picture.")
    return _("This document is broken: it cannot be read. Export it again, or choose another file.")
