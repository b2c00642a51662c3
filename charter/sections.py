"""The sections in which a charter is read and written: what belongs to each, and what it says in a version."""

from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from charter.models import Charter, Colour, Word

Content = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """A part of the charter that is edited by itself. `rows` names the rows it holds; of words, those of one `kind`.
    `uploads` tells that files belong to it."""

    name: str
    label: str | Promise
    fields: tuple[str, ...] = ()
    rows: str = ""
    columns: tuple[str, ...] = ()
    kind: str = ""
    book: str = "charter"
    uploads: bool = False


SECTIONS = {
    section.name: section
    for section in (
        Section("purpose", _("Who we are"), ("mission", "vision", "values")),
        Section("voice", _("How we speak"), ("voice", "address")),
        Section("tones", _("On each network"), ("tones",)),
        Section("never", _("Words we never use"), rows="words", columns=("text", "instead", "reason"), kind=Word.Kind.NEVER),
        Section("prefer", _("Words we prefer"), rows="words", columns=("text", "instead", "reason"), kind=Word.Kind.PREFER),
        Section(
            "signs",
            _("Hashtags, emojis, punctuation, signature"),
            (
                "hashtags",
                "max_hashtags",
                "emoji",
                "max_emoji",
                "punctuation",
                "max_exclamations",
                "ellipses",
                "french_spaces",
                "signature",
            ),
        ),
        Section("mention", _("Paid collaborations"), ("mention",)),
        Section("pictures", _("Pictures"), ("alt_required",)),
        Section("colours", _("Colours"), rows="colours", columns=("name", "value")),
        Section("fonts", _("Fonts"), ("fonts",), uploads=True),
        Section("logo", _("Logo"), ("logo", "logo_alt", "safe_share", "safe_area"), uploads=True),
        Section("variants", _("Variants of the logo"), ("variants",), uploads=True),
        Section("accounts", _("Our accounts"), ("account_name",)),
        Section("examples", _("Do and do not"), ("examples",), uploads=True),
    )
}


def content(charter: Charter, section: Section) -> Content:
    """What the section says in this version: its fields, and its rows as a list of dicts."""
    said: Content = {name: getattr(charter, name) for name in section.fields}
    if section.rows:
        said["rows"] = [{column: getattr(row, column) for column in section.columns} for row in rows(charter, section)]
    return said


def rows(charter: Charter, section: Section) -> list[Word] | list[Colour]:
    """The rows of the section in this version, in order; one query for each kind of rows and version."""
    if not charter.pk:
        return []
    prefetch_related_objects([charter], section.rows)
    return [row for row in getattr(charter, section.rows).all() if not section.kind or row.kind == section.kind]
