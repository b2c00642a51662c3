"""The plan of a campaign as a document: a page, and a PDF."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _

from analytics.documents import plan, setting, telling
from analytics.documents.blocks import Block
from campaigns.models import Campaign
from lib import clock
from lib.pages import answer
from lib.typeset import CannotSet
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """The plan as it stands."""
    campaign = _found(request, pk)
    return answer(request, "analytics/plan.html", {"campaign": campaign, "document": _document(campaign)})


@requires(Right.VIEW)
def download(request: BrandRequest, pk: int) -> HttpResponse:
    """The plan as it stands, as PDF."""
    campaign = _found(request, pk)
    try:
        return as_file(_document(campaign), f"{slugify(campaign.name) or campaign.pk}-{_('plan')}.pdf")
    except CannotSet as refused:
        messages.error(request, str(refused))
        return redirect("documents:plan", request.brand.slug, pk)


def as_file(document: Block, name: str) -> HttpResponse:
    """A document as a PDF to keep, which runs nothing. Raises CannotSet."""
    response = HttpResponse(setting.pdf(document, at=clock.now()), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _found(request: BrandRequest, pk: int) -> Campaign:
    campaign = get_object_or_404(request.brand.campaigns.select_related("owner__user"), pk=pk)
    campaign.brand = request.brand
    return campaign


def _document(campaign: Campaign) -> Block:
    return telling.document(plan.gather(campaign))
