"""The stock at the side of the calendar, to drag from; asked for once somebody opens it."""

from django.http import HttpResponse

from editorial.stock import stock, waiting
from editorial.stock.views.stock import READY, Wanted
from lib.pages import answer
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """What is ready, each with its next turn; a part of the calendar."""
    seen, wanted = stock.outlook(request.brand), Wanted.of(request.GET)
    page = READY.page(waiting.rows(wanted.chosen(stock.posts(request.brand), seen)), wanted.after)
    rows = waiting.listed(page.rows, seen.known, length=80)
    context = {
        "wanted": wanted,
        "accounts": [level for level in seen.levels if level.ready],
        "rows": [(row, seen.next.get(row.pk), seen.themes.get(row.theme or 0)) for row in rows],
        "after": page.after,
        "may_place": request.member.may(Right.SCHEDULE),
    }
    return answer(request, "editorial/_shelf.html", context)
