"""Filling the slots of a period in one act: what the stock would give, changed where wanted, then given; with Undo."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.db.models.functions import Left
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial import undo
from editorial.models import Post
from editorial.refusals import Refusal
from editorial.stock import filling, stock
from editorial.stock.drawing import Drawn, Ready
from editorial.stock.filling import Choice
from editorial.stock.forms import PeriodForm, pairs
from editorial.stock.openings import Opening
from editorial.stock.stock import HORIZON, Outlook
from lib.pages import answer
from lib.text import one_line
from publishing.models import Account
from team.access import BrandRequest, requires
from team.rights import Right

USUAL = timedelta(days=13)  # two weeks, today included
OTHERS = 10  # other posts offered for a slot
LINES = 200  # slots of one act
SAID = 5  # refusals that are told one by one


@dataclass(frozen=True)
class Line:
    """A slot of the preview: what the stock has for it, on which accounts that leaves, and what else could go there."""

    opening: Opening
    account: Account
    on: list[Account]
    drawn: Drawn | None
    offers: list[tuple[str, str]]


@requires(Right.SCHEDULE)
def fill(request: BrandRequest) -> HttpResponse:
    """Which post would go into which slot; sent, each is given."""
    if request.method == "POST":
        return _given(request)
    seen = stock.outlook(request.brand)
    start = {"start": seen.today, "end": seen.today + USUAL}
    form = PeriodForm(request.GET if "start" in request.GET else _written(start))
    period = form.cleaned_data if form.is_valid() else start
    context = {"form": form, "seen": seen, "lines": _lines(seen, period["start"], period["end"]), "horizon": HORIZON}
    return answer(request, "editorial/fill.html", context, status=422 if form.errors else 200)


def _written(period: dict[str, date]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({name: day.isoformat() for name, day in period.items()})
    return data


def _lines(seen: Outlook, start: date, end: date) -> list[Line]:
    """The slots of the period that want something, in the order of time."""
    accounts = {account.pk: account for account in seen.accounts}
    drawn = {each.opening: each for each in seen.plan.drawn}
    openings = sorted([*drawn, *seen.plan.empty], key=lambda each: (each.moment, each.account))
    wanted = [opening for opening in openings if start <= opening.wall.date() <= end][:LINES]
    offers = {opening: _offers(seen, opening, drawn.get(opening)) for opening in wanted}
    words = _words({row.pk for rows in offers.values() for row in rows})
    return [
        _line(opening, accounts, drawn.get(opening), [(_value(row, opening), words[row.pk]) for row in rows])
        for opening, rows in offers.items()
    ]


def _line(opening: Opening, accounts: dict[int, Account], drawn: Drawn | None, offers: list[tuple[str, str]]) -> Line:
    on = [accounts[pk] for pk in drawn.post.accounts if pk in accounts] if drawn else []
    return Line(opening, accounts[opening.account], on, drawn, offers)


def _offers(seen: Outlook, opening: Opening, drawn: Drawn | None) -> list[Ready]:
    """The post the stock has for the slot, then others that could go there, in the order of their queue."""
    first = [drawn.post] if drawn else []
    fits = (row for row in sorted(seen.ready, key=lambda row: row.order) if _may(row, opening) and row not in first)
    return first + [row for row, _number in zip(fits, range(OTHERS), strict=False)]


def _may(row: Ready, opening: Opening) -> bool:
    right_theme = opening.theme is None or row.theme == opening.theme
    return opening.account in row.accounts and row.fits(opening.wall.date()) and right_theme


def _words(pks: set[int]) -> dict[int, str]:
    rows = Post.objects.filter(pk__among=pks).annotate(short=Left("text", 160)).values_list("pk", "short")
    return {pk: one_line(text, 70) or _("Untitled") for pk, text in rows}


def _value(row: Ready, opening: Opening) -> str:
    return f"{row.pk}@{opening.slot}@{opening.wall:%Y-%m-%d}"


def _given(request: BrandRequest) -> HttpResponse:
    try:
        filled = filling.fill(request.brand, _choices(request.POST.getlist("give")), by=request.member)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("editorial:fill", request.brand.slug)
    _tell(request, filled)
    return redirect("editorial:stock", request.brand.slug)


def _choices(values: list[str]) -> list[Choice]:
    found: list[Choice] = []
    for post, slot, day in pairs(values[:LINES]):
        try:
            found.append(Choice(post, slot, date.fromisoformat(day)))
        except ValueError:
            continue
    return found


def _tell(request: BrandRequest, filled: filling.Filled) -> None:
    done, more = len(filled.done), len(filled.refused) - SAID
    if done:
        said = ngettext("%(n)d slot has its post.", "%(n)d slots have their post.", done) % {"n": done}
        messages.success(request, said, extra_tags=undo.address(filled.kept))
    for sentence in filled.refused[:SAID]:
        messages.error(request, sentence)
    if more > 0:
        messages.error(request, ngettext("And %(n)d other.", "And %(n)d others.", more) % {"n": more})
    if not done and not filled.refused:
        messages.info(request, _("Nothing was chosen."))
