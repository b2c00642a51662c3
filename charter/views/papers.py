"""Reading and writing the papers beside the charter, part by part."""

import json
from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter import acknowledging, community, drills, editing, paper_changes, papers
from charter.books import BOOKS
from charter.models import Drill, Paper
from charter.paper_forms.tongues import in_order
from charter.papers import KINDS, Kind, Part
from charter.starting import start_form
from charter.views import ahead
from charter.views.reading import base_of, on_top_of, open_section
from lib.pages import Keyset, answer
from team.access import BrandRequest, requires
from team.rights import Right

DRILLS = 20  # exercises on the page of the crisis plan


@requires(Right.VIEW)
def show(request: BrandRequest, kind: str) -> HttpResponse:
    """A paper in force; `?edit=<part>` opens that part for who may change it."""
    paper, opened = papers.of(request.brand, _kind(kind).name), {}
    part = _kind(kind).parts.get(request.GET.get("edit", ""))
    if part and request.member.may(Right.CHARTER):
        seen = editing.seen(BOOKS[kind], request.brand, on_top_of(request))
        opened = open_section(part, form_for(part, seen), seen.number, start_form(request.brand, seen), part=part)
    return answer(request, "charter/paper/show.html", {**page(request, paper), **opened})


@requires(Right.CHARTER)
def section(request: BrandRequest, kind: str, name: str) -> HttpResponse:
    """A part as a form (`GET`), or kept as it was written (`POST`): in force, to come, or proposed."""
    part = _part(kind, name)
    if request.method != "POST":
        seen = editing.seen(BOOKS[kind], request.brand, on_top_of(request))
        return _form(request, part, form_for(part, seen), seen.number, start_form(request.brand, seen))
    paper, base = papers.of(request.brand, kind), base_of(request)
    form, start = form_for(part, paper, request.POST), start_form(request.brand, paper, request.POST)
    if not form.is_valid() or not start.is_valid():
        return _form(request, part, form, base, start, status=422)
    try:
        saved = editing.save(request.brand, part, said_in(part, form), by=request.member, base=base, starts=start.moment)
    except editing.Stale as stale:
        return _stale(request, part, form, start, stale.theirs)
    return _saved(request, part, saved, new=saved.number != base)


@requires(Right.VIEW)
def read(request: BrandRequest, kind: str, name: str) -> HttpResponse:
    """A part as it reads: where a form is closed without saving."""
    part = _part(kind, name)
    if not request.htmx:
        return redirect(_address(request, kind, name))
    return render(request, "charter/paper/_part.html", {**page(request, papers.of(request.brand, kind)), "part": part})


@requires(Right.VIEW)
def history(request: BrandRequest, kind: str) -> HttpResponse:
    """The versions, newest first."""
    book = BOOKS[_kind(kind).name]
    listed = Keyset("-number", size=40).page(book.versions(request.brand), request.GET.get("after", ""))
    context = {"kind": _kind(kind), "versions": listed.rows, "after": listed.after, "newest": book.current(request.brand).number}
    return answer(request, "charter/paper/history.html", context)


@requires(Right.VIEW)
def version(request: BrandRequest, kind: str, number: int) -> HttpResponse:
    """What a version changed."""
    book = BOOKS[_kind(kind).name]
    paper = get_object_or_404(book.versions(request.brand), number=number)
    before = editing.numbered(book, request.brand, paper.built_on)
    context = {
        "kind": _kind(kind),
        "paper": paper,
        "before": before,
        "changes": paper_changes.between(before, paper),
        "newest": book.current(request.brand).number,
        "last": book.versions(request.brand).aggregate(last=Max("number"))["last"],
        **ahead.of_version(request, book, paper),
    }
    return answer(request, "charter/paper/version.html", context)


@requires(Right.CHARTER)
@require_POST
def restore(request: BrandRequest, kind: str, number: int) -> HttpResponse:
    """Put an old version back in force."""
    get_object_or_404(BOOKS[_kind(kind).name].versions(request.brand), number=number)
    paper = editing.restore(request.brand, number, by=request.member, book=kind)
    messages.success(request, ahead.sentence(paper, request.brand, old=number))
    return redirect("charter:paper", request.brand.slug, kind)


def page(request: BrandRequest, paper: Paper) -> dict[str, Any]:
    """The context of the whole paper."""
    kind = KINDS[paper.kind]
    said = {name: papers.content(paper, part) for name, part in kind.parts.items()}
    empty = [name for name in said if papers.is_empty(said[name])]
    known = {"kinds": KINDS, "kind": kind, "paper": paper, "said": said, "empty": empty}
    return {**known, **ahead.context(BOOKS[kind.name], request.brand), **_more(request, paper)}


def form_for(part: Part, paper: Paper, data: Any = None) -> Any:
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


def _address(request: BrandRequest, kind: str, name: str) -> str:
    return f"{reverse('charter:paper', args=[request.brand.slug, kind])}#{name}"


def _form(request, part, form, base, start, *, status=200, **more) -> HttpResponse:  # type: ignore[no-untyped-def]
    opened = open_section(part, form, base, start, part=part, **more)
    template = "charter/paper/_form.html" if request.htmx else "charter/paper/show.html"
    return render(request, template, {**page(request, papers.of(request.brand, part.book)), **opened}, status=status)


def _stale(request, part: Part, form, start, theirs: Paper) -> HttpResponse:  # type: ignore[no-untyped-def]
    """The form as it was typed, with what the other one changed; saving it again replaces that."""
    seen = editing.numbered(BOOKS[part.book], request.brand, base_of(request))
    differs = [change for change in paper_changes.between(seen, theirs) if change.section == part]
    return _form(request, part, form, theirs.number, start, status=422, theirs=theirs, differs=differs)


def _saved(request: BrandRequest, part: Part, paper: Paper, *, new: bool) -> HttpResponse:
    said = ahead.sentence(paper, request.brand) if new else _("Nothing has changed.")
    if not request.htmx:
        messages.success(request, said)
        return redirect(_address(request, part.book, part.name))
    context = {**page(request, papers.of(request.brand, part.book)), "part": part, "fresh": True}
    response = render(request, "charter/paper/_part.html", context)
    response.headers["HX-Trigger"] = json.dumps({"toast": {"text": said, "tone": "good"}})
    return response
