"""Writing the charter and its papers: each save is a new version, and nobody's words are lost to somebody else's."""

from typing import Any

from django.db import transaction

from charter.books import BOOKS, CharterBook
from charter.papers import Part
from charter.sections import Content, Section
from team import audit
from team.models import Brand, Membership


class Stale(Exception):
    """Somebody else has saved the same section since. `theirs` is the version now in force."""

    def __init__(self, theirs: Any):
        super().__init__(theirs.number)
        self.theirs = theirs


@transaction.atomic
def save(brand: Brand, section: Section | Part, said: Content, *, by: Membership, base: int) -> Any:
    """Put a section as it was written in force, on top of the version `base` that the writer saw.

    What others changed in other sections since then stays. Gives the version in force, which is the old one when nothing
    differs. Raises Stale when the same section was changed in the meantime.
    """
    book = BOOKS[section.book]
    latest = _latest(book, brand)
    if latest.number != base and book.content(numbered(book, brand, base), section) != book.content(latest, section):
        raise Stale(latest)
    return _put(book, latest, {**book.whole(latest), section.name: said}, by=by)


@transaction.atomic
def restore(brand: Brand, number: int, *, by: Membership, book: str = "charter") -> Any:
    """Put an old version back in force, as a new one. Raises DoesNotExist of its model."""
    old = BOOKS[book].versions(brand).get(number=number)
    return _put(BOOKS[book], _latest(BOOKS[book], brand), BOOKS[book].whole(old), by=by, restored=number)


def numbered(book: CharterBook, brand: Brand, number: int) -> Any:
    """The version of that number, or an empty one where there is none."""
    return book.versions(brand).filter(number=number).first() or book.blank(brand)


def _latest(book: CharterBook, brand: Brand) -> Any:
    """The version in force, which stays so until the transaction ends: writers of one brand wait for each other."""
    Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
    return book.current(brand)


def _put(book: CharterBook, latest: Any, said: dict[str, Content], *, by: Membership, restored: int | None = None) -> Any:
    changed = [name for name, section in book.sections.items() if said[name] != book.content(latest, section)]
    if not changed:
        return latest
    known = {"number": latest.number + 1, "changed": changed, "restored": restored, "author": by, "who": str(by)}
    edition = book.write(latest.brand, said, **known)
    verb = f"{book.name}.restored" if restored else f"{book.name}.saved"
    audit.record(verb, edition, by=by, number=edition.number, changed=changed)
    return edition
