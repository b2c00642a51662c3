"""The papers beside the charter: which there are, in which parts they are written, and what a version says in each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from charter.models import Paper
from charter.paper_forms import community, crisis, staff
from charter.sections import Content
from lib.rows import Rows
from team.models import Brand

UNSAID = ("place", "key", "anew")  # fields that say nothing to who reads


@dataclass(frozen=True)
class Part:
    """A part of a paper that is edited by itself: the fields of a form, or rows. `hint` is read while it is empty.

    With `abreast` its fields are written side by side. `formerly` tells how older versions name what is now another field.
    """

    book: str
    name: str
    label: str | Promise
    hint: str | Promise
    form: type[forms.Form] | None = None
    rows: type[Rows] | None = None
    abreast: bool = False
    formerly: Mapping[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, forms.Field]:
        """The fields of the part, or of each of its rows, by name."""
        form = self.form or self.rows.form  # type: ignore[union-attr]
        return {name: kept for name, kept in form.base_fields.items() if name not in UNSAID}


@dataclass(frozen=True)
class Kind:
    """One of the papers. `lead` says in a sentence what it is for."""

    name: str
    label: str | Promise
    lead: str | Promise
    parts: dict[str, Part]


def _kind(name: str, lead: str | Promise, *parts: Part) -> Kind:
    return Kind(name, Paper.Kind(name).label, lead, {part.name: part for part in parts})


KINDS = {
    kind.name: kind
    for kind in (
        _kind(
            "community",
            _("The rules of the dialogue, what follows when one is broken, and how a decision is contested."),
            Part(
                "community",
                "welcome",
                _("Before the rules"),
                _("A title and a few sentences before the rules."),
                community.WelcomeForm,
            ),
            Part(
                "community",
                "rules",
                _("Rules of the dialogue"),
                _("What one may expect from the other. For example “We speak to people, not about them.”"),
                rows=community.RuleRows,
            ),
            Part("community", "appeal", _("Appeal"), _("How a decision is contested, and who reads it."), community.AppealForm),
            Part("community", "page", _("Public page"), _("Not public yet."), community.PageForm),
        ),
        _kind(
            "staff",
            _("What everybody who works here may say in public, about what, and who speaks for the house."),
            Part(
                "staff",
                "policy",
                _("The policy"),
                _("What is asked of everybody, in plain words."),
                staff.PolicyForm,
                abreast=True,
                formerly={"text": "text_fr"},
            ),
            Part(
                "staff",
                "topics",
                _("Topics"),
                _("What everybody may speak of, what one asks first, and what only spokespersons speak of."),
                rows=staff.TopicRows,
            ),
            Part(
                "staff",
                "people",
                _("Spokespersons"),
                _("Whom journalists and worried customers are sent to."),
                rows=staff.SpokespersonRows,
            ),
        ),
        _kind(
            "crisis",
            _("How to tell a crisis, who does what, whom to call, and what is said."),
            Part(
                "crisis",
                "levels",
                _("Levels"),
                _("Two or three levels, each with what triggers it. For example “More than fifty angry comments in an hour.”"),
                rows=crisis.LevelRows,
            ),
            Part("crisis", "roles", _("Who does what"), _("Roles with names and phones, and their tasks."), rows=crisis.RoleRows),
            Part(
                "crisis",
                "statements",
                _("Prepared statements"),
                _("Words that are ready when nobody has time to find them."),
                rows=crisis.StatementRows,
            ),
        ),
    )
}


def of(brand: Brand, kind: str) -> Paper:
    """The paper in force, in one query; an unsaved empty one with the number 0 while nobody has written it."""
    return brand.papers.filter(kind=kind).in_force().first() or blank(brand, kind)


def blank(brand: Brand, kind: str) -> Paper:
    """What stands for a paper that nobody has written yet."""
    return Paper(brand=brand, kind=kind, number=0)


def content(paper: Paper, part: Part) -> Content:
    """What the part says in this version."""
    said = {part.formerly.get(name, name): value for name, value in paper.said.get(part.name, {}).items()}
    if part.rows:
        return {"rows": [{**_empty(part), **row} for row in said.get("rows", [])]}
    return {**_empty(part), **said}


def is_empty(said: Content) -> bool:
    """Whether nobody has written anything there."""
    return not any(said.values())


def _empty(part: Part) -> dict[str, Any]:
    return {name: _nothing(kept) for name, kept in part.fields.items()}


def _nothing(field: forms.Field) -> Any:
    if isinstance(field, forms.MultipleChoiceField):
        return []
    return False if isinstance(field, forms.BooleanField) else None if isinstance(field, forms.IntegerField) else ""
