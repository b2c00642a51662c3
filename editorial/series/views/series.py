"""Series: their list, one of them, the sentence that says when they come, and what is done with them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from editorial.approval import submission
from editorial.models import Post, Series
from editorial.refusals import Refusal
from editorial.series import changes, forms, reading, words
from editorial.series import series as verbs
from editorial.series.forms import SeriesForm
from editorial.views import found
from lib.numbers import number
from lib.pages import Keyset, answer
from lib.states import NoSuchMove, StaleState
from lib.text import one_line
from team.access import BrandRequest, requires
from team.rights import Right

NEWEST = Keyset("-pk", size=25)
SHOWN = 5  # dates beside the sentence


@requires(Right.VIEW)
def show_all(request: BrandRequest) -> HttpResponse:
    """Every series of the brand, the newest first."""
    page = NEWEST.page(reading.of_brand(request.brand), request.GET.get("after", ""))
    return answer(request, "editorial/series_all.html", {"lines": reading.lines(page.rows), "after": page.after})


@requires(Right.VIEW)
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """One series: when it comes, what it says, what was sent."""
    return page(request, _found(request, pk))


def page(request: BrandRequest, series: Series, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of the series as it stands."""
    context = {**reading.shown(series, request.member), **more}
    return answer(request, "editorial/series.html", context, status=status)


# --- when it comes ---------------------------------------------------------------------------------------------------
@requires(Right.WRITE)
def new(request: BrandRequest) -> HttpResponse:
    """Begin a series whose text is still to be written."""
    return _begin(request, None)


@requires(Right.WRITE)
def repeat(request: BrandRequest, pk: int) -> HttpResponse:
    """Make a series of a post."""
    post = found.post(request, pk)
    if not verbs.may_repeat(post):
        messages.info(request, _("This post belongs to a series already."))
        return redirect("editorial:post", request.brand.slug, post.pk)
    return _begin(request, post)


def _begin(request: BrandRequest, post: Post | None) -> HttpResponse:
    if request.method != "POST":
        first = forms.beginning(request.brand, *((post.wall, post.zone) if post else ()))
        return _form(request, SeriesForm(forms.typed(first, name=_name(post))), post=post)
    form = SeriesForm(request.POST)
    if not form.is_valid() or "look" in request.POST:
        return _form(request, form, post=post)
    name = form.cleaned_data["name"] or _name(post) or words.sentence(form.rhythm)[:80]
    try:
        series = verbs.begin(request.brand, form.rhythm, by=request.member, name=name, post=post)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _form(request, form, post=post)
    if post is None:
        messages.success(request, _("The series is there. Now write its text."))
        return redirect("editorial:post", request.brand.slug, series.posts.get().pk)
    messages.success(request, _("The series is there. Submit it: once it is approved, its posts are made by themselves."))
    return _to(series)


def _name(post: Post | None) -> str:
    return one_line(post.text, 60) if post else ""


@requires(Right.WRITE)
def edit(request: BrandRequest, pk: int) -> HttpResponse:
    """Change when all that is to come of it comes."""
    series = _found(request, pk)
    if request.method != "POST":
        typed = forms.typed(series.rhythm, name=series.name, revision=series.revision)
        return _form(request, SeriesForm(typed), series=series)
    form = SeriesForm(request.POST)
    if not form.is_valid() or "look" in request.POST:
        return _form(request, form, series=series)
    values = form.cleaned_data
    try:
        changes.change(series, form.rhythm, by=request.member, name=values["name"], revision=values["revision"])
    except StaleState:
        form.add_error(None, _("Somebody changed this series in the meantime: look at it again, then save."))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    if form.errors:
        return _form(request, form, series=series)
    messages.success(request, _("Changed. What is to come follows; what has left stays."))
    return _to(series)


@requires(Right.WRITE)
@require_POST
def dates(request: BrandRequest) -> HttpResponse:
    """The sentence said back and the next dates, for what is being typed; keeps nothing."""
    return render(request, "editorial/_series_dates.html", _said(SeriesForm(request.POST), request.user.zone))


def _form(request: BrandRequest, form: SeriesForm, *, post: Post | None = None, series: Series | None = None) -> HttpResponse:
    known = _said(form, request.user.zone)
    status = 422 if request.method == "POST" and form.errors else 200
    chosen = str(form.data.get("zone", ""))
    zones = list(dict.fromkeys([chosen, request.brand.zone, request.user.zone, "UTC"]))
    context = {"form": form, "post": post, "series": series, "zones": zones, **known}
    return answer(request, "editorial/series_form.html", context, status=status)


def _said(form: SeriesForm, zone: str) -> dict[str, Any]:
    """What the form says, in words and in dates; the first sentence against it when it cannot be read."""
    if not form.is_valid():
        return {"trouble": next(iter(form.errors.values()))[0]}
    rhythm = form.rhythm
    return {
        "sentence": words.sentence(rhythm),
        "days": rhythm.next_with_gaps(SHOWN),
        "series_zone": rhythm.zone,
        "reader_zone": zone if zone != rhythm.zone else "",
    }


# --- its texts -------------------------------------------------------------------------------------------------------
@requires(Right.WRITE)
@require_POST
def add_text(request: BrandRequest, pk: int) -> HttpResponse:
    """Begin another text for it."""
    series = _found(request, pk)
    try:
        text = verbs.add_text(series, by=request.member)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _to(series)
    return redirect("editorial:post", request.brand.slug, text.pk)


@requires(Right.WRITE)
@require_POST
def submit(request: BrandRequest, pk: int) -> HttpResponse:
    """Ask for the approval of its texts."""
    series = _found(request, pk)
    try:
        verbs.submit(series, by=request.member)
    except Refusal as refusal:
        return page(request, series, status=422, refusal=str(refusal))
    messages.success(request, submission.in_words(series.posts.filter(occurrence=None).latest("pk")))
    return _to(series)


@requires(Right.APPROVE)
@require_POST
def approve(request: BrandRequest, pk: int) -> HttpResponse:
    """Approve the texts that were on the screen, together."""
    series = _found(request, pk)
    sent = {name.removeprefix("digest_"): str(value) for name, value in request.POST.items() if name.startswith("digest_")}
    digests = {number(pk): digest for pk, digest in sent.items()}
    note = request.POST.get("note", "").strip()[:2000]
    try:
        verbs.approve(series, by=request.member, digests=digests, note=note)
    except StaleState:
        sentence = _("A text changed or was decided on while you were reading. This is how it stands now.")
        return page(request, series, status=409, refusal=sentence, note=note)
    except Refusal as refusal:
        return page(request, series, status=422, refusal=str(refusal), note=note)
    messages.success(request, _("Approved. Its posts are being made."))
    return _to(series)


# --- days out, and the end -------------------------------------------------------------------------------------------
@requires(Right.WRITE)
@require_POST
def skip(request: BrandRequest, pk: int) -> HttpResponse:
    """Leave a day out."""
    undo = reverse("editorial:series_back", args=[request.brand.slug, pk]) + f"?day={request.POST.get('day', '')}"
    return _on_day(request, pk, verbs.skip, _("That day is left out."), undo)


@requires(Right.WRITE)
@require_POST
def bring_back(request: BrandRequest, pk: int) -> HttpResponse:
    """Let a day that was left out come again."""
    return _on_day(request, pk, verbs.bring_back, _("That day comes again."))


def _on_day(request: BrandRequest, pk: int, verb: Callable[..., None], said: str, undo: str = "") -> HttpResponse:
    try:
        day = parse_date(request.POST.get("day") or request.GET.get("day", ""))
    except ValueError:
        day = None
    series = _found(request, pk)
    return _do(request, series, lambda: verb(series, day, by=request.member) if day else None, said, undo)


@requires(Right.WRITE)
@require_POST
def end(request: BrandRequest, pk: int) -> HttpResponse:
    """End it; the message offers to undo it."""
    series = _found(request, pk)
    undo = reverse("editorial:series_resume", args=[request.brand.slug, pk])
    try:
        gone = verbs.end(series, by=request.member)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _to(series)
    said = ngettext("Ended; %(n)d post to come was put away.", "Ended; %(n)d posts to come were put away.", gone) % {"n": gone}
    messages.success(request, said, extra_tags=undo)
    return _to(series)


@requires(Right.WRITE)
@require_POST
def resume(request: BrandRequest, pk: int) -> HttpResponse:
    """Take its end back."""
    series = _found(request, pk)
    return _do(request, series, lambda: verbs.resume(series, by=request.member), _("It goes on."))


def _do(request: BrandRequest, series: Series, act: Callable[[], object], said: str, undo: str = "") -> HttpResponse:
    try:
        act()
        messages.success(request, said, extra_tags=undo)
    except (StaleState, NoSuchMove):
        messages.warning(request, _("Somebody changed this series in the meantime: this is how it stands now."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _to(series)


def _found(request: BrandRequest, pk: int) -> Series:
    return get_object_or_404(request.brand.series.select_related("brand", "continues"), pk=pk)


def _to(series: Series) -> HttpResponse:
    return redirect("editorial:series", series.brand.slug, series.pk)
