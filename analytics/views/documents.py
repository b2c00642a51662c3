"""The plan of a campaign as a document: a page and a PDF, signing it, and what was signed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from analytics.documents import plan, telling
from analytics.views.files import as_pdf
from campaigns import changes, document, readiness, signing
from campaigns.models import Campaign, Passage
from campaigns.planning import Fixed, today
from campaigns.states import phase
from lib.pages import answer
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """The plan as it stands, whether it is signed, and what changed since."""
    campaign = found(request, pk)
    said = plan.gather(campaign)
    signed = signing.last(campaign, said)
    context: dict[str, Any] = {
        "campaign": campaign,
        "document": telling.document(said, signed),
        "phase": phase(campaign, today(request.brand)),
        "signed": signed,
        "missing": [step for step in readiness.steps(campaign, said, charter=bool(said["charters"])) if not step.done],
        "mine": signing.of_member(campaign, request.member, said) if signed else None,
        "seen": document.digest(said),
        "passages": campaign.passages.defer("document").order_by("-at", "-pk"),
    }
    return answer(request, "analytics/plan.html", context)


@requires(Right.VIEW)
def download(request: BrandRequest, pk: int) -> HttpResponse:
    """The plan as it stands, as PDF."""
    campaign = found(request, pk)
    said = plan.gather(campaign)
    return as_pdf(request, campaign, telling.document(said, signing.last(campaign, said)), _("plan"))


@requires(Right.APPROVE)
@require_POST
def sign(request: BrandRequest, pk: int) -> HttpResponse:
    """Sign the plan as the person saw it."""
    campaign = found(request, pk)
    try:
        signing.sign(campaign, by=request.member, said=plan.gather(campaign), seen=request.POST.get("seen", ""))
        messages.success(request, _("You signed the plan. It is kept as it stands now."))
    except StaleState:
        messages.error(request, _("The plan changed while you were reading it, so nothing was signed. Read it again, then sign."))
    except Fixed as refused:
        messages.error(request, str(refused))
    return redirect("documents:plan", request.brand.slug, pk)


@requires(Right.APPROVE)
@require_POST
def withdraw(request: BrandRequest, pk: int) -> HttpResponse:
    """Take the signature back."""
    campaign = found(request, pk)
    try:
        signing.withdraw(campaign, by=request.member)
        messages.success(request, _("The signature is withdrawn: the plan is a draft again."))
    except (StaleState, Fixed) as refused:
        messages.error(request, str(refused))
    return redirect("documents:plan", request.brand.slug, pk)


@requires(Right.VIEW)
def signed(request: BrandRequest, pk: int, number: int) -> HttpResponse:
    """The plan as it was signed, and what it says otherwise now."""
    campaign, passage = _kept(request, pk, number)
    context = {
        "campaign": campaign,
        "passage": passage,
        "document": telling.document(passage.document, signing.Signed(passage)),
        "changes": changes.between(passage.document, document.content(campaign)),
    }
    return answer(request, "analytics/plan_signed.html", context)


@requires(Right.VIEW)
def signed_pdf(request: BrandRequest, pk: int, number: int) -> HttpResponse:
    """The plan as it was signed, as PDF."""
    campaign, passage = _kept(request, pk, number)
    return as_pdf(request, campaign, telling.document(passage.document, signing.Signed(passage)), f"{_('plan')}-{number}")


def found(request: BrandRequest, pk: int) -> Campaign:
    """The campaign with who is in charge. Raises Http404."""
    campaign = get_object_or_404(request.brand.campaigns.select_related("owner__user"), pk=pk)
    campaign.brand = request.brand
    return campaign


def _kept(request: BrandRequest, pk: int, number: int) -> tuple[Campaign, Passage]:
    campaign = found(request, pk)
    return campaign, get_object_or_404(campaign.passages, number=number)
