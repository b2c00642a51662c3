"""Writing the charter: each save is a new version in force, and nobody's words are lost to somebody else's."""

from django.db import transaction

from charter import current
from charter.models import Charter, Colour, Word
from charter.sections import SECTIONS, Content, Section, content, whole
from team import audit
from team.models import Brand, Membership


class Stale(Exception):
    """Somebody else has saved the same section since. `theirs` is the version now in force."""

    def __init__(self, theirs: Charter):
        super().__init__(theirs.number)
        self.theirs = theirs


@transaction.atomic
def save(brand: Brand, section: Section, said: Content, *, by: Membership, base: int) -> Charter:
    """Put a section as it was written in force, on top of the version `base` that the writer saw.

    What others changed in other sections since then stays. Gives the version in force, which is the old one when nothing
    differs. Raises Stale when the same section was changed in the meantime.
    """
    latest = _latest(brand)
    if latest.number != base and content(_numbered(brand, base), section) != content(latest, section):
        raise Stale(latest)
    return _put(latest, {**whole(latest), section.name: said}, by=by)


@transaction.atomic
def restore(brand: Brand, number: int, *, by: Membership) -> Charter:
    """Put an old version back in force, as a new one. Raises Charter.DoesNotExist."""
    old = brand.charters.get(number=number)
    return _put(_latest(brand), whole(old), by=by, restored=number)


def _latest(brand: Brand) -> Charter:
    """The version in force, which stays so until the transaction ends: writers of one brand wait for each other."""
    Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
    return current.of(brand)


def _numbered(brand: Brand, number: int) -> Charter:
    return brand.charters.filter(number=number).first() or current.blank(brand)


def _put(latest: Charter, said: dict[str, Content], *, by: Membership, restored: int | None = None) -> Charter:
    changed = [name for name, section in SECTIONS.items() if said[name] != content(latest, section)]
    if not changed:
        return latest
    fields = {name: said[section.name][name] for section in SECTIONS.values() for name in section.fields}
    charter = Charter.objects.create(
        brand=latest.brand, number=latest.number + 1, changed=changed, restored=restored, author=by, who=str(by), **fields
    )
    Word.objects.bulk_create(
        Word(charter=charter, kind=section.kind, **row)
        for section in SECTIONS.values()
        if section.kind
        for row in said[section.name]["rows"]
    )
    Colour.objects.bulk_create(Colour(charter=charter, **row) for row in said["colours"]["rows"])
    audit.record("charter.restored" if restored else "charter.saved", charter, by=by, number=charter.number, changed=changed)
    return charter
