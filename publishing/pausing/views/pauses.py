"""Stopping, letting it go on, and what becomes of what became due meanwhile."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lib.pages import Keyset, answer, sent
from publishing.models import Pause, Publication
from publishing.pausing import pausing, resuming
from publishing.pausing.forms import PauseForm, ResumeForm
from team.access import BrandRequest, requires
from team.models import Membership
from team.rights import Right

PAGE = Keyset("planned_for", "pk", size=50)


@requires(Right.SCHEDULE)
def create(request: BrandRequest) -> HttpResponse:
    """Stop sending: of everything, the brand, an account, or what carries a tag."""
    form = PauseForm(request.member, sent(request), initial={"what": request.GET.get("what", "brand")})
    if request.method == "POST" and form.is_valid():
        made = pausing.pause(by=request.member, reason=form.cleaned_data["reason"], **form.scope)
        messages.success(request, _paused(made))
        return redirect("publishing:accounts", request.brand.slug)
    return answer(request, "publishing/pause.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@requires(Right.SCHEDULE)
def lift(request: BrandRequest, pk: int) -> HttpResponse:
    """Let sending go on; then say what becomes of what became due meanwhile."""
    ours = Q(brand=request.brand) | (Q(brand=None) if pausing.may_pause_all(request.user) else Q(pk=None))
    held = pausing.lift(get_object_or_404(Pause, ours, pk=pk), by=request.member)
    if not held:
        messages.success(request, _("Sending goes on. Nothing became due meanwhile."))
        return redirect("publishing:accounts", request.brand.slug)
    said = ngettext(
        "Sending goes on. %(n)s post became due meanwhile: say what becomes of it.",
        "Sending goes on. %(n)s posts became due meanwhile: say what becomes of them.",
        held,
    )
    messages.success(request, said % {"n": held})
    return redirect("publishing:resume", request.brand.slug)


@requires(Right.SCHEDULE)
def resume(request: BrandRequest) -> HttpResponse:
    """What became due during a pause: send it at a pace, move it, drop it."""
    form = ResumeForm(request.brand.zone, sent(request))
    if request.method == "POST" and form.is_valid():
        return _resumed(request, form)
    waiting = resuming.waiting(request.brand)
    page = PAGE.page(waiting.select_related("account"), request.GET.get("after", ""))
    context = {"form": form, "page": page, "count": waiting.count()}
    return answer(request, "publishing/resume.html", context, status=422 if form.is_bound else 200)


def _resumed(request: BrandRequest, form: ResumeForm) -> HttpResponse:
    rows = resuming.waiting(request.brand)
    done = _do(form, rows if form.chosen is None else rows.filter(pk__in=form.chosen), request.member)
    if done:
        messages.success(request, _said(form, len(done)))
    left = 0 if form.chosen is None else len(form.chosen) - len(done)
    if left:
        said = ngettext(
            "%(n)s stays as it is: somebody settled it in the meantime, or its account must be reconnected first.",
            "%(n)s stay as they are: somebody settled them in the meantime, or their account must be reconnected first.",
            left,
        )
        messages.warning(request, said % {"n": left})
    return redirect("publishing:resume", request.brand.slug)


def _do(form: ResumeForm, rows: "QuerySet[Publication]", by: Membership) -> list[Publication]:
    match form.verb:
        case "drop":
            return resuming.drop(rows, by=by)
        case "move":
            return resuming.move(rows, form.wall, form.zone, every=form.every, by=by)
    return resuming.send(rows, every=form.every, by=by)


def _said(form: ResumeForm, n: int) -> str:
    minutes = form.cleaned_data["minutes"]
    match form.verb:
        case "drop":
            said = ngettext("%(n)s post is taken back.", "%(n)s posts are taken back.", n)
        case "move":
            said = ngettext("%(n)s post has another time.", "%(n)s posts have another time.", n)
        case _:
            said = ngettext("%(n)s post leaves.", "%(n)s posts leave, %(minutes)s minutes apart on each account.", n)
    return said % {"n": n, "minutes": minutes}


def _paused(made: Pause) -> str:
    if not made.on_wire:
        return _("Paused. Nothing was on its way.")
    said = ngettext("Paused. %(n)s post was already on its way.", "Paused. %(n)s posts were already on their way.", made.on_wire)
    return said % {"n": made.on_wire}
