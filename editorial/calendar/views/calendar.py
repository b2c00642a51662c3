"""The calendar as month, week and list, and the posts that have no date yet."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, QueryDict

from editorial import plan
from editorial.calendar import calendar
from editorial.calendar.calendar import Filters
from editorial.calendar.views import calendar_boards
from editorial.calendar.views.shown import VIEWS, Shown
from editorial.exchange import sheet
from editorial.models import PATTERN
from editorial.standing import Group
from lib import sheets
from lib.pages import answer
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """The calendar; to a page that looks again and has seen all there is, nothing."""
    context = page(request, request.GET)
    if request.GET.get("seen") == context["seen"]:
        return HttpResponse(status=204)
    return answer(request, "editorial/calendar.html", context, fragment="board")


@requires(Right.VIEW)
def export(request: BrandRequest) -> HttpResponse:
    """The posts that the calendar shows, as a sheet; the list's from its first day on."""
    shown = Shown.of(request.GET, request.user.zone)
    posts = shown.filters.of(request.brand.posts.all())
    start, end = calendar_boards.period(shown)
    if shown.view == "undated":
        posts = posts.filter(planned_for=None).exclude(PATTERN)
    else:
        posts = posts.filter(planned_for__gte=calendar.midnight(start, request.user.zone))
    if shown.view in ("month", "week"):
        posts = posts.filter(planned_for__lt=calendar.midnight(end, request.user.zone))
    return sheets.download(f"posts-{request.brand.slug}.csv", sheet.rows(request.brand, posts))  # type: ignore[return-value]


def page(request: BrandRequest, data: QueryDict) -> dict[str, Any]:
    """Everything that the calendar's template shows for an address."""
    shown = Shown.of(data, request.user.zone)
    accounts = {account.pk: account for account in request.brand.accounts.order_by("network_name", "handle")}
    campaigns = plan.campaigns(request.brand)
    board = calendar_boards.BOARDS[shown.view](calendar_boards.Desk(request, shown, accounts, campaigns))
    near, marks = board["read"].answers["near"], board["read"].marks
    return {
        **board,
        "shown": shown,
        "accounts": accounts.values(),
        "networks": {account.network_name: account.network.label for account in accounts.values()}.items(),
        "people": board["read"].answers["people"],
        "campaigns": campaigns,
        "colours": {campaign.pk: campaign for campaign in campaigns},
        "groups": Group.choices,
        "every": 4 if near else 60,
        "seen": calendar.fingerprint(board["entries"], near, board.get("totals"), marks),
        "here": shown.address(after=shown.after),
        "views": [(view, label, shown.address(view=view)) for view, label in VIEWS.items()],
        "steps": _steps(shown),
        "nothing": not board["entries"] and not any(map(calendar_boards.is_said, marks)) and _is_empty(request, shown),
    }


def _is_empty(request: BrandRequest, shown: Shown) -> bool:
    """Whether nobody has planned anything yet."""
    return not shown.filters.query() and not request.brand.posts.exists()


def _steps(shown: Shown) -> dict[str, str]:
    """The addresses around the one that is shown: the periods before and after, today, without filters, this one itself."""
    if shown.view == "month":
        first = shown.on.replace(day=1)
        days = [(first - timedelta(days=1)).replace(day=1), first + timedelta(days=31)]
    else:
        step = timedelta(days=7 if shown.view == "week" else 30)
        days = [shown.on - step, shown.on + step]
    return {
        "before": shown.address(on=days[0]),
        "after": shown.address(on=days[1]),
        "today": shown.address(on=shown.today),
        "unfiltered": shown.address(filters=Filters()),
        "here": shown.address(),
    }
