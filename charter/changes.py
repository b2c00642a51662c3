"""What differs between two versions of a charter, so that a person can read it."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

import regex
from django.db.models import Field
from django.utils.translation import gettext as _

from charter.models import Charter
from charter.sections import SECTIONS, Content, Section, content
from charter.voice_forms import labelled

_PIECE = regex.compile(r"\s+|[\p{L}\p{N}]+|.", regex.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed (`same`), came (`new`) or went (`gone`)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One thing that differs: its name and the pieces of what it said and says."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class SectionChange:
    """What differs in one section."""

    section: Any
    changes: list[Change] = field(default_factory=list)


def between(old: Charter, new: Charter) -> list[SectionChange]:
    """The sections that differ, each with its changes, in the order of the charter."""
    found = [SectionChange(section, _of_section(section, old, new)) for section in SECTIONS.values()]
    return [change for change in found if change.changes]


def words_between(old: str, new: str) -> list[Piece]:
    """The two texts woven together, word by word."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    pieces = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(before[i:j])))
        else:
            pieces += [piece for piece in (Piece("gone", "".join(before[i:j])), Piece("new", "".join(after[k:m]))) if piece.text]
    return pieces


def _of_section(section: Section, old: Charter, new: Charter) -> list[Change]:
    before, after = content(old, section), content(new, section)
    changes = [change for name in section.fields if before[name] != after[name] for change in _of_field(old, new, name)]
    return changes + (_of_rows(section, before, after) if section.rows else [])


def _of_field(old: Charter, new: Charter, name: str) -> list[Change]:
    column: Field = Charter._meta.get_field(name)  # type: ignore[assignment,type-arg]
    label, was, now = str(column.verbose_name), getattr(old, name), getattr(new, name)
    if name == "logo":
        return [Change(_("logo"), _replaced(_("the logo before") if was else "", _("another picture") if now else ""))]
    if name == "tones":
        pairs = {
            network: (words, was.get(network, ""), now.get(network, "")) for network, words, _text in labelled({**was, **now})
        }
        return [Change(words, words_between(*said)) for words, *said in pairs.values() if said[0] != said[1]]
    if isinstance(now, list):
        return [
            Change(label, words_between(*lines) if lines[0] != lines[1] else _replaced(_("a file"), _("another file")))
            for lines in [(_of_files(was), _of_files(now))]
        ]
    if isinstance(now, str) and not column.choices:
        return [Change(label, words_between(was, now))]
    return [Change(label, _replaced(_shown(old, name), _shown(new, name)))]


def _of_files(rows: list[dict[str, str]]) -> str:
    """What is said beside files, a row a line."""
    return "\n".join(" · ".join(value for name, value in row.items() if value and name != "file") for row in rows)


def _shown(charter: Charter, name: str) -> str:
    value = getattr(charter, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None:
        return _("no limit")
    display = getattr(charter, f"get_{name}_display", None)
    return str(display() if display else value)


def _replaced(gone: str, new: str) -> list[Piece]:
    return [piece for piece in (Piece("gone", gone), Piece("new", new)) if piece.text]


def _of_rows(section: Section, before: Content, after: Content) -> list[Change]:
    old, new = ({_key(row): _line(row) for row in said["rows"]} for said in (before, after))
    changed = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    changes = [Change("", words_between(old.get(key, ""), new.get(key, ""))) for key in changed]
    if not changes and before != after:
        changes = [Change("", [Piece("new", _("the same, in another order"))])]
    return changes


def _key(row: dict[str, str]) -> str:
    return row.get("text") or row["name"]


def _line(row: dict[str, str]) -> str:
    """A row in words, with what is to be said instead behind an arrow and the reason in brackets."""
    if "value" in row:
        return f"{row['name']} {row['value']}"
    line = f"{row['text']} → {row['instead']}" if row["instead"] else row["text"]
    return f"{line} ({row['reason']})" if row["reason"] else line
