"""A letter laid out as HTML, beside its text: the same words and nothing else. The text is the truth, for whoever reads that."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

ON_A_BUTTON = 48  # characters
GAP = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Part:
    """A part of a letter. `kind` is text, note (small), items, button, link, code or rule; `url` is where it leads."""

    kind: str
    lines: Sequence[str] = ()
    url: str = ""


@dataclass
class Letter:
    """A letter in one language."""

    language: str
    subject: str
    text: str
    parts: list[Part] = field(default_factory=list)


def laid_out(text: str) -> list[Part]:
    """The parts of a text, in the language that is on. An address of this installation on a line of its own becomes a button
    where the line above it ends with a colon, and a link elsewhere; of other addresses nothing is made.
    """
    found: list[Part] = []
    for paragraph in GAP.split(text):
        lines = [line.strip() for line in paragraph.splitlines()]
        found += _parts(lines, small=any(part.kind == "rule" for part in found))
    return found


def _parts(lines: Sequence[str], *, small: bool) -> Iterator[Part]:
    said: list[str] = []
    words = "note" if small else "text"
    for number, line in enumerate(lines):
        if line == "—":
            yield Part("rule")
            small, words = True, "note"
        elif _is_ours(line):
            yield from _leading(said, line, small=small, first=number < 2)
            said = []
        elif line.startswith("·"):
            yield from _told(said, words)
            said = []
            yield Part("items", [line.removeprefix("·").strip()])
        else:
            said.append(line)
    yield from _told(said, words)


def _told(said: Sequence[str], kind: str) -> Iterator[Part]:
    """Words as a part; a code that stands alone is there to be read from afar."""
    if said:
        yield Part("code" if len(said) == 1 and said[0].isdecimal() else kind, said)


def _leading(said: Sequence[str], url: str, *, small: bool, first: bool) -> Iterator[Part]:
    """Words with the address that they lead to."""
    *before, last = said or [""]
    label = last.rstrip(":\u00a0\u202f ")
    leads = last.endswith(":") and not small
    if leads and len(label) <= ON_A_BUTTON:
        yield from _told(before, "text")
        yield Part("button", [label], url)
        return
    yield from _told(before, "note" if small else "text")
    yield from _told([last] if last else [], "text" if not small and (first or leads) else "note")
    yield Part("button" if leads else "link", [_("Open in Tribu")], url)


def _is_ours(line: str) -> bool:
    return (line == settings.SITE_URL or line.startswith(f"{settings.SITE_URL}/")) and not re.search(r"\s", line)


def html(letters: Sequence[Letter]) -> str:
    """The letters, one for each language, as one page that mail programs can show: no pictures, nothing fetched."""
    return render_to_string("team/mail/letter.html", {"letters": letters, "site": settings.SITE_URL})
