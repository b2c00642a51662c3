"""The hours at which each account posts: a week grid by account, and how slots are filled."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.forms.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns.models import Campaign
from editorial import plan
from editorial.calendar import calendar
from editorial.models import CampaignMargin, Filling, Pace, Slot
from editorial.refusals import Refusal
from editorial.stock import filling, shares, slots, stock
from editorial.stock.forms import CopyForm, FillingForm, HourForm, HoursForm, PaceForm, ProposeForm
from editorial.stock.levels import Level
from lib import clock
from lib.numbers import number
from lib.pages import answer, sent
from publishing.models import Account
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """The week of every account; `?add=<account>&day=<weekday>` opens the form there."""
    return page(request)


def page(request: BrandRequest, *, status: int = 200, account: int = 0, **forms: BaseForm) -> HttpResponse:
    """The page, with what was typed about one account where it could not be done."""
    seen = stock.outlook(request.brand)
    opened = account or number(request.GET.get("add", ""))
    weeks = [_week(request, seen, level, forms if level.account.pk == opened else {}, opened) for level in seen.levels]
    row = seen.filling
    context = {
        "weeks": weeks,
        "by_margin": shares.swappable(seen.slots, shares.of(row, seen.campaigns)(seen.today)),
        "filling": row,
        "works": filling.works(row),
        "settings": forms.get("settings") or FillingForm(instance=row),
    }
    return answer(request, "editorial/slots.html", context, status=status)


def _week(request: BrandRequest, seen: stock.Outlook, level: Level, forms: dict[str, Any], opened: int) -> dict[str, Any]:
    """One account's section: its seven days, its level, its forms."""
    mine = [slot for slot in seen.slots if slot.account_id == level.account.pk]
    first = calendar.first_weekday()
    days = [((first + number) % 7, [slot for slot in mine if slot.weekday == (first + number) % 7]) for number in range(7)]
    day = request.GET.get("day", "")
    start = {"days": [day] if day.isdecimal() else list(range(5)), "at": "09:00", "kind": Slot.Kind.KEPT}
    return {
        "level": level,
        "account": level.account,
        "slots": mine,
        "days": days,
        "add": forms.get("add") or HoursForm(initial=start, campaigns=seen.campaigns, auto_id=f"a{level.account.pk}_%s"),
        "pace": forms.get("pace") or PaceForm(instance=level.pace, prefix=f"p{level.account.pk}"),
        "copy": forms.get("copy"),
        "others": [each for each in seen.accounts if each != level.account and any(s.account_id == each.pk for s in seen.slots)],
        "open": bool(opened == level.account.pk and not forms.get("pace")),
        "times": list(slots.WEEKS),
    }


@requires(Right.SCHEDULE)
@require_POST
def add(request: BrandRequest, pk: int) -> HttpResponse:
    """Give an account an hour on some days."""
    account = get_object_or_404(request.brand.accounts, pk=pk)
    form = HoursForm(request.POST, campaigns=plan.campaigns(request.brand))
    if form.is_valid():
        values = form.cleaned_data
        try:
            slots.add(account, values["days"], values["at"], theme=values["theme"], kind=values["kind"], by=request.member)
            return _back(request, account)
        except Refusal as refusal:
            form.add_error(refusal.about or None, str(refusal))
    return page(request, status=422, account=account.pk, add=form)


@requires(Right.SCHEDULE)
def change(request: BrandRequest, pk: int) -> HttpResponse:
    """One slot: its hour, theme and kind."""
    slot = get_object_or_404(request.brand.slots.select_related("account__brand", "theme"), pk=pk)
    start = {"at": slot.at, "theme": slot.theme_id, "kind": slot.kind}
    form = HourForm(sent(request), initial=start, campaigns=plan.campaigns(request.brand))
    if form.is_valid():
        try:
            slots.change(slot, by=request.member, **form.cleaned_data)
            return _back(request, slot.account)
        except Refusal as refusal:
            form.add_error(refusal.about or None, str(refusal))
    return answer(
        request, "editorial/slot.html", {"slot": slot, "form": form}, fragment="dialog", status=422 if form.errors else 200
    )


@requires(Right.SCHEDULE)
@require_POST
def remove(request: BrandRequest, pk: int) -> HttpResponse:
    """Take a slot away."""
    slot = get_object_or_404(request.brand.slots.select_related("account__brand"), pk=pk)
    slots.remove(slot, by=request.member)
    return _back(request, slot.account)


@requires(Right.SCHEDULE)
@require_POST
def copy(request: BrandRequest, pk: int) -> HttpResponse:
    """Give an account the week of another one."""
    account = get_object_or_404(request.brand.accounts, pk=pk)
    form = CopyForm(request.POST)
    source = request.brand.accounts.filter(pk=form.cleaned_data["source"]).first() if form.is_valid() else None
    if source is None or source == account:
        messages.error(request, _("Choose the account whose week is to be copied."))
    else:
        slots.copy(source, account, by=request.member)
        messages.success(request, _("%(account)s has the week of %(source)s now.") % {"account": account, "source": source})
    return _back(request, account)


@requires(Right.SCHEDULE)
@require_POST
def propose(request: BrandRequest, pk: int) -> HttpResponse:
    """Begin with a plain week."""
    account = get_object_or_404(request.brand.accounts, pk=pk)
    form = ProposeForm(request.POST)
    try:
        if form.is_valid():
            slots.propose(account, form.cleaned_data["times"], by=request.member)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _back(request, account)


@requires(Right.SCHEDULE)
@require_POST
def pace(request: BrandRequest, pk: int) -> HttpResponse:
    """Say how many days of stock an account wants."""
    account = get_object_or_404(request.brand.accounts.select_related("pace"), pk=pk)
    kept = getattr(account, "pace", None) or Pace(account=account)
    form = PaceForm(request.POST, instance=kept, prefix=f"p{account.pk}")
    if form.is_valid():
        slots.set_pace(account, by=request.member, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return _back(request, account)
    return page(request, status=422, account=account.pk, pace=form)


@requires(Right.SCHEDULE)
@require_POST
def settings(request: BrandRequest) -> HttpResponse:
    """Say how slots are filled, and how much stays movable."""
    form = _settings(request, shares.settings_of(request.brand), plan.campaigns(request.brand))
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in FillingForm.Meta.fields}
        filling.set_filling(request.brand, by=request.member, own=form.own, **values)
        messages.success(request, _("Kept."))
        return redirect(reverse("editorial:slots", args=[request.brand.slug]) + "#filling")
    return page(request, status=422, settings=form)


def _settings(request: BrandRequest, row: Filling, campaigns: Sequence[Campaign]) -> FillingForm:
    """The form, with a margin for each campaign that is not over."""
    today = clock.wall(clock.now(), request.brand.zone).date()
    there = [each for each in campaigns if not each.archived_at and each.ends_on >= today]
    own = dict(CampaignMargin.objects.filter(campaign__in=there).values_list("campaign", "share"))
    return FillingForm(sent(request), instance=row, campaigns=there, own=own)


def _back(request: BrandRequest, account: Account) -> HttpResponse:
    return redirect(reverse("editorial:slots", args=[request.brand.slug]) + f"#a{account.pk}")
