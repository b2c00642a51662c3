"""Documents as files to keep."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify

from analytics.documents import setting
from analytics.documents.blocks import Block
from campaigns.models import Campaign
from lib import clock
from lib.typeset import CannotSet
from team.access import BrandRequest


def as_pdf(request: BrandRequest, campaign: Campaign, said: Block, ending: str) -> HttpResponse:
    """The document as a PDF that runs nothing; where it cannot be made, a sentence on the page of the plan."""
    try:
        response = HttpResponse(setting.pdf(said, at=clock.now()), content_type="application/pdf")
    except CannotSet as refused:
        messages.error(request, str(refused))
        return redirect("documents:plan", request.brand.slug, campaign.pk)
    name = f"{slugify(campaign.name) or campaign.pk}-{ending}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
