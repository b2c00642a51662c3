"""How a version comes into force: proposed and approved where the brand wants it, at once or on its day."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charter.books import BOOKS, CharterBook
from charter.sections import Content
from lib import clock
from team import audit, notices
from team.models import Brand, Membership
from team.rights import Right


class Refused(Exception):
    """A version that cannot be approved or withdrawn; says why in a sentence."""


def changed(book: CharterBook, ground: Any, said: dict[str, Content]) -> list[str]:
    """The sections in which what is said differs from a version."""
    return [name for name, section in book.sections.items() if said[name] != book.content(ground, section)]


def write(book: CharterBook, ground: Any, said: dict[str, Content], **known: Any) -> Any:
    """Keep a version that stands on `ground`, proposed until it is enacted."""
    last = book.versions(ground.brand).aggregate(last=Max("number"))["last"] or 0
    differs = changed(book, ground, said)
    return book.write(
        ground.brand, said, number=last + 1, built_on=ground.number, changed=differs, **{"approved_at": None, **known}
    )


def propose(book: CharterBook, edition: Any, *, by: Membership) -> None:
    """Ask those who may to approve the version; an earlier proposal that it stands on is replaced."""
    now = clock.now()
    book.versions(edition.brand).proposed().exclude(pk=edition.pk).update(replaced_at=now)
    audit.record("edition.proposed", edition, by=by, number=edition.number, changed=edition.changed)
    notices.tell(
        approvers(book, edition),
        gettext_lazy("%(who)s proposed version %(number)s of a charter: it waits for your approval."),
        key=f"charter.proposed:{book.name}:{edition.number}",
        url=address(book, edition),
        who=str(by),
        number=str(edition.number),
    )


def enact(book: CharterBook, edition: Any, *, by: Membership) -> Any:
    """Let the version hold from its day on, or from now on where that is past."""
    now, brand = clock.now(), edition.brand
    before, ahead = book.current(brand), book.versions(brand).to_come().first()
    edition.starts_at, edition.approved_at = max(edition.starts_at, now), now
    edition.approver, edition.approved_by = by, str(by)
    edition.save(update_fields=["starts_at", "approved_at", "approver", "approved_by"])
    if ahead and (edition.is_to_come or edition.built_on == ahead.number):
        _replace(ahead)
    elif ahead:
        _carry(book, before, edition, ahead)
    return edition


@transaction.atomic
def approve(brand: Brand, name: str, number: int, *, by: Membership) -> Any:
    """Approve what was proposed. Gives the version that holds. Raises Refused, and DoesNotExist of its model."""
    book = BOOKS[name]
    Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
    edition = book.versions(brand).get(number=number)
    if not edition.is_proposed:
        raise Refused(_("Version %(number)d does not wait for approval any more.") % {"number": number})
    if brand.charter_approval and by.pk in authors(book, edition):
        raise Refused(_("You wrote this version, or a part of it: somebody else has to approve it."))
    edition = enact(book, _on_firm_ground(book, edition), by=by)
    audit.record("edition.approved", edition, by=by, number=edition.number)
    return edition


@transaction.atomic
def withdraw(brand: Brand, name: str, number: int, *, by: Membership) -> Any:
    """Take back what is proposed or to come. Raises Refused, and DoesNotExist of its model."""
    Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
    edition = BOOKS[name].versions(brand).get(number=number)
    if not (edition.is_proposed or edition.is_to_come):
        raise Refused(_("Version %(number)d has come into force already, or was withdrawn.") % {"number": number})
    _replace(edition)
    audit.record("edition.withdrawn", edition, by=by, number=number)
    return edition


def authors(book: CharterBook, edition: Any) -> set[int]:
    """Who wrote what is proposed: its author, and those of the proposals that it stands on."""
    open_ones = {one.number: one for one in book.versions(edition.brand).filter(approved_at=None)}
    found, number = set(), edition.number
    while number in open_ones:
        found.add(open_ones[number].author_id)
        number = open_ones[number].built_on
    return found - {None}


def approvers(book: CharterBook, edition: Any) -> list[Membership]:
    """Who may approve the version."""
    mine = authors(book, edition)
    return [member for member in notices.holders(edition.brand, Right.CHARTER) if member.pk not in mine]


def address(book: CharterBook, edition: Any) -> str:
    """Where the version is read."""
    return book.address(edition.brand, "version", edition.number)


def _replace(edition: Any) -> None:
    edition.replaced_at = clock.now()
    edition.save(update_fields=["replaced_at"])


def _carry(book: CharterBook, before: Any, edition: Any, ahead: Any) -> None:
    """Take what came into force over into the version to come, but for the sections that it changes itself."""
    was, holds, comes = book.whole(before), book.whole(edition), book.whole(ahead)
    said = {name: holds[name] if comes[name] == was[name] else comes[name] for name in comes}
    if said != comes:
        names = ("author", "who", "starts_at", "approved_at", "approver", "approved_by")
        write(book, edition, said, **{name: getattr(ahead, name) for name in names})
        _replace(ahead)


def _on_firm_ground(book: CharterBook, edition: Any) -> Any:
    """The proposal on top of what is in force by now. Raises Refused when both changed the same section."""
    versions, brand = book.versions(edition.brand), edition.brand
    ground = edition
    while ground.number and ground.approved_at is None:
        ground = versions.filter(number=ground.built_on).first() or book.blank(brand)
    now, ahead = book.current(brand), versions.to_come().first()
    if ground.number in {now.number, ahead.number if ahead else 0}:
        return edition
    was, wants, holds = book.whole(ground), book.whole(edition), book.whole(now)
    mine = [name for name in was if wants[name] != was[name]]
    if any(holds[name] not in (was[name], wants[name]) for name in mine):
        raise Refused(
            _("Version %(number)d came into force since and changed the same section: propose it anew on top of that.")
            % {"number": now.number}
        )
    moved = write(
        book,
        now,
        {**holds, **{name: wants[name] for name in mine}},
        author=edition.author,
        who=edition.who,
        starts_at=edition.starts_at,
    )
    _replace(edition)
    return moved
