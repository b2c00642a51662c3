"""The means of a campaign, and what was spent."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import means, receipts
from campaigns.means_forms import Plan, SpendingForm
from campaigns.models import Campaign, Spending
from campaigns.planning import Fixed, today
from campaigns.views.stale import revision_of
from lib import amounts
from lib.pages import Keyset, answer, sent
from lib.serving import kept_file
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right

BY_DAY = Keyset("-on", "-pk", size=50)


@requires(Right.PLAN)
def change(request: BrandRequest, pk: int) -> HttpResponse:
    """The budget by lines, and the hours by person and network."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    account = means.of(campaign)
    plan = Plan.of(account, sent(request))
    context: dict[str, Any] = {"campaign": campaign, "account": account, "plan": plan}
    context["revision"] = revision_of(request, account.means.revision)
    if request.method == "POST" and plan.is_valid():
        try:
            means.save(campaign, by=request.member, revision=context["revision"], **plan.values)
            return redirect(f"{reverse('campaigns:show', args=[request.brand.slug, pk])}#means")
        except (Fixed, means.Spent) as refused:
            context["trouble"] = str(refused)
        except StaleState:
            now = means.of(request.brand.campaigns.get(pk=pk))
            context |= {"theirs": now, "revision": now.means.revision}
    return answer(request, "campaigns/means.html", context, status=422 if request.method == "POST" else 200)


@requires(Right.VIEW)
def spending(request: BrandRequest, pk: int) -> HttpResponse:
    """What was spent, newest first."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    rows = Spending.objects.filter(brand=request.brand, line__campaign=campaign).select_related("line", "by__user")
    page = BY_DAY.page(rows, request.GET.get("after", ""))
    context = {"campaign": campaign, "account": means.of(campaign), "rows": page.rows, "after": page.after}
    return answer(request, "campaigns/spending.html", context)


@requires(Right.PLAN)
def spend(request: BrandRequest, pk: int) -> HttpResponse:
    """Write down that money was spent."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    first = {"on": today(request.brand), "line": request.GET.get("line")}
    form = SpendingForm(sent(request), request.FILES or None, campaign=campaign, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            means.spend(by=request.member, **_values(form, new=True))
            return _back(request, campaign)
        except Fixed as fixed:
            form.add_error(None, str(fixed))
    return _page(request, campaign, form)


@requires(Right.PLAN)
def correct(request: BrandRequest, pk: int, entry: int) -> HttpResponse:
    """Change what was written down; what was typed into an entry that is gone meanwhile is offered as a new one."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    row = _entries(campaign).filter(pk=entry).first()
    if row is None:
        return _gone(request, campaign)
    revision = revision_of(request, row.revision)
    form = SpendingForm(sent(request), request.FILES or None, campaign=campaign, initial=_said(row))
    if request.method == "POST" and form.is_valid():
        try:
            means.correct(row, by=request.member, revision=revision, **_values(form))
            return _back(request, campaign)
        except Fixed as fixed:
            form.add_error(None, str(fixed))
        except StaleState:
            return _page(request, campaign, form, row, theirs=_theirs(row), revision=row.revision)
        except Spending.DoesNotExist:
            return _gone(request, campaign)
    return _page(request, campaign, form, row, revision=revision)


@requires(Right.PLAN)
@require_POST
def strike(request: BrandRequest, pk: int, entry: int) -> HttpResponse:
    """Take an entry away."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    row = get_object_or_404(_entries(campaign), pk=entry)
    try:
        means.strike(row, by=request.member)
        messages.success(request, _("The entry is taken away."))
    except Fixed as fixed:
        messages.error(request, str(fixed))
    return _back(request, campaign)


@requires(Right.VIEW)
def receipt(request: BrandRequest, pk: int, entry: int) -> HttpResponseBase:
    """The receipt of an entry, as a file to keep."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    row = get_object_or_404(_entries(campaign).exclude(receipt=""), pk=entry)
    response = kept_file(request, row.receipt, receipts.mime(row.receipt), cache="private, no-cache")
    response.headers["Content-Disposition"] = f'attachment; filename="{_("receipt")}-{row.pk}.{row.receipt.rpartition(".")[2]}"'
    return response


def _entries(campaign: Campaign) -> Any:
    return Spending.objects.filter(line__campaign=campaign).select_related("line__campaign")


def _values(form: SpendingForm, *, new: bool = False) -> dict[str, Any]:
    values = {name: value for name, value in form.cleaned_data.items() if name != "staged"}
    if new:
        values.pop("forget")
    return values


def _said(row: Spending) -> dict[str, Any]:
    return {"on": row.on, "line": row.line_id, "amount": amounts.written(row.amount), "note": row.note}


def _theirs(row: Spending) -> list[tuple[str, Any]]:
    """What is kept now."""
    amount = amounts.money(row.amount, row.line.campaign.brand.currency)
    return [(_("Amount"), amount), (_("Line of the budget"), row.line), (_("Day"), row.on), (_("Note"), row.note or "–")]


def _gone(request: BrandRequest, campaign: Campaign) -> HttpResponse:
    """Somebody took it away: what was typed stands in a form that writes it down anew."""
    if request.method != "POST":
        raise Http404
    return _page(request, campaign, SpendingForm(request.POST, request.FILES or None, campaign=campaign), gone=True)


def _back(request: BrandRequest, campaign: Campaign) -> HttpResponse:
    return redirect("campaigns:spending", request.brand.slug, campaign.pk)


def _page(
    request: BrandRequest, campaign: Campaign, form: SpendingForm, entry: Spending | None = None, **more: Any
) -> HttpResponse:
    context = {"form": form, "campaign": campaign, "entry": entry, "lines": campaign.budget_lines.exists(), **more}
    context["staged"] = form.stage()
    return answer(request, "campaigns/spending_form.html", context, status=422 if form.is_bound else 200)
