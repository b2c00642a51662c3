"""Parts of other pages."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from analytics import progress
from analytics.models import Standing
from lib.pages import answer
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def campaign_progress(request: BrandRequest, pk: int) -> HttpResponse:
    """The objectives of a campaign: target, measured and elapsed on one line each."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    return answer(request, "analytics/_campaign_progress.html", {"campaign": campaign, "rows": progress.of_campaign(campaign)})


@requires(Right.VIEW)
def post_figures(request: BrandRequest, pk: int) -> HttpResponse:
    """The figures of a post, for each account it is on."""
    post = get_object_or_404(request.brand.posts, pk=pk)
    rows = (
        Standing.objects.filter(publication__variant__post=post).select_related("account").order_by("account__network_name", "pk")
    )
    return answer(request, "analytics/_post_figures.html", {"rows": rows})


@requires(Right.VIEW)
def today_objectives(request: BrandRequest) -> HttpResponse:
    """The objectives of the campaigns that run today."""
    rows = progress.running(request.brand)
    known = [row.measure.as_of for row in rows if row.measure.as_of]
    return answer(request, "analytics/_today_objectives.html", {"rows": rows, "as_of": min(known, default=None)})
