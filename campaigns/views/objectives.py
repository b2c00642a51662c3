"""Setting, changing and giving up objectives."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import objectives
from campaigns.models import Campaign, Objective
from campaigns.objective_forms import ObjectiveForm
from campaigns.planning import Fixed
from campaigns.views.stale import revision_of, theirs
from lib.pages import answer
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.PLAN)
def create(request: BrandRequest, pk: int) -> HttpResponse:
    """A new objective of a campaign."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    form = ObjectiveForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            objectives.add(campaign, by=request.member, **form.cleaned_data)
            return _back(request, campaign)
        except Fixed as fixed:
            form.add_error(None, str(fixed))
    return _page(request, campaign, form)


@requires(Right.PLAN)
def change(request: BrandRequest, pk: int, objective: int) -> HttpResponse:
    """Change an objective; what was typed into one that is gone meanwhile is offered as a new one."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    row = campaign.objectives.select_related("campaign").filter(pk=objective).first()
    if row is None:
        return _gone(request, campaign)
    revision = revision_of(request, row.revision)
    form = ObjectiveForm(request.POST or None, campaign=campaign, instance=row)
    if request.method == "POST" and form.is_valid():
        kept = Objective(pk=row.pk, campaign=campaign)
        try:
            objectives.change(kept, by=request.member, revision=revision, **form.cleaned_data)
            return _back(request, campaign)
        except Fixed as fixed:
            form.add_error(None, str(fixed))
        except StaleState:
            return _page(request, campaign, form, row, theirs=theirs(form, kept), revision=kept.revision)
        except Objective.DoesNotExist:
            return _gone(request, campaign)
    return _page(request, campaign, form, row, revision=revision)


@requires(Right.PLAN)
@require_POST
def remove(request: BrandRequest, pk: int, objective: int) -> HttpResponse:
    """Give an objective up."""
    campaign, row = _found(request, pk, objective)
    try:
        objectives.remove(row, by=request.member)
        messages.success(request, _("The objective “%(objective)s” is given up.") % {"objective": row.get_metric_display()})
    except Fixed as fixed:
        messages.error(request, str(fixed))
    return _back(request, campaign)


def _found(request: BrandRequest, pk: int, objective: int) -> tuple[Campaign, Objective]:
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    return campaign, get_object_or_404(campaign.objectives.select_related("campaign"), pk=objective)


def _gone(request: BrandRequest, campaign: Campaign) -> HttpResponse:
    """Somebody gave it up: what was typed stands in a form that makes it anew."""
    if request.method != "POST":
        raise Http404
    return _page(request, campaign, ObjectiveForm(request.POST, campaign=campaign), gone=True)


def _back(request: BrandRequest, campaign: Campaign) -> HttpResponse:
    return redirect(f"{reverse('campaigns:show', args=[request.brand.slug, campaign.pk])}#objectives")


def _page(
    request: BrandRequest, campaign: Campaign, form: ObjectiveForm, objective: Objective | None = None, **more: Any
) -> HttpResponse:
    proposed = objectives.proposed(campaign.aim)
    context = {
        "form": form,
        "campaign": campaign,
        "objective": objective,
        "proposed": proposed,
        "others": objectives.others(campaign.aim),
        **more,
    }
    return answer(request, "campaigns/objective.html", context, status=422 if form.is_bound else 200)
