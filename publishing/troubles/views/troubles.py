"""Publications that need somebody, and what a person can do about them."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lib import clock
from lib.pages import Keyset, answer, sent
from lib.states import NoSuchMove, StaleState
from publishing.engine import planning, reconciling
from publishing.forms import TimeForm
from publishing.models import Account, Publication
from publishing.pausing import resuming
from publishing.troubles import lost, repeating, troubles
from publishing.troubles.forms import SeenForm, TroubleFilter
from team import audit
from team.access import BrandRequest, requires
from team.rights import Right

PAGE = Keyset("-planned_for", "-pk", size=30)


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """What was not published as planned, newest first; what a pause kept is on a list of its own.

    Accounts to reconnect have one card each; what waits behind one is listed where that account was asked for.
    """
    form, after = TroubleFilter(request.brand, request.GET), request.GET.get("after", "")
    rows = form.choose(troubles.listed(request.brand, behind="account" in form.chosen)).select_related("account__brand")
    context = {
        "page": PAGE.page(rows, after),
        "lost": [] if after else form.lost,
        "behind": {"acts": lost.ACTS},
        "paused": form.choose(resuming.waiting(request.brand)).count(),
        "form": form,
        "query": form.query,
    }
    return answer(request, "publishing/troubles.html", context)


@requires(Right.VIEW)
def today(request: BrandRequest) -> HttpResponse:
    """The part of Today: how many accounts and publications need somebody, the first of them."""
    rows = troubles.to_settle(request.brand).select_related("account__brand").order_by("-planned_for")
    accounts = lost.of_brand(request.brand)
    context = {"lost": accounts[:2], "rows": rows[: max(2 - len(accounts), 1)], "count": len(accounts) + rows.count()}
    return answer(request, "publishing/_today.html", context)


@require_POST
@requires(Right.SCHEDULE)
def there(request: BrandRequest, pk: int) -> HttpResponse:
    """A person saw it on the network."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        typed = {"typed": request.POST.get("url", "")[:200]}
        messages.error(request, _("“%(typed)s” is no address. Copy it from the network, or leave it out.") % typed)
        return redirect(_back(request))
    url = form.cleaned_data["url"]
    said = _("Noted: it is there.")
    return _act(request, pk, lambda row: reconciling.it_is_there(row, by=request.member, url=url), said)


@require_POST
@requires(Right.SCHEDULE)
def absent(request: BrandRequest, pk: int) -> HttpResponse:
    """A person looked, and it is not there: it is sent again, at once or when its account is connected."""
    connected = request.brand.accounts.filter(publications=pk, state=Account.State.CONNECTED).exists()
    later = _("Noted: it is not there. It leaves once the account is connected again.")
    said = _("Noted: it is not there. It is sent again.") if connected else later
    return _act(request, pk, lambda row: reconciling.it_is_not_there(row, by=request.member), said)


@require_POST
@requires(Right.SCHEDULE)
def release(request: BrandRequest, pk: int) -> HttpResponse:
    """Let a held publication leave."""
    return _act(request, pk, lambda row: _logged(planning.release, row, "publication.released", request), _("It leaves now."))


@require_POST
@requires(Right.SCHEDULE)
def again(request: BrandRequest, pk: int) -> HttpResponse:
    """Try once more what was refused or missed."""
    return _act(request, pk, lambda row: _logged(repeating.again, row, "publication.again", request), _("It is tried again."))


@requires(Right.SCHEDULE)
def move(request: BrandRequest, pk: int) -> HttpResponse:
    """Give another time to what did not leave at its own."""
    row = get_object_or_404(request.brand.publications.select_related("account"), pk=pk)
    now = clock.wall(clock.now(), request.brand.zone)
    form = TimeForm(request.brand.zone, sent(request), initial={"date": now.date(), "time": now.replace(second=0)})
    if request.method == "POST" and form.is_valid():
        verb = partial(repeating.give_time, wall=form.wall, zone=form.zone)
        return _act(request, pk, lambda row: _logged(verb, row, "publication.moved", request), _("It has another time."))
    context = {"form": form, "publication": row, "next": _back(request)}
    return answer(request, "publishing/move.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Right.SCHEDULE)
def cancel(request: BrandRequest, pk: int) -> HttpResponse:
    """Take a publication back."""
    return _act(request, pk, lambda row: _logged(planning.cancel, row, "publication.cancelled", request), _("It is taken back."))


def _logged(verb: Callable[[Publication], None], row: Publication, name: str, request: BrandRequest) -> None:
    verb(row)
    audit.record(name, row, by=request.member)


def _act(request: BrandRequest, pk: int, act: Callable[[Publication], None], said: str) -> HttpResponse:
    """Do it, unless something else happened to the publication first; then back to where the person was."""
    row = get_object_or_404(request.brand.publications.select_related("account"), pk=pk)
    try:
        act(row)
        messages.success(request, said)
    except (StaleState, NoSuchMove):
        messages.warning(request, _("Something happened to it in the meantime; look again."))
    return redirect(_back(request))


def _back(request: BrandRequest) -> str:
    target = request.POST.get("next", "") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}):
        return target
    return reverse("publishing:troubles", args=[request.brand.slug])
