"""Documents set as PDF: a template of ours and plain data, in a child process with limits.

What people wrote is data: it reaches the template as JSON and is never read as markup. Fonts are those of the product; those of
the machine stand in only for letters that ours do not have.
"""

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import fontpkg_hanken_grotesk
import fontpkg_newsreader
import regex
from django.utils.translation import gettext as _

from lib.children import Reader, beside

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "typst"
FONTS = [str(Path(package.__file__).parent / "files") for package in (fontpkg_hanken_grotesk, fontpkg_newsreader)]
SECONDS = 20.0  # by the clock, start of the child included
MAX_BYTES = 4_000_000  # of data, as JSON
LONG, STEP = 22, 11  # letters: a longer word may be broken after every so many
_HIDDEN = regex.compile(r"[\p{Cc}\p{Cs}\p{Co}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff--\n\t]", regex.V1)
_LONG_WORD = regex.compile(rf"[^\s\u200b]{{{LONG},}}")
_STEP = regex.compile(rf"\X{{{STEP}}}")

logger = logging.getLogger(__name__)
_reader = Reader("a document to be set", *beside("typeset_child.py"))


class CannotSet(Exception):
    """The document cannot be set; the text is a sentence for the person. `code`: large, slow, broken."""

    def __init__(self, code: str):
        super().__init__(_SENTENCES[code]())
        self.code = code


_SENTENCES = {
    "large": lambda: _("This document is too long to be made a PDF. Print the page instead."),
    "slow": lambda: _("This document takes too long to be made a PDF. Try again in a moment, or print the page instead."),
    "broken": lambda: _(
        "This document could not be made a PDF. Print the page instead; whoever runs Tribu finds the reason in the log."
    ),
}


def pdf(template: str, data: dict[str, Any], *, at: datetime) -> bytes:
    """`templates/typst/<template>.typ` filled with `data` (JSON values); `at` is its moment of making. Raises CannotSet."""
    text = json.dumps(_settable(data), ensure_ascii=False)
    if len(text.encode()) > MAX_BYTES:
        raise CannotSet("large")
    task = {"root": str(TEMPLATES), "template": f"{template}.typ", "fonts": FONTS, "data": text, "at": int(at.timestamp())}
    done = _reader.run(json.dumps(task).encode(), SECONDS, RAYON_NUM_THREADS="2")  # each thread takes address space
    if done is None:
        raise CannotSet("slow")
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        logger.error("a document was not set (%s): %s", done.returncode, done.stderr.decode(errors="replace")[-2000:])
        raise CannotSet("broken")
    return done.stdout


def _settable(value: Any) -> Any:
    """The data with texts that can be set: nothing invisible that turns or hides letters, no word wider than a page."""
    if isinstance(value, str):
        return _LONG_WORD.sub(_broken, _HIDDEN.sub("", value))
    if isinstance(value, dict):
        return {name: _settable(each) for name, each in value.items()}
    return [_settable(each) for each in value] if isinstance(value, list | tuple) else value


def _broken(word: "regex.Match[str]") -> str:
    """A long word with places at which a line may end, between whole letters."""
    return "\u200b".join(_pieces(word[0]))


def _pieces(word: str) -> Iterator[str]:
    end = 0
    for found in _STEP.finditer(word):
        end = found.end()
        yield found[0]
    if end < len(word):
        yield word[end:]
