"""Writing the charter and its papers: each save is a new version, and nobody's words are lost to somebody else's."""

from datetime import datetime
from typing import Any

from django.db import transaction

from charter import enacting
from charter.books import BOOKS, CharterBook
from charter.papers import Part
from charter.sections import Content, Section
from lib import clock
from team import audit
from team.models import Brand, Membership


class Stale(Exception):
    """Somebody else has saved the same section since. `theirs` is the version with their words."""

    def __init__(self, theirs: Any):
        super().__init__(theirs.number)
        self.theirs = theirs


@transaction.atomic
def save(
    brand: Brand, section: Section | Part, said: Content, *, by: Membership, base: int, starts: datetime | None = None
) -> Any:
    """Keep a section as it was written, on top of the version `base` that the writer saw; in force from `starts` on.

    Without `starts` it holds when the version holds that it stands on, in most cases at once; where the brand wants somebody
    else to approve, it is proposed. What others
    changed in other sections since then stays. Gives the new version, or the one it would stand on when nothing differs.
    Raises Stale when the same section was changed in the meantime.
    """
    book = BOOKS[section.book]
    ground = _ground(book, brand, base, starts)
    if ground.number != base and book.content(numbered(book, brand, base), section) != book.content(ground, section):
        raise Stale(ground)
    return _put(book, ground, {**book.whole(ground), section.name: said}, by=by, starts=starts)


@transaction.atomic
def restore(brand: Brand, number: int, *, by: Membership, book: str = "charter") -> Any:
    """Put an old version back, as a new one. Raises DoesNotExist of its model."""
    old = BOOKS[book].versions(brand).get(number=number)
    ground = _ground(BOOKS[book], brand, 0, None)
    return _put(BOOKS[book], ground, BOOKS[book].whole(old), by=by, starts=None, restored=number)


def numbered(book: CharterBook, brand: Brand, number: int) -> Any:
    """The version of that number, or an empty one where there is none."""
    return book.versions(brand).filter(number=number).first() or book.blank(brand)


def seen(book: CharterBook, brand: Brand, number: int = 0) -> Any:
    """What the writer of a section begins with: the version to come of that number, what is proposed, or what is in force."""
    ahead = book.versions(brand).to_come().filter(number=number).first() if number else None
    return ahead or book.versions(brand).proposed().first() or book.current(brand)


def _ground(book: CharterBook, brand: Brand, base: int, starts: datetime | None) -> Any:
    """The version to write on top of, which stays so until the transaction ends: writers of one brand wait for each other."""
    brand.refresh_from_db(from_queryset=Brand.objects.select_for_update(no_key=True))
    proposed = book.versions(brand).proposed().first()
    if proposed and brand.charter_approval:
        return proposed
    ahead = book.versions(brand).to_come().first()
    later = starts is not None and starts > clock.now()
    return ahead if ahead and (later or ahead.number == base) else book.current(brand)


def _put(
    book: CharterBook,
    ground: Any,
    said: dict[str, Content],
    *,
    by: Membership,
    starts: datetime | None,
    restored: int | None = None,
) -> Any:
    brand, now = ground.brand, clock.now()
    meant = max(ground.starts_at, now) if ground.number else now
    wished = max(starts or meant, now)
    moved = (ground.is_to_come or ground.is_proposed) and wished != meant
    if not moved and not enacting.changed(book, ground, said):
        return ground
    edition = enacting.write(book, ground, said, author=by, who=str(by), starts_at=wished, restored=restored)
    if brand.charter_approval:
        enacting.propose(book, edition, by=by)
        return edition
    verb = f"{book.name}.restored" if restored else f"{book.name}.saved"
    audit.record(verb, edition, by=by, number=edition.number, changed=edition.changed)
    return enacting.enact(book, edition, by=by)
