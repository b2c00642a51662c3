"""What differs between two versions of a paper, so that a person can read it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from charter.changes import Change, Piece, SectionChange, words_between
from charter.models import Paper
from charter.papers import KINDS, Part, content
from charter.sections import Content


def between(old: Paper, new: Paper) -> list[SectionChange]:
    """The parts that differ, each with its changes, in the order of the paper."""
    found = [
        SectionChange(part, _of_part(part, content(old, part), content(new, part))) for part in KINDS[new.kind].parts.values()
    ]
    return [change for change in found if change.changes]


def in_words(field: forms.Field, value: Any) -> str:
    """What somebody typed or chose, as a person reads it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(in_words(field, one) for one in value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return "" if value is None else str(value)


def _of_part(part: Part, before: Content, after: Content) -> list[Change]:
    if part.rows:
        return _of_rows(part, before["rows"], after["rows"])
    return [
        Change(str(field.label), words_between(in_words(field, before[name]), in_words(field, after[name])))
        for name, field in part.fields.items()
        if before[name] != after[name]
    ]


def _of_rows(part: Part, before: list[Content], after: list[Content]) -> list[Change]:
    """Rows that stayed the same are left out; the others are paired by their first words, then by their place."""
    before, after = ([{name: row[name] for name in part.fields} for row in rows] for rows in (before, after))
    gone = [row for row in before if row not in after]
    come = [row for row in after if row not in before]
    changes = []
    for row in come:
        twin = next((old for old in gone if _first(old) == _first(row)), None)
        if twin:
            gone.remove(twin)
        changes.append(Change("", words_between(_line(part, twin) if twin else "", _line(part, row))))
    changes += [Change("", words_between(_line(part, row), "")) for row in gone]
    if not changes and before != after:
        return [Change("", [Piece("new", _("the same, in another order"))])]
    return changes


def _first(row: Content) -> str:
    return next((str(value) for value in row.values() if value), "")


def _line(part: Part, row: Content) -> str:
    """A row in lines, one for each column that says something."""
    said = [(str(field.label), in_words(field, row[name])) for name, field in part.fields.items()]
    return "\n".join(_("%(label)s: %(words)s") % {"label": label, "words": words} for label, words in said if words)
