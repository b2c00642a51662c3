"""Figures of the site: the tables they come from, and the days somebody wrote down."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from analytics.models import SiteBatch, SiteBatchState, SiteFigure
from analytics.site import batches, by_hand, columns, figures
from analytics.site.forms import ColumnsForm, DayForm
from analytics.site.judging import judge
from campaigns.planning import today
from campaigns.views.stale import revision_of
from editorial.imports.forms import FileForm
from lib.pages import Keyset, answer, sent
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right

LISTED = 20  # tables
SHOWN = 60  # lines of a table
BY_DAY = Keyset("-day", "-pk", size=40)


@requires(Right.MEASURE)
def index(request: BrandRequest) -> HttpResponse:
    """What the site counted, and where that comes from."""
    form = FileForm()
    return _index(request, form)


@requires(Right.PLAN)
@require_POST
def send(request: BrandRequest) -> HttpResponse:
    """Send a table of web analytics."""
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = batches.begin(request.brand, file.name or "", file.read(batches.MOST_BYTES + 1), by=request.member)
            return redirect("analytics:site_batch", request.brand.slug, batch.pk)
        except batches.Refused as refused:
            form.add_error("file", str(refused))
    return _index(request, form, status=422)


def _index(request: BrandRequest, form: FileForm, status: int = 200) -> HttpResponse:
    days = request.brand.site_figures.filter(batch=None).select_related("campaign", "by__user")
    page = BY_DAY.page(days, request.GET.get("after", ""))
    context = {
        "form": form,
        "site": figures.read(request.brand),
        "batches": request.brand.site_batches.defer("rows").select_related("by__user").order_by("-created_at")[:LISTED],
        "days": page.rows,
        "after": page.after,
    }
    return answer(request, "analytics/site.html", context, status=status)


@requires(Right.PLAN)
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """A table: which column is what, what each line says, and what stands against it."""
    batch = _found(request, pk)
    judged = judge(batch)
    form = ColumnsForm(sent(request), batch=batch, tags=sorted(judged.loose))
    if request.method == "POST" and form.is_valid():
        try:
            batches.sort(batch, form.mapping, form.cleaned_data["order"] or batch.order, form.campaigns)
        except StaleState as stale:
            messages.error(request, str(stale))
        return redirect("analytics:site_batch", request.brand.slug, pk)
    lines = [*judged.refused, *(line for line in judged.lines if not line.problems)]
    context = {
        "batch": batch,
        "form": form,
        "judged": judged,
        "lines": lines[:SHOWN],
        "more": max(len(lines) - SHOWN, 0),
        "names": dict(request.brand.campaigns.values_list("pk", "name")),
        "trouble": columns.trouble(batch.mapping),
        "open": batch.state != SiteBatchState.BROUGHT,
        "unsure": batches.order_in(batch) == "?",
    }
    return answer(request, "analytics/site_batch.html", context, status=422 if form.is_bound else 200)


@requires(Right.PLAN)
@require_POST
def bring_in(request: BrandRequest, pk: int) -> HttpResponse:
    """Let the figures of a table count."""

    def act(batch: SiteBatch) -> str:
        count = batches.bring_in(batch, by=request.member)
        return ngettext("%(n)d figure counts now.", "%(n)d figures count now.", count) % {"n": count}

    return _done(request, pk, act)


@requires(Right.PLAN)
@require_POST
def undo(request: BrandRequest, pk: int) -> HttpResponse:
    """Let none of them count any more."""

    def act(batch: SiteBatch) -> str:
        count = batches.undo(batch, by=request.member)
        return ngettext("%(n)d figure counts no more.", "%(n)d figures count no more.", count) % {"n": count}

    return _done(request, pk, act)


@requires(Right.PLAN)
@require_POST
def forget(request: BrandRequest, pk: int) -> HttpResponse:
    """Delete a table."""
    try:
        batches.forget(_found(request, pk), by=request.member)
    except batches.Refused as refused:
        messages.error(request, str(refused))
        return redirect("analytics:site_batch", request.brand.slug, pk)
    return redirect("analytics:site", request.brand.slug)


@requires(Right.PLAN)
def add(request: BrandRequest) -> HttpResponse:
    """Write a day down."""
    campaign = request.GET.get("campaign", "")
    first = {"day": today(request.brand), "campaign": campaign if campaign.isdecimal() else None}
    form = DayForm(sent(request), brand=request.brand, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            by_hand.add(request.brand, by=request.member, **form.cleaned_data)
            return redirect("analytics:site", request.brand.slug)
        except by_hand.Taken as taken:
            form.add_error("day", str(taken))
    return answer(request, "analytics/site_day.html", {"form": form}, status=422 if form.is_bound else 200)


@requires(Right.PLAN)
def change(request: BrandRequest, pk: int) -> HttpResponse:
    """Change a day that was written down; what was typed into one that is gone meanwhile is offered as a new one."""
    row = request.brand.site_figures.select_related("campaign").filter(pk=pk, batch=None).first()
    if row is None:
        return _gone(request, pk)
    context: dict[str, Any] = {"row": row, "revision": revision_of(request, row.revision)}
    form = DayForm(sent(request), brand=request.brand, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            by_hand.change(row, by=request.member, revision=context["revision"], **form.cleaned_data)
            return redirect("analytics:site", request.brand.slug)
        except by_hand.Taken as taken:
            form.add_error("day", str(taken))
        except StaleState:
            kept = SiteFigure.objects.select_related("campaign", "by__user").filter(pk=pk).first()
            if kept is None:
                return _gone(request, pk)
            context |= {"row": kept, "theirs": kept, "revision": kept.revision}
    return answer(request, "analytics/site_day.html", {"form": form, **context}, status=422 if form.is_bound else 200)


@requires(Right.PLAN)
@require_POST
def remove(request: BrandRequest, pk: int) -> HttpResponse:
    """Take a day away that was written down."""
    by_hand.remove(get_object_or_404(request.brand.site_figures, pk=pk, batch=None), by=request.member)
    messages.success(request, _("The day is taken away."))
    return redirect("analytics:site", request.brand.slug)


def _gone(request: BrandRequest, pk: int) -> HttpResponse:
    """Somebody took it away: what was typed stands in a form that writes it down anew."""
    if request.method != "POST" or not by_hand.was_removed(request.brand, pk):
        raise Http404
    return answer(
        request, "analytics/site_day.html", {"form": DayForm(request.POST, brand=request.brand), "gone": True}, status=422
    )


def _found(request: BrandRequest, pk: int) -> SiteBatch:
    batch = get_object_or_404(request.brand.site_batches.select_related("by__user"), pk=pk)
    batch.brand = request.brand
    return batch


def _done(request: BrandRequest, pk: int, act: Callable[[SiteBatch], str]) -> HttpResponse:
    """Do it and say so, or say why not."""
    try:
        messages.success(request, act(_found(request, pk)))
    except (batches.Refused, StaleState) as refused:
        messages.error(request, str(refused))
    return redirect("analytics:site_batch", request.brand.slug, pk)
