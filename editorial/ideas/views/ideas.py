"""The board of ideas, and what is done with one."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from editorial import plan
from editorial.ideas import board, ideas
from editorial.ideas.board import Filters
from editorial.ideas.forms import IdeaForm, ThoughtForm, carers, kept
from editorial.library import assets
from editorial.models import Asset, Idea, Stage
from lib.numbers import number, numbers
from lib.pages import answer, sent
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """The board; for htmx only the columns."""
    return _board(request, Filters.read(request.GET))


def _board(request: BrandRequest, filters: Filters, *, form: ThoughtForm | None = None) -> HttpResponse:
    context = board.shown(request.brand, request.member, filters, request.GET.get("after", ""))
    context |= {"form": form or ThoughtForm(), "campaigns": plan.campaigns(request.brand)}
    return answer(request, "editorial/ideas.html", context, fragment="board", status=422 if form else 200)


@require_POST
@requires(Right.WRITE, Right.ANSWER)
def note(request: BrandRequest) -> HttpResponseBase:
    """Put an idea on the board, or the board again with what stands against it."""
    form = ThoughtForm(request.POST)
    if not form.is_valid():
        return _board(request, Filters(), form=form)
    ideas.note(request.brand, form.thought, by=request.member)
    return _back(request, _("Noted."))


@requires(Right.VIEW)
def idea(request: BrandRequest, pk: int) -> HttpResponse:
    """One idea, to be worked out by those who write."""
    row = _find(request, pk)
    if request.method == "POST" and request.member.may(Right.WRITE):
        return _keep(request, row)
    form = IdeaForm(initial=kept(row), brand=request.brand, members=carers(request.brand))
    return _page(request, row, form)


def _page(request: BrandRequest, row: Idea, form: IdeaForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"idea": row, "form": form, "pictures": list(row.pictures.order_by("pk")), "stages": list(Stage), **more}
    return answer(request, "editorial/idea.html", context, status=status)


def _keep(request: BrandRequest, row: Idea) -> HttpResponse:
    form = IdeaForm(sent(request), brand=request.brand, members=carers(request.brand))
    added, troubles = assets.add_all(request.brand, request.FILES.getlist("files"), by=request.member)
    valid = form.is_valid()
    for trouble in troubles:
        form.add_error(None, trouble)
    if not valid or troubles:
        return _page(request, row, form, status=422)
    pictures = _pictures(request, row, added)
    try:
        ideas.change(row, form.thought_with(pictures), by=request.member, revision=form.cleaned_data["revision"] or 0)
    except StaleState as stale:
        return _conflict(request, row, form, stale.row)  # type: ignore[arg-type]
    messages.success(request, _("Saved."))
    if request.POST.get("act") == "draft":
        return _draft(request, row)
    return redirect("editorial:ideas", request.brand.slug)


def _pictures(request: BrandRequest, row: Idea, added: list[Asset]) -> list[Asset]:
    """The idea's pictures with those that were added or chosen, without those taken out."""
    dropped, chosen = request.POST.getlist("drop"), numbers(request.POST.getlist("picture"))
    there = [asset for asset in row.pictures.all() if str(asset.pk) not in dropped]
    return [*there, *added, *request.brand.assets.filter(pk__in=chosen[:20])]


def _conflict(request: BrandRequest, row: Idea, form: IdeaForm, theirs: Idea) -> HttpResponse:
    """Somebody saved first: what was typed stays in the fields, and the next save keeps it."""
    typed = request.POST.copy()
    typed["revision"] = str(theirs.revision)
    form.data = typed
    return _page(request, row, form, status=409, theirs=theirs)


@require_POST
@requires(Right.WRITE)
def move(request: BrandRequest, pk: int) -> HttpResponseBase:
    """Put the idea into another column, or elsewhere in its own; only while it lies in the column `seen`, where that is said."""
    row, stage = _find(request, pk), request.POST.get("stage", "")
    row.stage = request.POST.get("seen", row.stage)
    before = request.POST.get("before", "")
    if stage not in Stage.values or row.stage not in Stage.values:
        return _back(request, _("There is no such column."), "warn")
    front = request.brand.ideas.filter(pk=pk).first() if (pk := number(before)) else None
    try:
        ideas.move(row, stage, by=request.member, before=front, last=before == "last")
    except StaleState:
        return _back(request, _("Somebody moved this idea in the meantime: this is how it stands now."), "info")
    said = _("“%(idea)s” stands in “%(column)s”.") % {"idea": row, "column": Stage(stage).label}
    return _back(request, said, quiet=not request.htmx)


@require_POST
@requires(Right.VIEW)
def star(request: BrandRequest, pk: int) -> HttpResponseBase:
    """Give the idea a star, or take it back."""
    row, on = _find(request, pk), request.POST.get("on") == "1"
    ideas.star(row, by=request.member, on=on)
    if not request.htmx:
        return _back(request, "")
    fresh = board.told(request.brand.ideas.filter(pk=pk), request.member).get()
    return answer(request, "editorial/_star.html", {"idea": fresh})


@require_POST
@requires(Right.WRITE)
def draft(request: BrandRequest, pk: int) -> HttpResponse:
    """Make a draft of it, and write on there."""
    return _draft(request, _find(request, pk))


def _draft(request: BrandRequest, row: Idea) -> HttpResponse:
    post = ideas.draft(row, by=request.member)
    messages.success(request, _("The draft begins with the words of the idea."))
    return redirect("editorial:edit", request.brand.slug, post.pk)


@require_POST
@requires(Right.WRITE)
def archive(request: BrandRequest, pk: int) -> HttpResponseBase:
    """Put the idea away; the message offers to undo it."""
    ideas.archive(_find(request, pk), by=request.member)
    return _back(request, _("Archived."), undo=reverse("editorial:restore_idea", args=[request.brand.slug, pk]))


@require_POST
@requires(Right.WRITE)
def restore(request: BrandRequest, pk: int) -> HttpResponseBase:
    """Bring the idea back to the board."""
    ideas.restore(_find(request, pk), by=request.member)
    return _back(request, _("It is on the board again."))


def _find(request: BrandRequest, pk: int) -> Idea:
    rows: QuerySet[Idea] = request.brand.ideas.select_related("brand", "campaign", "theme", "owner__user", "author__user", "post")
    return get_object_or_404(rows, pk=pk)


def _back(request: BrandRequest, said: str, tone: str = "good", *, undo: str = "", quiet: bool = False) -> HttpResponseBase:
    """The board as it stands now, with the filters it had; with htmx its columns."""
    here = request.POST.get("here", "")
    if not request.htmx:
        if said and not quiet:
            messages.add_message(request, messages.SUCCESS if tone == "good" else messages.INFO, said, extra_tags=undo)
        return redirect(reverse("editorial:ideas", args=[request.brand.slug]) + (f"?{here}" if here else ""))
    response = _board(request, Filters.read(QueryDict(here)))
    return trigger_client_event(response, "toast", {"text": said, "tone": tone, **({"undo": undo} if undo else {})})
