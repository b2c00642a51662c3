"""How links are tagged: those of a campaign's posts, and of all others."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns import planning, tagging
from campaigns.models import Campaign
from campaigns.tagging_forms import How, TaggingForm, UsualForm, shown
from campaigns.views.stale import revision_of
from campaigns.words import tags
from lib.pages import answer, sent
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.PLAN)
def change(request: BrandRequest, pk: int) -> HttpResponse:
    """On which domains links are tagged, and with what."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    form = TaggingForm(request.POST or None, campaign=campaign)
    context: dict[str, Any] = {"form": form, "campaign": campaign, "revision": revision_of(request, campaign.revision)}
    if request.method == "POST" and form.is_valid():
        try:
            tagging.change(campaign, by=request.member, revision=context["revision"], **form.cleaned_data)
            messages.success(request, _("Posts that are planned from now on leave with these links."))
            return redirect(f"{reverse('campaigns:show', args=[request.brand.slug, pk])}#networks")
        except tagging.Taken as taken:
            form.add_error("slug", str(taken))
        except planning.Fixed as fixed:
            form.add_error(None, str(fixed))
        except StaleState:
            campaign.refresh_from_db()
            context |= {"theirs": _theirs(campaign), "revision": campaign.revision}
    return answer(request, "campaigns/links.html", context, status=422 if request.method == "POST" else 200)


def _theirs(campaign: Campaign) -> list[tuple[str, str]]:
    """How links are tagged now, for who was writing meanwhile."""
    row = {"domains": campaign.tagged_domains, "slug": campaign.slug, "posts": campaign.tags_posts}
    return [(_("Tagged links"), tags(row) if campaign.tagged_domains else str(How.of(campaign).label))]


@requires(Right.PLAN)
def usual(request: BrandRequest) -> HttpResponse:
    """How links are tagged where no campaign says otherwise."""
    brand = request.brand
    form = UsualForm(sent(request), brand=brand)
    context: dict[str, Any] = {"form": form, "before": request.POST.get("before") or tagging.seen(brand)}
    if request.method == "POST" and form.is_valid():
        try:
            tagging.change_usual(brand, by=request.member, before=context["before"], **form.cleaned_data)
            messages.success(request, _("Posts that are planned from now on leave with these links."))
            return redirect("campaigns:usual_links", brand.slug)
        except StaleState:
            domains = ", ".join(map(shown, brand.tagged_domains))
            context |= {"theirs": [(_("Tagged links"), domains or "–")], "before": tagging.seen(brand)}
    return answer(request, "campaigns/usual_links.html", context, status=422 if request.method == "POST" else 200)
