"""What is kept in versions: the charter, and each of the papers beside it, under one shape."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from charter import changes, current, paper_changes, papers, sections
from charter.changes import SectionChange
from charter.models import Charter, Colour, Edition, Paper, Word
from charter.models.edition import EditionQuerySet
from charter.papers import KINDS, Part
from charter.sections import SECTIONS, Content, Section
from team.models import Brand

Sections = dict[str, Section] | dict[str, Part]


class CharterBook:
    """The brand's charter."""

    name = "charter"
    label: str | Promise = _("Charter")
    sections: dict[str, Any] = SECTIONS

    def versions(self, brand: Brand) -> EditionQuerySet:
        """All its versions."""
        return brand.charters.all()

    def current(self, brand: Brand) -> Any:
        """The version in force."""
        return current.of(brand)

    def blank(self, brand: Brand) -> Any:
        """What stands for it while nobody has written it."""
        return current.blank(brand)

    def content(self, edition: Any, section: Any) -> Content:
        """What a section says in a version."""
        return sections.content(edition, section)

    def between(self, old: Any, new: Any) -> list[SectionChange]:
        """The sections in which two versions differ, each with its changes."""
        return changes.between(old, new)

    def address(self, brand: Brand, page: str = "", *number: int) -> str:
        """Where it is read; with `page`, its `history`, or one `version`."""
        return reverse(f"charter:{page or 'show'}", args=[brand.slug, *number])

    def write(self, brand: Brand, said: dict[str, Content], **known: Any) -> Edition:
        """Keep a version that says this."""
        fields = {name: said[section.name][name] for section in SECTIONS.values() for name in section.fields}
        charter = Charter.objects.create(brand=brand, **known, **fields)
        Word.objects.bulk_create(
            Word(charter=charter, kind=section.kind, **row)
            for section in SECTIONS.values()
            if section.kind
            for row in said[section.name]["rows"]
        )
        Colour.objects.bulk_create(Colour(charter=charter, **row) for row in said["colours"]["rows"])
        return charter

    def whole(self, edition: Any) -> dict[str, Content]:
        """What every section says in a version."""
        return {name: self.content(edition, section) for name, section in self.sections.items()}


class PaperBook(CharterBook):
    """One of the papers beside it."""

    def __init__(self, name: str):
        self.name = name
        self.label = KINDS[name].label
        self.sections = KINDS[name].parts

    def versions(self, brand: Brand) -> EditionQuerySet:
        """All its versions."""
        return brand.papers.filter(kind=self.name)

    def current(self, brand: Brand) -> Any:
        """The version in force."""
        return papers.of(brand, self.name)

    def blank(self, brand: Brand) -> Any:
        """What stands for it while nobody has written it."""
        return papers.blank(brand, self.name)

    def content(self, edition: Any, section: Any) -> Content:
        """What a part says in a version."""
        return papers.content(edition, section)

    def between(self, old: Any, new: Any) -> list[SectionChange]:
        """The parts in which two versions differ, each with its changes."""
        return paper_changes.between(old, new)

    def address(self, brand: Brand, page: str = "", *number: int) -> str:
        """Where it is read; with `page`, its `history`, or one `version`."""
        return reverse(f"charter:paper_{page}" if page else "charter:paper", args=[brand.slug, self.name, *number])

    def write(self, brand: Brand, said: dict[str, Content], **known: Any) -> Edition:
        """Keep a version that says this."""
        return Paper.objects.create(brand=brand, kind=self.name, said=said, **known)


BOOKS: dict[str, CharterBook] = {"charter": CharterBook(), **{name: PaperBook(name) for name in KINDS}}
