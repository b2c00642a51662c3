"""Parts of other pages."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from analytics import attaining, hours, progress
from analytics.forms import WishForm
from analytics.models import Standing
from analytics.period import Period
from analytics.site import figures
from campaigns.means import spent
from lib.pages import answer
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def campaign_progress(request: BrandRequest, pk: int) -> HttpResponse:
    """The objectives of a campaign: target, measured and elapsed on one line each."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    rows = progress.of_campaign(campaign)
    forecasts = any(row.forecast is not None and row.verdict != "reached" for row in rows)
    return answer(request, "analytics/_campaign_progress.html", {"campaign": campaign, "rows": rows, "forecasts": forecasts})


@requires(Right.VIEW)
def campaign_site(request: BrandRequest, pk: int) -> HttpResponse:
    """What a campaign brought on the site, and what each visit and conversion cost so far."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    cost = spent({campaign.pk}).get(campaign.pk)
    context = {"campaign": campaign, "site": figures.read(request.brand, campaign=campaign), "spent": cost}
    return answer(request, "analytics/_campaign_site.html", context)


@requires(Right.MEASURE)
def site_period(request: BrandRequest) -> HttpResponse:
    """What the site counted in a period, by source and campaign."""
    period = Period.read(request.GET)
    since = period.start(request.brand).date()
    site = figures.read(request.brand, campaign=period.campaign, since=since)
    return answer(request, "analytics/_site_period.html", {"site": site, "period": period})


@requires(Right.VIEW)
def attainable(request: BrandRequest, pk: int) -> HttpResponse:
    """What the past of the accounts says to a target that is being typed; nothing while it cannot be read."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    form = WishForm(request.GET, campaign=campaign)
    advice = attaining.advise(campaign, **form.cleaned_data) if form.is_valid() else None
    return answer(request, "analytics/_attainable.html", {"advice": advice})


@requires(Right.VIEW)
def post_figures(request: BrandRequest, pk: int) -> HttpResponse:
    """The figures of a post, for each account it is on."""
    post = get_object_or_404(request.brand.posts, pk=pk)
    rows = (
        Standing.objects.filter(publication__variant__post=post).select_related("account").order_by("account__network_name", "pk")
    )
    return answer(request, "analytics/_post_figures.html", {"rows": rows, "site": figures.of_post(post)})


@requires(Right.VIEW)
def today_objectives(request: BrandRequest) -> HttpResponse:
    """The objectives of the campaigns that run today."""
    rows = progress.running(request.brand)
    known = [row.measure.as_of for row in rows if row.measure.as_of]
    return answer(request, "analytics/_today_objectives.html", {"rows": rows, "as_of": min(known, default=None)})


@requires(Right.VIEW)
def best_hours(request: BrandRequest, pk: int) -> HttpResponse:
    """The hours at which an account does better than usual, each to be made a slot."""
    account = get_object_or_404(request.brand.accounts, pk=pk)
    return answer(request, "analytics/_best_hours.html", {"account": account, "hours": hours.best(account)})
