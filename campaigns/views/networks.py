"""The networks of a campaign: advice, decisions with their readiness, and the facts the advice rests on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from campaigns import advice, choosing, means
from campaigns.choosing_forms import FACTS, ChoiceForm, WishForm, first
from campaigns.models import Campaign, NetworkChoice
from campaigns.planning import Fixed
from campaigns.views.stale import revision_of, theirs
from lib import amounts
from lib.pages import answer, sent
from lib.states import StaleState
from networks.audience import LABELS
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """Every network with what speaks for and against it, the one that fits best on top."""
    campaign = get_object_or_404(request.brand.campaigns.select_related("means"), pk=pk)
    row, audiences = choosing.asked(campaign), list(campaign.audiences.all())
    wish = choosing.wish(campaign, row, audiences, means.of(campaign).minutes)
    chosen = {choice.network_name: choice for choice in campaign.choices.select_related("who__user")}
    language = choosing.language_of(request.brand, audiences)
    ranked = [(found, chosen.get(found.network)) for found in advice.rank(wish, choosing.table(request.brand, language))]
    asked = {"kinds": row.kinds, "well_off": row.well_off, "minutes": _hours(row.minutes)}
    context = {"campaign": campaign, "wish": wish, "audiences": audiences, "ranked": ranked, "language": language}
    context["form"] = WishForm(initial=asked)
    return answer(request, "campaigns/networks.html", context)


@requires(Right.PLAN)
def ask(request: BrandRequest, pk: int) -> HttpResponse:
    """Say what the campaign says and with how many hours; the advice follows from it."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    form = WishForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            choosing.ask(campaign, by=request.member, **form.cleaned_data)
        except Fixed as fixed:
            messages.error(request, str(fixed))
    if form.is_valid() or request.method != "POST":
        return redirect("campaigns:networks", request.brand.slug, pk)
    return answer(request, "campaigns/wish.html", {"campaign": campaign, "form": form}, status=422)


@requires(Right.PLAN)
def decide(request: BrandRequest, pk: int, network: str) -> HttpResponse:
    """Whether the campaign goes to a network and why; what to say, how, who answers, with what rules."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    if network not in LABELS:
        raise Http404
    row = campaign.choices.filter(network_name=network).first()
    revision = revision_of(request, row.revision if row else 0)
    blank = NetworkChoice(campaign=campaign, network_name=network)
    form = ChoiceForm(sent(request), instance=row or blank, brand=request.brand)
    context: dict[str, Any] = {"campaign": campaign, "form": form, "label": LABELS[network], "choice": row, "revision": revision}
    context |= _advised(request, campaign, network)
    if request.method == "POST" and form.is_valid():
        try:
            choosing.decide(campaign, network, by=request.member, revision=revision, **form.cleaned_data)
            return redirect("campaigns:networks", request.brand.slug, pk)
        except Fixed as fixed:
            form.add_error(None, str(fixed))
        except StaleState:
            context |= _now(campaign, network, form)
    return answer(request, "campaigns/choice.html", context, status=422 if form.is_bound else 200)


@requires(Right.PLAN)
def facts(request: BrandRequest, network: str) -> HttpResponse:
    """What is known of a network, to be mended by who knows better."""
    if network not in LABELS:
        raise Http404
    form = FACTS(sent(request), initial=first(choosing.table(request.brand)[network]))
    if request.method == "POST" and form.is_valid():
        known = {each.cleaned_data["subject"]: each.fact for each in form}
        choosing.know(request.brand, network, known, by=request.member)
        messages.success(request, _("What you know of %(network)s is kept.") % {"network": LABELS[network]})
        return redirect("campaigns:network_facts", request.brand.slug, network)
    context = {"form": form, "network": network, "label": LABELS[network], "labels": LABELS}
    return answer(request, "campaigns/facts.html", context, status=422 if form.is_bound else 200)


def _now(campaign: Campaign, network: str, form: ChoiceForm) -> dict[str, Any]:
    """What somebody else decided meanwhile."""
    kept = campaign.choices.filter(network_name=network).first() or NetworkChoice(campaign=campaign, revision=0)
    return {"theirs": theirs(form, kept) if kept.pk else [], "revision": kept.revision}


def _advised(request: BrandRequest, campaign: Campaign, network: str) -> dict[str, Any]:
    """What the advice says of one network, and what it was asked."""
    audiences = list(campaign.audiences.all())
    wish = choosing.wish(campaign, choosing.asked(campaign), audiences, means.of(campaign).minutes)
    table = choosing.table(request.brand, choosing.language_of(request.brand, audiences))
    found = advice.rank(wish, {network: table[network]})
    return {"advice": found[0], "wish": wish}


def _hours(minutes: int | None) -> str:
    return "" if minutes is None else amounts.written(round(minutes * 100 / 60))
