"""The retrospective of a campaign: drafted from what happened, written on and finished by people."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from analytics.documents import looking_back, retrospective
from analytics.documents.forms import WordsForm
from analytics.views.documents import found
from analytics.views.files import as_pdf
from campaigns import remarks
from campaigns.models import Campaign, Passage
from campaigns.planning import Archived, today
from campaigns.states import Phase, phase
from lib.pages import answer
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """What became of the campaign so far; `?edit=<part>` opens that part for who may write."""
    return _page(request, found(request, pk), editing=request.GET.get("edit", ""))


@requires(Right.VIEW)
def download(request: BrandRequest, pk: int) -> HttpResponse:
    """The same as PDF."""
    campaign = found(request, pk)
    return as_pdf(request, campaign, looking_back.document(retrospective.gather(campaign)), _("retrospective"))


@requires(Right.PLAN)
@require_POST
def write(request: BrandRequest, pk: int, part: str) -> HttpResponse:
    """Say something about a part."""
    campaign, form = found(request, pk), WordsForm(request.POST)
    if part not in remarks.PARTS:
        raise Http404
    revision = _revision(request)
    theirs = None
    if form.is_valid():
        try:
            remarks.write(campaign, part, form.cleaned_data["text"], by=request.member, revision=revision)
            return redirect(f"{reverse('documents:retrospective', args=[request.brand.slug, pk])}#{part}")
        except Archived as archived:
            form.add_error(None, str(archived))
        except StaleState:
            kept = remarks.latest(campaign).get(part)
            theirs, revision = (kept.text, kept.revision) if kept else ("", 0)
    return _page(request, campaign, editing=part, form=form, theirs=theirs, revision=revision, status=422)


@requires(Right.PLAN)
@require_POST
def finish(request: BrandRequest, pk: int) -> HttpResponse:
    """Keep it as it stands."""
    campaign = found(request, pk)
    try:
        remarks.finish(campaign, by=request.member, said=retrospective.gather(campaign))
        messages.success(request, _("The retrospective is finished. It is kept as it stands now."))
    except Archived as archived:
        messages.error(request, str(archived))
    return redirect("documents:retrospective", request.brand.slug, pk)


@requires(Right.VIEW)
def finished(request: BrandRequest, pk: int, passage: int) -> HttpResponse:
    """A retrospective as it was finished."""
    campaign, kept = _kept(request, pk, passage)
    context = {"campaign": campaign, "passage": kept, "document": looking_back.document(kept.document, kept)}
    return answer(request, "analytics/retrospective_finished.html", context)


@requires(Right.VIEW)
def finished_pdf(request: BrandRequest, pk: int, passage: int) -> HttpResponse:
    """The same as PDF."""
    campaign, kept = _kept(request, pk, passage)
    return as_pdf(request, campaign, looking_back.document(kept.document, kept), _("retrospective"))


def _page(request: BrandRequest, campaign: Campaign, *, editing: str, status: int = 200, **more: Any) -> HttpResponse:
    said = retrospective.gather(campaign)
    context: dict[str, Any] = {
        "campaign": campaign,
        "document": looking_back.document(said),
        "phase": phase(campaign, today(request.brand)),
        "over": phase(campaign, today(request.brand)) in (Phase.OVER, Phase.CLOSED),
        "writable": request.member.may(Right.PLAN) and not campaign.archived_at,
        "editing": editing,
        "form": WordsForm(initial={"text": said["words"].get(editing, {}).get("text", "")}),
        "theirs": None,
        "revision": None,
        "kept": campaign.passages.filter(kind=Passage.Kind.FINISHED).defer("document").order_by("-at", "-pk"),
    }
    return answer(request, "analytics/retrospective.html", context | more, status=status)


def _revision(request: BrandRequest) -> int:
    """The revision the writer saw; none at all counts as one that nobody has."""
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def _kept(request: BrandRequest, pk: int, passage: int) -> tuple[Campaign, Passage]:
    campaign = found(request, pk)
    return campaign, get_object_or_404(campaign.passages, pk=passage, kind=Passage.Kind.FINISHED)
