"""The date of a post: by a form, by a drop on the calendar, taken away."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from editorial import handover, scheduling, undo
from editorial.calendar import freezing, placing
from editorial.calendar.freezing import Frozen
from editorial.calendar.placing import Taken
from editorial.composer import composing
from editorial.composer.forms import MoveForm
from editorial.models import Post, PostState
from editorial.refusals import Refusal
from editorial.scheduling import Step
from editorial.series.views import how_far
from editorial.stock import filling
from editorial.views import found, posts, redrawing
from lib import clock
from lib.pages import answer
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right

NINE = datetime(2000, 1, 1, 9)  # where a post without an hour is dropped on a day


@requires(Right.WRITE, Right.SCHEDULE)
def move(request: BrandRequest, pk: int) -> HttpResponse:
    """Give a post another date; an act of the calendar is answered with the calendar as it is then.

    A drop says the day, perhaps the hour, and the rest of the time stays; `was` is where the page showed the post.
    """
    post = found.post(request, pk)
    if request.method != "POST":
        return _opened(request, post)
    form = MoveForm(_filled(request, post))
    if not form.is_valid() or form.wall is None:
        return _refused(request, post, form)
    try:
        _as_seen(request, post, form)
        return _asked(request, post, form) or _do(request, post, form)
    except StaleState:
        form.add_error(None, posts.changed())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return _refused(request, post, form)


Question = Callable[[BrandRequest, Post, MoveForm], HttpResponse | None]


def _asked(request: BrandRequest, post: Post, form: MoveForm) -> HttpResponse | None:
    """What a person is to choose before the post moves, if anything: the first question that has something to ask."""
    return next((said for question in QUESTIONS if (said := question(request, post, form))), None)


def _as_seen(request: BrandRequest, post: Post, form: MoveForm) -> None:
    """Raises StaleState when the post is not as the page showed it, by its revision or by its hour."""
    seen, was = form.cleaned_data["revision"], request.POST.get("was", "")
    at = clock.wall(post.planned_for, request.user.zone) if post.planned_for else None
    if (seen and seen != post.revision) or (was and was != (f"{at:%Y-%m-%dT%H:%M}" if at else "")):
        raise StaleState(post)
    handover.stay_if_left(post)


def _do(request: BrandRequest, post: Post, form: MoveForm) -> HttpResponse:
    steps = _steps(request, post, form) or [Step(post, *_in_its_zone(post, form))]
    with transaction.atomic():
        before = undo.dates([step.post for step in steps])
        scheduling.set_dates(steps, by=request.member, anyway="anyway" in request.POST)
        kept = undo.keep(request.member, "moved", before)
    return _moved(request, post, steps, undo.address(kept))


def _steps(request: BrandRequest, post: Post, form: MoveForm) -> list[Step]:
    """What else moves with it, as was chosen for a taken hour; [] when nothing does."""
    how = request.POST.get("how", "")
    there = _taken(request, post, form) if how in (placing.SWAP, placing.SHIFT) else None
    return placing.steps(there, how) if there else []


# --- a taken hour ----------------------------------------------------------------------------------------------------
def _taken(request: BrandRequest, post: Post, form: MoveForm) -> Taken | None:
    return placing.taken(post, *_in_its_zone(post, form), by=request.member, reader=request.user.zone)


def ask_about_hour(request: BrandRequest, post: Post, form: MoveForm) -> HttpResponse | None:
    """Where other posts of the same accounts stand: to swap, to shift or beside; asked again when that has changed since."""
    chosen = request.POST.get("how", "")
    there = _taken(request, post, form) if chosen != placing.BESIDE else None
    if there is None or (chosen in placing.HOWS and request.POST.get("seen") == there.mark):
        return None
    offers = [(how, [_told(request, step) for step in placing.steps(there, how)]) for how in placing.HOWS]
    context = {
        "post": post,
        "form": form,
        "taken": there,
        "offers": dict(offers),
        "here": redrawing.asked(request),
        "again": chosen,
    }
    response = answer(request, "editorial/taken.html", context, fragment="dialog")
    return reswap(retarget(response, "#dialogs"), "innerHTML") if request.htmx else response  # type: ignore[return-value]


def _told(request: BrandRequest, step: Step) -> tuple[Post, datetime | None]:
    return step.post, clock.wall(step.moment, request.user.zone) if step.moment else None


# --- the frozen hours ------------------------------------------------------------------------------------------------
def ask_about_freeze(request: BrandRequest, post: Post, form: MoveForm) -> HttpResponse | None:
    """Whether a post that leaves very soon is to move all the same."""
    said = freezing.sentence(post)
    if not said or "anyway" in request.POST or not request.member.may(Right.SCHEDULE):
        return None
    context = {
        "post": post,
        "form": form,
        "said": said,
        "here": redrawing.asked(request),
        "how": request.POST.get("how", ""),
    }
    response = answer(request, "editorial/frozen.html", context, fragment="dialog")
    return reswap(retarget(response, "#dialogs"), "innerHTML") if request.htmx else response  # type: ignore[return-value]


# Each may answer with something to choose instead of moving; what was chosen comes with the next request.
QUESTIONS: list[Question] = [ask_about_freeze, how_far.ask, ask_about_hour]


@requires(Right.WRITE, Right.SCHEDULE)
@require_POST
def clear(request: BrandRequest, pk: int) -> HttpResponse:
    """Take the date away."""
    post = found.post(request, pk)
    try:
        with transaction.atomic():
            before = undo.dates([post])
            scheduling.clear_date(post, by=request.member, anyway="anyway" in request.POST)
            kept = undo.keep(request.member, "cleared", before)
        return _answer(request, post, _("It has no date any more."), undo.address(kept))
    except Frozen as frozen:
        return answer(request, "editorial/frozen.html", {"post": post, "said": str(frozen), "clearing": True}, status=422)
    except StaleState:
        messages.warning(request, posts.changed())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(request, post))


# --- what the form holds ---------------------------------------------------------------------------------------------
def _opened(request: BrandRequest, post: Post) -> HttpResponse:
    """The form; where the post cannot move any more, only a sentence on the calendar."""
    try:
        handover.stay_if_left(post)
    except Refusal as refusal:
        if request.htmx:
            return redrawing.only_said(str(refusal), tone="warn")
    return _form(request, post, MoveForm(_now(request, post)))


def _now(request: BrandRequest, post: Post) -> QueryDict:
    """The form as it begins: the post's date as clocks show it in the reader's zone."""
    data = QueryDict(mutable=True)
    at = clock.wall(post.planned_for, request.user.zone) if post.planned_for else None
    data.update({"zone": request.user.zone, "revision": str(post.revision)})
    data.update({"date": f"{at:%Y-%m-%d}", "time": f"{at:%H:%M}"} if at else {"date": request.GET.get("date", ""), "time": ""})
    return data


def _filled(request: BrandRequest, post: Post) -> QueryDict:
    data = request.POST.copy()
    data.setdefault("zone", request.user.zone)
    if not data.get("time") and "drop" in data:
        hour = data.get("hour", "")
        at = _hour_now(request, post)
        data["time"] = f"{int(hour) if hour.isdecimal() and int(hour) < 24 else at.hour:02d}:{at.minute:02d}"
    return data


def _hour_now(request: BrandRequest, post: Post) -> datetime:
    """The hour that a dropped post keeps; one from the stock takes that of the first open slot of the day, else nine."""
    if post.planned_for:
        return clock.wall(post.planned_for, request.user.zone)
    try:
        day = date.fromisoformat(request.POST.get("date", ""))
    except ValueError:
        return NINE
    waits = post.state == PostState.APPROVED and "hour" not in request.POST
    return (waits and filling.first_open(post, day, request.user.zone)) or NINE


def _in_its_zone(post: Post, form: MoveForm) -> tuple[datetime, str]:
    """The chosen time in the zone that the post keeps: it stays in the zone somebody chose for it."""
    zone = form.cleaned_data["zone"] or post.brand.zone
    kept = post.zone or zone
    moment = clock.resolve(form.wall, zone)  # type: ignore[arg-type]
    return (clock.wall(moment, kept), kept) if kept != zone else (form.wall, zone)  # type: ignore[return-value]


# --- answers ---------------------------------------------------------------------------------------------------------
def _moved(request: BrandRequest, post: Post, steps: Sequence[Step], undo_at: str) -> HttpResponse:
    at = clock.wall(steps[0].moment or clock.now(), request.user.zone)
    said = _("Moved to %(when)s.") % {"when": date_format(at, "l j F, H:i")}
    if others := len(steps) - 1:
        more = ngettext("%(n)d other post moved with it.", "%(n)d other posts moved with it.", others)
        said = f"{said} {more % {'n': others}}"
    return _answer(request, post, said, undo_at)


def _answer(request: BrandRequest, post: Post, said: str, undo_at: str) -> HttpResponse:
    if redrawing.asked(request):
        return redrawing.again(request, said, undo=undo_at)
    messages.success(request, said, extra_tags=undo_at)
    back = _back(request, post)
    return HttpResponseClientRedirect(back) if request.htmx else redirect(back)


def _refused(request: BrandRequest, post: Post, form: MoveForm) -> HttpResponse:
    if "drop" in request.POST:
        sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return redrawing.again(request, sentence, tone="bad")
    return _form(request, found.post(request, post.pk), form, status=422)


def _back(request: BrandRequest, post: Post) -> str:
    if redrawing.asked(request):
        return reverse("editorial:calendar", args=[request.brand.slug]) + redrawing.asked(request)
    return reverse("editorial:post", args=[request.brand.slug, post.pk])


def _form(request: BrandRequest, post: Post, form: MoveForm, *, status: int = 200) -> HttpResponse:
    chosen = form.data.get("zone", "")
    zones = list(dict.fromkeys([chosen, request.user.zone, request.brand.zone, post.zone or chosen, "UTC"]))
    moment = clock.resolve(form.wall, chosen) if form.is_valid() and form.wall else None
    hours = composing.elsewhere(moment, chosen, [request.brand.zone])
    context = {"post": post, "form": form, "zones": zones, "elsewhere": hours, "here": redrawing.asked(request)}
    return answer(request, "editorial/move.html", context, fragment="dialog", status=status)
