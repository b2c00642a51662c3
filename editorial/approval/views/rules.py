"""The page that says who approves, for the brand or for one campaign."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from campaigns.models import Campaign
from editorial import plan
from editorial.approval import rule_forms, rules, steps
from editorial.approval.rule_forms import RuleForm
from editorial.models import Rule
from lib.pages import answer
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.BRAND)
def show(request: BrandRequest, pk: int | None = None) -> HttpResponse:
    """Who approves, as a sentence and as a form."""
    if pk is None and request.GET.get("campaign", "").isdecimal():
        return redirect("editorial:campaign_rule", request.brand.slug, request.GET["campaign"])
    campaign = _campaign(request, pk)
    if request.method != "POST":
        return _page(request, campaign, rule_forms.typed(steps.rule_of(request.brand, campaign)))
    act = request.POST.get("act", "save")
    if act != "save":
        return _page(request, campaign, rule_forms.changed(request.POST, act))
    return _save(request, campaign)


def _save(request: BrandRequest, campaign: Campaign | None) -> HttpResponse:
    form = _form(request, request.POST)
    if not form.is_valid():
        return _page(request, campaign, request.POST, status=422)
    values = form.cleaned_data
    fields = {"again": values["again"] or Rule.Again.FIRST, "fast": values["fast"], "plan_b_hours": values["plan_b_hours"]}
    rule = rules.change(request.brand, campaign, form.asked, by=request.member, needed=values["who"] != "nobody", **fields)
    messages.success(request, _("Saved. What is submitted from now on follows it."))
    if freed := rules.release(request.brand, campaign, by=request.member):
        said = ngettext(
            "%(n)d post that nobody could approve follows it too.", "%(n)d posts that nobody could approve follow it too.", freed
        )
        messages.info(request, said % {"n": freed})
    return redirect(_address(request, rule.campaign))


@requires(Right.BRAND)
@require_POST
def apply(request: BrandRequest, pk: int | None = None) -> HttpResponse:
    """Let what waits under an earlier rule begin again under the present one."""
    campaign = _campaign(request, pk)
    done = rules.apply(request.brand, campaign, by=request.member)
    messages.success(request, ngettext("%(n)d post asks again.", "%(n)d posts ask again.", done) % {"n": done})
    return redirect(_address(request, campaign))


@requires(Right.BRAND)
@require_POST
def end(request: BrandRequest, pk: int) -> HttpResponse:
    """Let a campaign follow the brand's rule again."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    rules.end(request.brand, campaign, by=request.member)
    messages.success(request, _("The campaign follows the rule of the brand again."))
    return redirect("editorial:rule", request.brand.slug)


def _campaign(request: BrandRequest, pk: int | None) -> Campaign | None:
    return get_object_or_404(request.brand.campaigns, pk=pk) if pk else None


def _address(request: BrandRequest, campaign: Campaign | None) -> str:
    if campaign is None:
        return reverse("editorial:rule", args=[request.brand.slug])
    return reverse("editorial:campaign_rule", args=[request.brand.slug, campaign.pk])


def _form(request: BrandRequest, data: Any) -> RuleForm:
    return RuleForm(data, people=steps.cast(request.brand).holders)


def _page(request: BrandRequest, campaign: Campaign | None, data: Any, *, status: int = 200) -> HttpResponse:
    form, rule = _form(request, data), steps.rule_of(request.brand, campaign)
    form.is_valid()
    own = list(request.brand.approval_rules.filter(ended_at=None).exclude(campaign=None).select_related("campaign"))
    context = {
        "form": form,
        "campaign": campaign,
        "rule": rule,
        "is_own": rule is not None and rule.campaign_id == (campaign.pk if campaign else None),
        "sentence": rules.in_words(rule, form.people),
        "own": [(each.campaign, rules.in_words(each, form.people)) for each in own],
        "others": [each for each in plan.campaigns(request.brand) if each.pk not in {row.campaign_id for row in own}],
        "earlier": len(rules.waiting_under_another(request.brand, campaign, rule)),
        "trusted": list(request.brand.memberships.filter(trusted=True).select_related("user")),
        "most": rule_forms.MOST,
    }
    return answer(request, "editorial/rule.html", context, status=status)
