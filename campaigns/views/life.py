"""Closing a campaign, and opening it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import signing
from campaigns.planning import Archived
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.PLAN)
@require_POST
def close(request: BrandRequest, pk: int) -> HttpResponse:
    """End a campaign."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    try:
        if signing.close(campaign, by=request.member):
            undo = reverse("campaigns:reopen", args=[request.brand.slug, pk])
            messages.success(request, _("%(campaign)s is closed.") % {"campaign": campaign}, extra_tags=undo)
    except Archived as archived:
        messages.error(request, str(archived))
    return redirect("campaigns:show", request.brand.slug, pk)


@requires(Right.PLAN)
@require_POST
def reopen(request: BrandRequest, pk: int) -> HttpResponse:
    """Take a closed campaign up again."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    try:
        if signing.reopen(campaign, by=request.member):
            messages.success(request, _("%(campaign)s is open again.") % {"campaign": campaign})
    except Archived as archived:
        messages.error(request, str(archived))
    return redirect("campaigns:show", request.brand.slug, pk)
