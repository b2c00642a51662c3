"""Reading and writing the papers beside the charter, part by part."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from charter import acknowledging, community, drills, papers
from charter.books import BOOKS
from charter.models import Drill, Paper
from charter.paper_forms.tongues import in_order
from charter.papers import KINDS, Kind, Part
from charter.views import ahead
from charter.views.desk import Desk
from lib.pages import answer
from team.access import BrandRequest, requires
from team.rights import Right

DRILLS = 20  # exercises on the page of the crisis plan


@requires(Right.VIEW)
def show(request: BrandRequest, kind: str) -> HttpResponse:
    """A paper in force; `?edit=<part>` opens that part for who may change it."""
    part = _kind(kind).parts.get(request.GET.get("edit", ""))
    opened = _desk(kind).begun(request, part) if part and request.member.may(Right.CHARTER) else {}
    return answer(request, "charter/paper/show.html", {**page(request, kind), **opened})


@requires(Right.CHARTER)
def section(request: BrandRequest, kind: str, name: str) -> HttpResponse:
    """A part as a form, or kept as it was written."""
    return _desk(kind).write(request, _part(kind, name))


@requires(Right.VIEW)
def read(request: BrandRequest, kind: str, name: str) -> HttpResponse:
    """A part as it reads."""
    return _desk(kind).read(request, _part(kind, name))


def _desk(kind: str) -> Desk:
    return Desk(
        BOOKS[_kind(kind).name],
        lambda request: page(request, kind),
        form_for,
        said_in,
        whole="charter/paper/show.html",
        opened="charter/paper/_form.html",
        closed="charter/paper/_part.html",
        called="part",
    )


def page(request: BrandRequest, name: str) -> dict[str, Any]:
    """The context of the whole paper."""
    kind, paper = KINDS[name], papers.of(request.brand, name)
    said = {name: papers.content(paper, part) for name, part in kind.parts.items()}
    empty = [name for name in said if papers.is_empty(said[name])]
    known = {"kinds": KINDS, "kind": kind, "paper": paper, "said": said, "empty": empty}
    return {**known, **ahead.context(BOOKS[kind.name], request.brand), **_more(request, paper)}


def form_for(part: Part, paper: Paper, data: Any = None, files: Any = None) -> Any:
    """The form of a part: as the version says, or as somebody typed it."""
    said = papers.content(paper, part)
    if part.form:
        return part.form(data, initial=said)
    rows = [{**row, "place": place} for place, row in enumerate(said["rows"], 1)]
    return part.rows(data, initial=None if data is not None else rows, prefix="rows")  # type: ignore[misc]


def said_in(part: Part, form: Any) -> dict[str, Any]:
    """What a valid form says, as the part's content."""
    return {"rows": in_order(form.rows)} if part.rows else dict(form.cleaned_data)


def _more(request: BrandRequest, paper: Paper) -> dict[str, Any]:
    """What a kind of paper has beside its parts."""
    if paper.kind == Paper.Kind.COMMUNITY:
        address = reverse("community", args=[request.brand.slug])
        return {"rules": community.rules(paper), "public_address": request.build_absolute_uri(address)}
    if paper.kind == Paper.Kind.STAFF:
        found = acknowledging.readings(request.brand, paper) if request.member.may(Right.CHARTER) and paper.is_written else []
        mine = next((one for one in found if one.member == request.member), None)
        mine = mine or acknowledging.reading_of(request.member, paper)
        return {"mine": mine, "readings": found, "due": sum(one.is_due for one in found)}
    may = request.member.may(Right.CHARTER) or request.member.may(Right.MODERATE)
    past = Drill.objects.filter(brand=request.brand).order_by("-begun_at")[:DRILLS]
    return {"levels": drills.levels(paper), "drills": past, "may_drill": may}


def _kind(name: str) -> Kind:
    try:
        return KINDS[name]
    except KeyError:
        raise Http404 from None


def _part(kind: str, name: str) -> Part:
    try:
        return _kind(kind).parts[name]
    except KeyError:
        raise Http404 from None
