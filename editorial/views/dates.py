"""The date of a post: by a form, by a drop on the calendar, taken away, put back."""

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from editorial import composing, scheduling, undo
from editorial.forms import MoveForm
from editorial.models import Post, Undo
from editorial.refusals import Refusal
from editorial.views import calendar, found, posts
from lib import clock
from lib.pages import answer
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.WRITE, Right.SCHEDULE)
def move(request: BrandRequest, pk: int) -> HttpResponse:
    """Give a post another date; answers a drop on the calendar with the calendar as it is then."""
    post = found.post(request, pk)
    if request.method != "POST":
        return _form(request, post, MoveForm(_now(request, post)))
    form = MoveForm(_filled(request, post))
    if not form.is_valid() or form.wall is None:
        return _form(request, post, form, status=422)
    try:
        post, kept = _move(request, post, form)
    except StaleState:
        form.add_error(None, posts.changed())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    if form.errors:
        return _refused(request, post, form)
    return _moved(request, post, undo.address(kept))


@transaction.atomic
def _move(request: BrandRequest, post: Post, form: MoveForm) -> tuple[Post, Undo | None]:
    before = undo.dates([post])
    moved = scheduling.set_date(post, *_in_its_zone(post, form), by=request.member, revision=form.cleaned_data["revision"])
    return moved, undo.keep(request.member, "moved", before)


@requires(Right.WRITE, Right.SCHEDULE)
@require_POST
def clear(request: BrandRequest, pk: int) -> HttpResponse:
    """Take the date away."""
    post = found.post(request, pk)
    try:
        with transaction.atomic():
            before = undo.dates([post])
            scheduling.clear_date(post, by=request.member)
            kept = undo.keep(request.member, "cleared", before)
        messages.success(request, _("It has no date any more."), extra_tags=undo.address(kept))
    except StaleState:
        messages.warning(request, posts.changed())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(request, post))


def _now(request: BrandRequest, post: Post) -> QueryDict:
    """The form as it begins: the post's date as clocks show it in the reader's zone."""
    data = QueryDict(mutable=True)
    at = clock.wall(post.planned_for or clock.now(), request.user.zone) if post.planned_for else None
    data.update({"zone": request.user.zone, "revision": str(post.revision)})
    data.update({"date": f"{at:%Y-%m-%d}", "time": f"{at:%H:%M}"} if at else {"date": request.GET.get("date", ""), "time": ""})
    return data


def _filled(request: BrandRequest, post: Post) -> QueryDict:
    """What was sent; a drop says the day, perhaps the hour, and the rest of the time stays."""
    data = request.POST.copy()
    data.setdefault("zone", request.user.zone)
    if not data.get("time") and "drop" in data:
        at = clock.wall(post.planned_for or clock.now(), request.user.zone) if post.planned_for else datetime(2000, 1, 1, 9)
        hour = data.get("hour", "")
        data["time"] = f"{int(hour) if hour.isdecimal() and int(hour) < 24 else at.hour:02d}:{at.minute:02d}"
    return data


def _in_its_zone(post: Post, form: MoveForm) -> tuple[datetime, str]:
    """The chosen time in the zone that the post keeps: it stays in the zone somebody chose for it."""
    zone = form.cleaned_data["zone"] or post.brand.zone
    kept = post.zone or zone
    moment = clock.resolve(form.wall, zone)  # type: ignore[arg-type]
    return (clock.wall(moment, kept), kept) if kept != zone else (form.wall, zone)  # type: ignore[return-value]


def _moved(request: BrandRequest, post: Post, undo_at: str) -> HttpResponse:
    at = clock.wall(post.planned_for or clock.now(), request.user.zone)
    said = _("Moved to %(when)s.") % {"when": date_format(at, "l j F, H:i")}
    if "drop" in request.POST:
        return _toast(_board(request), said, "good", undo_at)  # type: ignore[return-value]
    messages.success(request, said, extra_tags=undo_at)
    back = _back(request, post)
    return HttpResponseClientRedirect(back) if request.htmx else redirect(back)


def _refused(request: BrandRequest, post: Post, form: MoveForm) -> HttpResponse:
    if "drop" in request.POST:
        sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _toast(_board(request), sentence, "bad")  # type: ignore[return-value]
    return _form(request, found.post(request, post.pk), form, status=422)


def _board(request: BrandRequest) -> HttpResponse:
    data = QueryDict(request.POST.get("here", "").removeprefix("?"))
    return answer(request, "editorial/calendar.html", calendar.page(request, data), fragment="board")


def _toast(response: HttpResponse, text: str, tone: str, undo: str = "") -> HttpResponseBase:
    return trigger_client_event(response, "toast", {"text": text, "tone": tone, **({"undo": undo} if undo else {})})


def _back(request: BrandRequest, post: Post) -> str:
    here = request.POST.get("here", "")
    if here.startswith("?"):
        return reverse("editorial:calendar", args=[request.brand.slug]) + here
    return reverse("editorial:post", args=[request.brand.slug, post.pk])


def _form(request: BrandRequest, post: Post, form: MoveForm, *, status: int = 200) -> HttpResponse:
    chosen = form.data.get("zone", "")
    zones = list(dict.fromkeys([chosen, request.user.zone, request.brand.zone, post.zone or chosen, "UTC"]))
    moment = clock.resolve(form.wall, chosen) if form.is_valid() and form.wall else None
    hours = composing.elsewhere(moment, chosen, [request.brand.zone])
    here = request.GET.get("here", request.POST.get("here", ""))
    context = {"post": post, "form": form, "zones": zones, "elsewhere": hours, "here": here}
    return answer(request, "editorial/move.html", context, fragment="dialog", status=status)
