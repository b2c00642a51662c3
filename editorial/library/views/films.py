"""One film of the library: looking at it, marking clips, having it made to fit, choosing its poster."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from editorial.library import clips, fitting, moments
from editorial.library import films as keeping
from editorial.library.clips import BadMark, Mark
from editorial.models import Asset, Cut
from editorial.refusals import Refusal
from lib.numbers import number
from lib.pages import answer
from lib.pictures import BadFile
from lib.states import NoSuchMove, StaleState
from publishing.models import Account
from team.access import BrandRequest, requires
from team.audit import record
from team.rights import Right

SHOWN = 40  # of what was made from one film


@dataclass
class Row:
    """A clip as it was typed."""

    name: str = ""
    starts: str = ""
    ends: str = ""
    error: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was marked."""
        return not (self.starts.strip() or self.ends.strip())


@requires(Right.VIEW)
@require_GET
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """The film; with `parts` (seconds) the whole of it is marked as clips of that length, to be changed."""
    film = _film(request, pk)
    longest = request.GET.get("parts", "")
    rows = _marked(clips.parts(film, float(longest))) if longest.isdigit() and 1 <= int(longest) <= 86_400 else []
    return _page(request, film, rows)


@requires(Right.WRITE)
@require_POST
def cut(request: BrandRequest, pk: int) -> HttpResponse:
    """Ask for the marked clips; with `more`, room for one more."""
    film, rows = _film(request, pk), _typed(request)
    if "more" in request.POST:
        return _page(request, film, [*rows, Row()])
    try:
        asked = clips.cut(film, [_mark(number, row) for number, row in enumerate(rows)], by=request.member)
    except BadMark as bad:
        rows[bad.number].error = str(bad)
        return _page(request, film, rows, status=422)
    except (Refusal, BadFile) as refusal:
        return _page(request, film, rows, refusal=str(refusal), status=422)
    sentence = ngettext(
        "%d clip is being made. You may leave this page.", "%d clips are being made. You may leave this page.", len(asked)
    )
    messages.success(request, sentence % len(asked))
    return _back(request, film)


@requires(Right.VIEW)
@require_GET
def cuts(request: BrandRequest, pk: int) -> HttpResponse:
    """How far the clips are."""
    film = _film(request, pk)
    return answer(request, "editorial/_cuts.html", {"film": film, **_cuts(film)})


@requires(Right.WRITE)
@require_POST
def cancel(request: BrandRequest, pk: int) -> HttpResponse:
    """Let what is being made be."""
    return _do(request, pk, clips.cancel)


@requires(Right.WRITE)
@require_POST
def again(request: BrandRequest, pk: int) -> HttpResponse:
    """Try once more what failed."""
    return _do(request, pk, clips.again)


@requires(Right.WRITE)
@require_POST
def fit(request: BrandRequest, pk: int) -> HttpResponse:
    """Have the film made to fit an account's network."""
    film = _film(request, pk)
    account = Account.objects.filter(brand=request.brand, pk=number(request.POST.get("account", ""))).first()
    if account is None or not fitting.fit(film, account, by=request.member):
        messages.info(request, _("There is nothing to make fit for this account."))
    return _back(request, film)


@requires(Right.WRITE)
@require_POST
def poster(request: BrandRequest, pk: int) -> HttpResponse:
    """Let another of its pictures stand for the film."""
    film = _film(request, pk)
    try:
        keeping.choose_poster(film, moments.read(request.POST.get("at", "")))
    except (ValueError, BadFile) as trouble:
        return _page(request, film, [], poster_error=str(trouble), status=422)
    record("film.poster", film, by=request.member)
    messages.success(request, _("This picture now stands for the film."))
    return _back(request, film)


def _film(request: BrandRequest, pk: int) -> Asset:
    return get_object_or_404(request.brand.assets.filter(kind=Asset.Kind.FILM), pk=pk)


def _back(request: BrandRequest, film: Asset) -> HttpResponse:
    return redirect("editorial:film", request.brand.slug, film.pk)


def _page(request: BrandRequest, film: Asset, rows: list[Row], *, status: int = 200, **more: str) -> HttpResponse:
    accounts = list(Account.objects.filter(brand=request.brand).exclude(state=Account.State.DISCONNECTED).order_by("pk"))
    standings = fitting.standings(film, accounts)
    facts = {"film": film, "rows": rows or [Row()], "standings": standings, **_cuts(film)}
    longest = sorted({standing.longest for standing in standings if standing.kind == "long" and standing.longest})
    offers = [(int(seconds), len(clips.parts(film, seconds))) for seconds in longest]
    return answer(request, "editorial/film.html", {**facts, "offers": offers, **more}, status=status)


def _cuts(film: Asset) -> dict[str, Any]:
    cuts = film.cuts.filter(kind=Cut.Kind.CLIP).select_related("made", "by__user").order_by("-asked_at", "-pk")[:SHOWN]
    return {"cuts": cuts, "moving": any(cut.live for cut in cuts)}


def _typed(request: BrandRequest) -> list[Row]:
    """The clips as they were typed; rows without a moment are left out, but for one."""
    columns = (request.POST.getlist(name)[: clips.MOST + 1] for name in ("name", "starts", "ends"))
    rows = [Row(*typed) for typed in zip(*columns, strict=False)]
    return [row for row in rows if not row.blank]


def _mark(number: int, row: Row) -> Mark:
    try:
        return Mark(moments.read(row.starts or "0"), moments.read(row.ends), row.name)
    except ValueError as error:
        raise BadMark(number, str(error)) from error


def _marked(marks: Iterable[Mark]) -> list[Row]:
    return [Row(mark.name, moments.shown(mark.starts), moments.shown(mark.ends)) for mark in marks]


def _do(request: BrandRequest, pk: int, verb: Callable[..., None]) -> HttpResponse:
    asked = get_object_or_404(Cut.objects.filter(brand=request.brand).select_related("film"), pk=pk)
    try:
        verb(asked, by=request.member)
    except (StaleState, NoSuchMove):
        messages.info(request, _("It is at its end already."))
    to = "editorial:document" if asked.page else "editorial:film"
    return redirect(to, request.brand.slug, asked.film_id)
