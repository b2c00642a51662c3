"""The versions of the charter and of each paper beside it: their list, what each changed, bringing one back."""

from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from charter import editing
from charter.books import BOOKS, CharterBook
from charter.views import ahead
from lib.pages import Keyset, answer
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def history(request: BrandRequest, kind: str = "charter") -> HttpResponse:
    """The versions, newest first."""
    book = book_of(kind)
    versions = book.versions(request.brand).select_related("author__user")
    listed = Keyset("-number", size=40).page(versions, request.GET.get("after", ""))
    rows = [{"edition": row, "address": book.address(request.brand, "version", row.number)} for row in listed.rows]
    newest = book.current(request.brand).number
    context = {"book": book, "home": book.address(request.brand), "rows": rows, "after": listed.after, "newest": newest}
    return answer(request, "charter/history.html", context)


@requires(Right.VIEW)
def version(request: BrandRequest, number: int, kind: str = "charter") -> HttpResponse:
    """What a version changed."""
    book, brand = book_of(kind), request.brand
    edition = get_object_or_404(book.versions(brand).select_related("author__user"), number=number)
    before = editing.numbered(book, brand, edition.built_on)
    last = book.versions(brand).aggregate(last=Max("number"))["last"]
    beside = {"before": before.number, "after": number + 1 if number < last else 0}
    context = {
        "label": book.label,
        "home": book.address(brand),
        "history": book.address(brand, "history"),
        "changes": book.between(before, edition),
        "newest": book.current(brand).number,
        "beside": {name: (each, book.address(brand, "version", each)) for name, each in beside.items() if each},
        **ahead.of_version(request, book, edition),
    }
    return answer(request, "charter/version.html", context)


@requires(Right.CHARTER)
@require_POST
def restore(request: BrandRequest, number: int, kind: str = "charter") -> HttpResponse:
    """Put an old version back in force."""
    book = book_of(kind)
    get_object_or_404(book.versions(request.brand), number=number)
    edition = editing.restore(request.brand, number, by=request.member, book=kind)
    messages.success(request, ahead.sentence(edition, request.brand, old=number))
    return redirect(book.address(request.brand))


def book_of(kind: str) -> CharterBook:
    """The book of that name. Raises Http404."""
    try:
        return BOOKS[kind]
    except KeyError:
        raise Http404 from None
