"""Making and changing campaigns and their themes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import audiences, planning
from campaigns.forms import THEMES, AudienceForm, CampaignForm, CopyForm
from campaigns.views.stale import revision_of, theirs
from lib.pages import answer
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.PLAN)
def create(request: BrandRequest) -> HttpResponse:
    """A new campaign."""
    form = CampaignForm(request.POST or None, brand=request.brand, initial={"owner": request.member})
    fresh = _audience_form(request)
    if request.method == "POST" and form.is_valid() & fresh.is_valid():
        try:
            campaign = planning.create(request.brand, by=request.member, **_values(form, fresh))
            messages.success(request, _("%(campaign)s is there. Give it objectives and themes.") % {"campaign": campaign})
            return redirect("campaigns:show", request.brand.slug, campaign.pk)
        except audiences.Taken as taken:
            fresh.add_error("name", str(taken))
    return answer(request, "campaigns/form.html", {"form": form, "fresh": fresh}, status=_status(form, fresh))


@requires(Right.PLAN)
def change(request: BrandRequest, pk: int) -> HttpResponse:
    """Change what a campaign says."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    form = CampaignForm(request.POST or None, brand=request.brand, instance=campaign)
    fresh = _audience_form(request)
    context: dict[str, Any] = {
        "form": form,
        "fresh": fresh,
        "campaign": campaign,
        "revision": revision_of(request, campaign.revision),
    }
    if request.method == "POST" and form.is_valid() & fresh.is_valid():
        kept = request.brand.campaigns.get(pk=pk)
        try:
            planning.change(kept, by=request.member, revision=context["revision"], **_values(form, fresh))
            return redirect("campaigns:show", request.brand.slug, pk)
        except audiences.Taken as taken:
            fresh.add_error("name", str(taken))
        except planning.Fixed as fixed:
            form.add_error(None, str(fixed))
        except StaleState:
            context |= {"theirs": theirs(form, kept), "revision": kept.revision}
    return answer(request, "campaigns/form.html", context, status=_status(form, fresh))


@requires(Right.PLAN)
def themes(request: BrandRequest, pk: int) -> HttpResponse:
    """The themes of a campaign and the share of posts each should have."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    said = [{"pk": row.pk, "name": row.name, "share": row.share, "colour": row.colour} for row in campaign.themes.all()]
    form = THEMES(request.POST or None, initial=None if request.POST else said, prefix="rows")
    context: dict[str, Any] = {"form": form, "campaign": campaign, "revision": revision_of(request, campaign.revision)}
    if request.method == "POST" and form.is_valid():
        try:
            planning.set_themes(campaign, form.rows, by=request.member, revision=context["revision"])
            return redirect(f"{reverse('campaigns:show', args=[request.brand.slug, pk])}#themes")
        except planning.Fixed as fixed:
            context["trouble"] = str(fixed)
        except StaleState:
            context |= {"theirs": said, "revision": campaign.revision}
    return answer(request, "campaigns/themes.html", context, status=422 if request.method == "POST" else 200)


@requires(Right.PLAN)
def duplicate(request: BrandRequest, pk: int) -> HttpResponse:
    """The same plan for another time."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    form = CopyForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        copy = planning.duplicate(campaign, by=request.member, **form.cleaned_data)
        messages.success(request, _("%(copy)s is there, with the same audiences, themes and objectives.") % {"copy": copy})
        return redirect("campaigns:show", request.brand.slug, copy.pk)
    return answer(request, "campaigns/copy.html", {"form": form, "campaign": campaign}, status=_status(form))


@requires(Right.PLAN)
@require_POST
def archive(request: BrandRequest, pk: int) -> HttpResponse:
    """Put a campaign away."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    if planning.archive(campaign, by=request.member):
        undo = reverse("campaigns:unarchive", args=[request.brand.slug, pk])
        messages.success(request, _("%(campaign)s is in the archive.") % {"campaign": campaign}, extra_tags=undo)
    return redirect("campaigns:list", request.brand.slug)


@requires(Right.PLAN)
@require_POST
def unarchive(request: BrandRequest, pk: int) -> HttpResponse:
    """Take a campaign out of the archive."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    if planning.unarchive(campaign, by=request.member):
        messages.success(request, _("%(campaign)s is out of the archive.") % {"campaign": campaign})
    return redirect("campaigns:show", request.brand.slug, pk)


def _audience_form(request: BrandRequest) -> AudienceForm:
    """A form for an audience made on the spot; all empty means none."""
    form = AudienceForm(
        request.POST or None, brand=request.brand, prefix="audience", empty_permitted=True, use_required_attribute=False
    )
    return form


def _values(form: CampaignForm, fresh: AudienceForm) -> dict[str, Any]:
    """What was typed, with the audience that is to be made on the spot."""
    return {**form.cleaned_data, "new_audience": fresh.cleaned_data if fresh.has_changed() else None}


def _status(*forms: Any) -> int:
    return 422 if any(form.is_bound for form in forms) else 200
