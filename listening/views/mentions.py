"""The list of mentions, and what is made of one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from lib import clock, sheets
from lib.clock import parse_moment
from lib.pages import answer, sent
from lib.states import NoSuchMove, StaleState
from listening import handling, listing
from listening.forms import FollowForm
from listening.listing import Filters
from listening.models import Mention, MentionState
from team.access import BrandRequest, requires
from team.rights import Right

FEW = 4


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """What the watches found, newest first; for htmx only the next rows."""
    filters = Filters.read(request.GET)
    page = listing.page(request.brand, filters, request.member, request.GET.get("after", ""))
    context: dict[str, Any] = {"page": page, "filters": filters, "query": filters.address()}
    if not (request.htmx and request.htmx.target == "more"):
        watches = list(listing.watches(request.brand))
        context |= {
            "watches": watches,
            "watch": next((watch for watch in watches if watch.pk == filters.watch), None),
            "states": listing.STATES,
            "now": clock.now(),
            "counts": listing.counts(request.brand, filters),
        }
    return answer(request, "listening/mentions.html", context, fragment="rows")


@requires(Right.VIEW)
@require_safe
def download(request: BrandRequest) -> HttpResponseBase:
    """The mentions that the filters let through, all of them, as a file for spreadsheets."""
    rows = listing.chosen(request.brand, Filters.read(request.GET), request.member)
    return sheets.download(f"mentions-{request.brand.slug}.csv", listing.lines(rows, request.brand.zone))


@requires(Right.VIEW)
def today(request: BrandRequest) -> HttpResponse:
    """The newest mentions nobody has looked at; what several watches found stands there once."""
    rows = request.brand.mentions.filter(state=MentionState.NEW)
    mine = request.brand.mentions.filter(state=MentionState.FOLLOW, assignee=request.member).count()
    newest = {mention.url or mention.pk: mention for mention in listing.with_rows(rows).order_by("-at", "-pk")[: 4 * FEW]}
    return answer(request, "listening/_today.html", {"rows": list(newest.values())[:FEW], "count": rows.count(), "mine": mine})


@require_POST
@requires(Right.WATCH, Right.ANSWER)
def see(request: BrandRequest, pk: int) -> HttpResponseBase:
    """Nothing is left to do about it."""
    return _do(request, pk, lambda mention: handling.see(mention, by=request.member), _("Seen."))


@require_POST
@requires(Right.WATCH)
def see_all(request: BrandRequest) -> HttpResponse:
    """Nothing is left to do about all that was new when the page was made, in the watch that is shown."""
    filters, until = Filters.read(request.GET), parse_moment(request.POST.get("until", ""))
    watch = get_object_or_404(request.brand.watches, pk=filters.watch) if filters.watch else None
    count = handling.see_all(request.brand, watch, until, by=request.member) if until else 0
    said = ngettext("%(n)d mention is marked as seen.", "%(n)d mentions are marked as seen.", count)
    messages.success(request, said % {"n": count})
    return _list(request, filters)


@require_POST
@requires(Right.WATCH, Right.ANSWER)
def dismiss(request: BrandRequest, pk: int) -> HttpResponseBase:
    """It is noise."""
    undo = reverse("listening:restore", args=[request.brand.slug, pk])
    return _do(request, pk, lambda mention: handling.dismiss(mention, by=request.member), _("Put away as noise."), undo)


@require_POST
@requires(Right.WATCH, Right.ANSWER)
def restore(request: BrandRequest, pk: int) -> HttpResponseBase:
    """It is to be looked at again."""
    said = _("Back among what is to be looked at.")
    return _do(request, pk, lambda mention: handling.restore(mention, by=request.member), said)


@require_POST
@requires(Right.WRITE)
def draft(request: BrandRequest, pk: int) -> HttpResponse:
    """Make a draft of it, and write on there."""
    post = handling.draft(_find(request, pk), by=request.member)
    messages.success(request, _("The draft has the title and the link. Make it yours."))
    return redirect("editorial:edit", request.brand.slug, post.pk)


@require_POST
@requires(Right.WRITE, Right.ANSWER)
def note_idea(request: BrandRequest, pk: int) -> HttpResponseBase:
    """Put it on the board of ideas."""
    return _do(request, pk, lambda mention: handling.note_idea(mention, by=request.member), _("Noted among the ideas."))


@requires(Right.WATCH, Right.ANSWER)
def follow(request: BrandRequest, pk: int) -> HttpResponse:
    """Ask a member to follow it up."""
    mention, filters = _find(request, pk), Filters.read(request.GET)
    initial = {"member": str(mention.assignee_id or request.member.pk), "note": mention.note}
    form = FollowForm(sent(request), members=handling.assignable(request.brand), initial=initial)
    if request.method == "POST" and form.is_valid():
        to, note = form.cleaned_data["member"], form.cleaned_data["note"]
        if _moved(request, lambda: handling.follow(mention, to=to, note=note, by=request.member)):
            messages.success(request, _("%(member)s follows it up.") % {"member": to})
        return _list(request, filters)
    context = {"mention": mention, "form": form, "query": filters.address()}
    return answer(request, "listening/follow.html", context, fragment="sheet", status=422 if form.is_bound else 200)


def _find(request: BrandRequest, pk: int) -> Mention:
    return get_object_or_404(listing.with_rows(request.brand.mentions.all()), pk=pk)


def _do(request: BrandRequest, pk: int, act: Callable[[Mention], object], said: str, undo: str = "") -> HttpResponseBase:
    """Do it; then the row as it is now, or nothing where it is no longer shown; without htmx the list."""
    mention, filters = _find(request, pk), Filters.read(request.GET)
    done = _moved(request, lambda: act(mention), quiet=bool(request.htmx))
    if not request.htmx or not request.htmx.target:
        if done:
            messages.success(request, said, extra_tags=undo)
        return _list(request, filters)
    mention = _find(request, pk)
    shown = filters.lets_through(mention, request.member)
    row = answer(request, "listening/_row.html", {"mention": mention, "query": filters.address()}) if shown else HttpResponse()
    told = {"text": said, "tone": "good"} if done else {"text": _first(), "tone": "info"}
    return trigger_client_event(row, "toast", told | ({"undo": undo} if undo and done else {}))


def _moved(request: BrandRequest, act: Callable[[], object], *, quiet: bool = False) -> bool:
    """Do it; False, and unless `quiet` a word to the person, when a colleague was first."""
    try:
        act()
    except (StaleState, NoSuchMove):
        if not quiet:
            messages.info(request, _first())
        return False
    return True


def _first() -> str:
    return _("A colleague was first: this is how the mention stands now.")


def _list(request: BrandRequest, filters: Filters) -> HttpResponse:
    query = filters.address()
    return redirect(reverse("listening:mentions", args=[request.brand.slug]) + (f"?{query}" if query else ""))
