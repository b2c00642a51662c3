"""Bringing posts in from a table: send it, sort its columns, mend its rows, bring them in, undo it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from editorial.imports import batches, checking, columns, working
from editorial.imports.checking import Bench
from editorial.imports.forms import BringForm, ColumnsForm, FileForm, kept
from editorial.imports.judging import Judged
from editorial.models import Batch, BatchRow, BatchState, PostState
from editorial.refusals import Refusal
from lib.pages import Keyset, answer, sent
from lib.states import NoSuchMove, StaleState
from team.access import BrandRequest, requires
from team.rights import Right

AT_ONCE = 60  # rows of a table that is worked on while one waits
PAGE = Keyset("number", size=50)
LISTED = 20
Level = BatchRow.Level
TABS = {"": gettext_lazy("All rows"), **dict(Level.choices), "out": gettext_lazy("Left out")}


@dataclass(frozen=True)
class Line:
    """A row as it is drawn."""

    row: BatchRow
    judged: Judged
    cells: dict[str, str]

    @property
    def pictures(self) -> int:
        """How many pictures it has."""
        return len(self.judged.draft.content.images) + len(self.judged.far)

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The cells to mend: those with a column, and those that something is to be said about."""
        keys = [*self.cells, *(problem["field"] for problem in self.row.problems)]
        known = [key for key in dict.fromkeys(keys) if key.partition("_")[0] in columns.LABELS and key not in ("number", "more")]
        return [
            {"key": key, "label": columns.label(key), "value": self.cells.get(key, ""), "problems": self._said(key)}
            for key in known
        ]

    def _said(self, key: str) -> list[str]:
        return [problem["sentence"] for problem in self.row.problems if problem["field"] == key]


@requires(Right.WRITE)
def index(request: BrandRequest) -> HttpResponse:
    """Send a table; those that were sent."""
    form = FileForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > batches.MOST_BYTES:
                raise batches.Unfit(
                    _("This file is larger than %(most)d MB. Part it in two.") % {"most": batches.MOST_BYTES // 1_000_000}
                )
            batch = batches.begin(request.brand, file.name or "", file.read(), by=request.member)
            return _to(request, batch)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
    rows = request.brand.batches.select_related("by__user").order_by("-created_at")[:LISTED]
    context = {"form": form, "batches": rows, "most": batches.MOST_ROWS}
    return answer(request, "editorial/imports.html", context, status=422 if form.is_bound else 200)


@requires(Right.WRITE)
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """A table as it stands: its columns, what goes on, its rows, what became of them."""
    batch = _find(request, pk)
    if batch.state in batches.UNDER_WAY:
        return answer(request, "editorial/import_progress.html", {"batch": batch}, fragment="progress")
    if request.htmx and request.htmx.target == "progress":
        response = HttpResponse()
        response.headers["HX-Refresh"] = "true"
        return response
    if batch.state == BatchState.COLUMNS:
        return _columns(request, batch, ColumnsForm(initial=kept(batch), brand=request.brand, batch=batch))
    return _rows(request, batch)


def _columns(request: BrandRequest, batch: Batch, form: ColumnsForm, *, status: int = 200) -> HttpResponse:
    if not form.is_bound:
        form.unsure = batches.order_in(batch, batch.mapping) == "?"
    columns_shown = [(form[name], samples) for name, _head, samples in form.columns]
    return answer(
        request, "editorial/import_columns.html", {"batch": batch, "form": form, "columns": columns_shown}, status=status
    )


@require_POST
@requires(Right.WRITE)
def sort(request: BrandRequest, pk: int) -> HttpResponse:
    """Say which column is what, and have every row checked."""
    batch = _find(request, pk)
    form = ColumnsForm(request.POST, brand=request.brand, batch=batch)
    valid = form.is_valid()
    found = batches.order_in(batch, form.mapping)
    if not form.ask_for_order(found) or not valid:
        return _columns(request, batch, form, status=422)
    return _go(request, batch, lambda: batches.sort(batch, form.mapping, form.options(found), by=request.member))


def _rows(request: BrandRequest, batch: Batch, *, form: BringForm | None = None, status: int = 200) -> HttpResponse:
    tab = request.GET.get("rows", "")
    rows = batch.rows.select_related("post")
    if tab == "out":
        rows = rows.filter(left_out=True)
    elif tab in Level.values:
        rows = rows.filter(left_out=False, level=tab)
    page = PAGE.page(rows, request.GET.get("after", ""))
    bench = Bench.of(batch)
    context = {
        "batch": batch,
        "lines": [_line(bench, row) for row in page.rows],
        "after": page.after,
        "tab": tab if tab in TABS else "",
        "tabs": TABS,
        "form": form or BringForm(zone=batch.brand.zone, slots=batch.brand.slots.exists()),
        **_counts(batch),
    }
    return answer(request, "editorial/import_rows.html", context, status=status)


def _line(bench: Bench, row: BatchRow) -> Line:
    return Line(row, bench.judge(row, deep=False), batches.cells_of(bench.batch, row))


def _counts(batch: Batch) -> dict[str, Any]:
    """How many rows stand where."""
    made = Q(post__isnull=False)
    counted = batch.rows.aggregate(
        all=Count("pk"),
        out=Count("pk", filter=Q(left_out=True)),
        made=Count("pk", filter=made),
        submitted=Count("pk", filter=Q(post__state=PostState.SUBMITTED)),
        gone=Count("pk", filter=Q(post__state=PostState.ARCHIVED)),
        **{level: Count("pk", filter=Q(level=level, left_out=False)) for level in Level.values},
    )
    counted["coming"] = counted[Level.NOTE] + counted[Level.FINE]
    counted["stayed"] = counted["made"] - counted["gone"]
    return {"counts": {**counted, "": counted["all"]}}


@requires(Right.WRITE)
def row(request: BrandRequest, pk: int, row: int) -> HttpResponse:
    """One row to be mended in its place; what was mended is judged at once."""
    batch = _find(request, pk)
    found = get_object_or_404(batch.rows.select_related("post"), pk=row)
    if batch.state != BatchState.CHECKED:
        return _to(request, batch)
    if request.method == "POST":
        keys = [name.removeprefix("cell_") for name in request.POST if name.startswith("cell_")]
        known = {key for key in keys if key in columns.LABELS or key in batch.mapping}
        checking.mend(batch, found, {key: request.POST[f"cell_{key}"][:100_001] for key in known})
        if not request.htmx:
            return redirect(
                reverse("editorial:import", args=[request.brand.slug, batch.pk]) + f"?after={request.GET.get('after', '')}"
            )
    mending = (request.method == "GET" and "done" not in request.GET) or (found.level == Level.ERROR and request.method == "POST")
    context = {
        "batch": batch,
        "line": _line(Bench.of(batch), found),
        "mending": mending,
        "fresh": request.method == "POST",
        **_counts(batch),
    }
    return answer(request, "editorial/import_row.html", context, fragment="row")


@require_POST
@requires(Right.WRITE)
def leave_out(request: BrandRequest, pk: int, row: int) -> HttpResponse:
    """Leave a row out, or take it in again."""
    batch = _find(request, pk)
    found = get_object_or_404(batch.rows.select_related("post"), pk=row)
    if batch.state == BatchState.CHECKED:
        found.left_out = request.POST.get("on") == "1"
        found.save(update_fields=["left_out"])
    if not request.htmx:
        return _to(request, batch)
    context = {"batch": batch, "line": _line(Bench.of(batch), found), "mending": False, "fresh": True, **_counts(batch)}
    return answer(request, "editorial/import_row.html", context, fragment="row")


@require_POST
@requires(Right.WRITE)
def bring_in(request: BrandRequest, pk: int) -> HttpResponse:
    """Make posts of the rows."""
    batch = _find(request, pk)
    form = BringForm(request.POST, zone=batch.brand.zone, slots=batch.brand.slots.exists())
    if batch.state == BatchState.CHECKED and not form.is_valid():
        return _rows(request, batch, form=form, status=422)
    return _go(request, batch, lambda: batches.bring_in(batch, form.options() if form.is_valid() else {}, by=request.member))


@require_POST
@requires(Right.WRITE)
def again(request: BrandRequest, pk: int) -> HttpResponse:
    """Back to the columns."""
    batch = _find(request, pk)
    return _go(request, batch, lambda: batches.again(batch))


@require_POST
@requires(Right.WRITE)
def undo(request: BrandRequest, pk: int) -> HttpResponse:
    """Put the posts of the table away again."""
    batch = _find(request, pk)
    return _go(request, batch, lambda: batches.undo(batch, by=request.member))


@require_POST
@requires(Right.WRITE)
def forget(request: BrandRequest, pk: int) -> HttpResponse:
    """Delete the table; its posts stay."""
    batch = _find(request, pk)
    try:
        batches.forget(batch, by=request.member)
        messages.success(request, _("The table is deleted; posts that were made of it stay."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("editorial:imports", request.brand.slug)


def _find(request: BrandRequest, pk: int) -> Batch:
    return get_object_or_404(request.brand.batches.select_related("brand", "by__user"), pk=pk)


def _go(request: BrandRequest, batch: Batch, act: Any) -> HttpResponse:
    """Do it, a small table while one waits; then the table as it stands."""
    try:
        act()
        if batch.total <= AT_ONCE:
            working.carry_on(batch.pk)
    except (StaleState, NoSuchMove):
        messages.info(request, _("Somebody was first: this is how the table stands now."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _to(request, batch)


def _to(request: BrandRequest, batch: Batch) -> HttpResponse:
    return redirect("editorial:import", request.brand.slug, batch.pk)
