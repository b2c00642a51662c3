"""What is proposed or to come: said beside what is in force, approved, withdrawn."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter import enacting
from charter.books import BOOKS, CharterBook
from charter.models import Paper
from lib import clock
from team.access import BrandRequest, requires
from team.models import Brand
from team.rights import Right


def context(book: CharterBook, brand: Brand) -> dict[str, Any]:
    """The version to come and the one proposed, each with its address, for the page of what is in force."""
    versions = book.versions(brand)
    found = [versions.to_come().first(), versions.proposed().first()]
    return {"ahead": [{"edition": one, "address": enacting.address(book, one)} for one in found if one]}


def of_version(request: BrandRequest, book: CharterBook, edition: Any) -> dict[str, Any]:
    """What the page of a version says of how it stands, and what may be done about it."""
    waits = edition.is_proposed
    mine = waits and request.brand.charter_approval and request.member.pk in enacting.authors(book, edition)
    others = enacting.approvers(book, edition) if waits else []
    return {"edition": edition, "book": book.name, "is_mine": mine, "approvers": others}


def sentence(edition: Any, brand: Brand, old: int = 0) -> str:
    """What has become of a version that was just saved; `old` is the number it was brought back from."""
    values = {"number": edition.number, "old": old, "new": edition.number}
    if edition.is_proposed:
        return _("Version %(number)d is proposed. Who may approve it is told.") % values
    if edition.is_to_come:
        day = date_format(clock.wall(edition.starts_at, brand.zone), "DATE_FORMAT")
        return _("Version %(number)d will be in force from %(day)s.") % {**values, "day": day}
    if old:
        return _("Version %(old)d is in force again, as version %(new)d.") % values
    if isinstance(edition, Paper):
        return _("Version %(number)d is in force.") % values
    return _("Version %(number)d of the charter is in force.") % values


@requires(Right.CHARTER)
@require_POST
def approve(request: BrandRequest, book: str, number: int) -> HttpResponse:
    """Approve what was proposed."""
    return _done(request, book, number, enacting.approve, _("Version %(number)d is approved."))


@requires(Right.CHARTER)
@require_POST
def withdraw(request: BrandRequest, book: str, number: int) -> HttpResponse:
    """Take back what is proposed or to come."""
    return _done(request, book, number, enacting.withdraw, _("Version %(number)d is withdrawn; it stays in the history."))


def _done(request: BrandRequest, name: str, number: int, verb: Callable[..., Any], said: str) -> HttpResponse:
    if name not in BOOKS:
        raise Http404
    try:
        edition = verb(request.brand, name, number, by=request.member)
    except ObjectDoesNotExist:
        raise Http404 from None
    except enacting.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(enacting.address(BOOKS[name], BOOKS[name].versions(request.brand).get(number=number)))
    messages.success(request, said % {"number": edition.number})
    return redirect(enacting.address(BOOKS[name], edition))
