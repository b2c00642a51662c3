"""Writing the charter, section by section."""

from typing import Any

from django.http import Http404, HttpResponse

from charter import current
from charter.books import BOOKS
from charter.forms import form_for, said_in
from charter.sections import SECTIONS, Section
from charter.views.desk import Desk
from charter.views.reading import page
from lib.pages import answer
from team.access import BrandRequest, requires
from team.rights import Right


def _page(request: BrandRequest) -> dict[str, Any]:
    return page(current.of(request.brand))


DESK = Desk(
    BOOKS["charter"],
    _page,
    form_for,
    said_in,
    whole="charter/show.html",
    opened="charter/_form.html",
    closed="charter/_section.html",
    called="section",
)


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """The charter in force; `?edit=<section>` opens that section for who may change it."""
    section = SECTIONS.get(request.GET.get("edit", ""))
    opened = DESK.begun(request, section) if section and request.member.may(Right.CHARTER) else {}
    return answer(request, "charter/show.html", {**_page(request), **opened})


@requires(Right.CHARTER)
def section(request: BrandRequest, name: str) -> HttpResponse:
    """A section as a form, or kept as it was written."""
    return DESK.write(request, _section(name))


@requires(Right.VIEW)
def read(request: BrandRequest, name: str) -> HttpResponse:
    """A section as it reads."""
    return DESK.read(request, _section(name))


def _section(name: str) -> Section:
    try:
        return SECTIONS[name]
    except KeyError:
        raise Http404 from None
