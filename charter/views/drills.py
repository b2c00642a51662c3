"""Exercises of the crisis plan."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from charter import drills
from charter.models import Drill, Paper
from charter.paper_forms.tongues import writing
from lib.pages import answer
from team.access import BrandRequest, requires
from team.rights import Right


class DebriefForm(forms.Form):
    """What was learnt."""

    debrief = writing(
        gettext_lazy("Debrief"), gettext_lazy("What went well, what took too long, what the plan should say."), rows=5
    )


@requires(Right.CHARTER, Right.MODERATE)
@require_POST
def begin(request: BrandRequest) -> HttpResponse:
    """Begin an exercise."""
    try:
        drill = drills.begin(request.brand, request.POST.get("level", ""), by=request.member)
    except drills.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("charter:paper", request.brand.slug, Paper.Kind.CRISIS)
    return redirect("charter:drill", request.brand.slug, drill.pk)


@requires(Right.VIEW)
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """An exercise: its checklist with the times, and what was learnt."""
    return _page(request, get_object_or_404(Drill, brand=request.brand, pk=pk), DebriefForm())


@requires(Right.CHARTER, Right.MODERATE)
@require_POST
def tick(request: BrandRequest, pk: int, step: int) -> HttpResponse:
    """Mark a step as done."""
    try:
        drill = drills.tick(request.brand, pk, step, by=request.member)
    except ObjectDoesNotExist:
        raise Http404 from None
    except drills.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("charter:drill", request.brand.slug, pk)
    if request.htmx:
        return _page(request, drill, DebriefForm(), fragment="checklist")
    return redirect("charter:drill", request.brand.slug, pk)


@requires(Right.CHARTER, Right.MODERATE)
@require_POST
def finish(request: BrandRequest, pk: int) -> HttpResponse:
    """End the exercise with what was learnt."""
    drill, form = get_object_or_404(Drill, brand=request.brand, pk=pk), DebriefForm(request.POST)
    if not form.is_valid():
        return _page(request, drill, form, status=422)
    try:
        drills.finish(request.brand, pk, form.cleaned_data["debrief"], by=request.member)
    except drills.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The exercise is over; its record is kept."))
    return redirect("charter:drill", request.brand.slug, pk)


def _page(request: BrandRequest, drill: Drill, form: forms.Form, *, fragment: str = "", status: int = 200) -> HttpResponse:
    may = not drill.ended_at and (request.member.may(Right.CHARTER) or request.member.may(Right.MODERATE))
    context = {"drill": drill, "steps": _steps(drill), "form": form, "may_act": may}
    return answer(request, "charter/drill.html", context, fragment=fragment, status=status)


def _steps(drill: Drill) -> list[dict[str, Any]]:
    """The steps, each with the minutes and seconds after the beginning at which it was done."""
    found = []
    for step in drill.steps:
        at = datetime.fromisoformat(step["at"]) if "at" in step else None
        after = int((at - drill.begun_at).total_seconds()) if at else None
        found.append({**step, "at": at, "after": None if after is None else f"{after // 60}:{after % 60:02d}"})
    return found
