"""The community charter as everybody reads it: in one language, without what is for colleagues."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from charter import papers
from charter.models import Paper
from charter.paper_forms.community import LADDER
from charter.paper_forms.tongues import LANGUAGES
from charter.papers import KINDS
from charter.sections import Content
from team.models import Brand


@dataclass(frozen=True)
class Words:
    """A text and the language it is in: the one that was asked for, or the other while nobody has translated it."""

    text: str
    language: str


@dataclass(frozen=True)
class Rule:
    """A rule of the dialogue and what follows when it is broken, from the mildest to the hardest."""

    words: Words
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Face:
    """All that stands on the public page."""

    title: Words
    intro: Words
    rules: tuple[Rule, ...]
    appeal: Words
    whom: str
    contact: str


def face(paper: Paper, language: str) -> Face:
    """What the page says in this language (`fr` or `en`)."""
    welcome, rules, appeal = (_said(paper, name) for name in ("welcome", "rules", "appeal"))
    with translation.override(language):
        title = _in(welcome, "title_", language)
        return Face(
            title if title.text else Words(_("Community charter"), language),
            _in(welcome, "intro_", language),
            tuple(Rule(_in(row, "", language), _measures(row)) for row in rules["rows"]),
            _in(appeal, "how_", language),
            appeal["whom"],
            appeal["contact"],
        )


def replies(row: Content, language: str) -> list[str]:
    """The prepared replies of a rule in a language; several are parted by an empty line."""
    pieces = row[f"reply_{language}"].replace("\r\n", "\n").split("\n\n")
    return [piece.strip() for piece in pieces if piece.strip()]


def rules(paper: Paper) -> list[dict[str, Any]]:
    """The rules as colleagues read them, each with its measures in words and its prepared replies by language."""
    return [
        {**row, "measures": _measures(row), "replies": [(language, replies(row, language)) for language in LANGUAGES]}
        for row in _said(paper, "rules")["rows"]
    ]


def is_public(paper: Paper) -> bool:
    """Whether everybody may read this version."""
    return bool(_said(paper, "page")["public"])


def is_indexed(paper: Paper) -> bool:
    """Whether search engines may list its page."""
    return bool(_said(paper, "page")["indexed"])


def public_versions(brand: Brand, language: str) -> list[Paper]:
    """The versions in force so far that changed what everybody reads, newest first."""
    found: list[Paper] = []
    for paper in brand.papers.filter(kind=Paper.Kind.COMMUNITY).in_force().reverse():
        if is_public(paper) and (not found or face(paper, language) != face(found[-1], language)):
            found.append(paper)
    return found[::-1]


def _measures(row: Content) -> tuple[str, ...]:
    labels = dict(LADDER)
    return tuple(str(labels[name]) for name in row["ladder"] if name in labels)


def _said(paper: Paper, name: str) -> Content:
    return papers.content(paper, KINDS[Paper.Kind.COMMUNITY].parts[name])


def _in(said: Content, name: str, language: str) -> Words:
    other = "en" if language == "fr" else "fr"
    return next((Words(said[name + one], one) for one in (language, other) if said[name + one]), Words("", language))
