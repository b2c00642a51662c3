"""The results of a period, and the posts behind them."""

from django.http import HttpResponse, HttpResponseBase

from analytics import posts, report, results
from analytics.period import DAYS, Period
from campaigns.models import Campaign
from lib import sheets
from lib.pages import answer
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.MEASURE)
def show(request: BrandRequest) -> HttpResponse:
    """The answer first, then the chart, then the tables."""
    period, accounts, campaigns = Period.read(request.GET), _accounts(request), _campaigns(request)
    context = {
        "report": report.make(request.brand, period, accounts, campaigns),
        "hours": report.HOURS,
        "period": period,
        "since": period.start(request.brand),
        "lengths": DAYS,
        "accounts": accounts,
        "campaigns": campaigns,
    }
    return answer(request, "analytics/results.html", context)


@requires(Right.MEASURE)
def list_posts(request: BrandRequest) -> HttpResponse:
    """The posts of the period, best or newest first, page by page."""
    period, accounts, campaigns = Period.read(request.GET), _accounts(request), _campaigns(request)
    order = "newest" if request.GET.get("order") == "newest" else "best"
    rows = posts.chosen(request.brand, period, results.usual(request.brand, period, accounts).medians)
    context = {
        "page": posts.page(rows, posts.NEWEST if order == "newest" else posts.BEST, request.GET.get("after", "")),
        "order": order,
        "narrowed": report.narrowed(request.brand, period),
        "period": period,
        "since": period.start(request.brand),
        "lengths": DAYS,
        "accounts": accounts,
        "campaigns": campaigns,
    }
    return answer(request, "analytics/posts.html", context, fragment="rows")


@requires(Right.MEASURE)
def download(request: BrandRequest) -> HttpResponseBase:
    """The posts of the period with all their figures, as a file for spreadsheets."""
    period, accounts = Period.read(request.GET), _accounts(request)
    medians = results.usual(request.brand, period, accounts).medians
    rows = posts.chosen(request.brand, period, medians).order_by("-published_at", "-pk")
    return sheets.download(f"results-{request.brand.slug}.csv", posts.lines(rows, request.brand.zone))


def _accounts(request: BrandRequest) -> list:
    return list(request.brand.accounts.order_by("network_name", "handle"))


def _campaigns(request: BrandRequest) -> list[Campaign]:
    return list(Campaign.objects.filter(brand=request.brand).order_by("-starts_on", "name"))
