"""The key dates of a brand: what the calendar shows behind its days, and what it leaves out."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from editorial.calendar import keydates
from editorial.calendar.keydates import Known
from editorial.calendar.marronniers import Kind
from editorial.models import KeyDate
from editorial.refusals import Refusal
from lib import clock, yearly
from lib.pages import answer
from team.access import BrandRequest, requires
from team.rights import Right

YEAR = timedelta(days=366)


class KeyDateForm(forms.Form):
    """A date of the brand's own: the next time, and how it comes back."""

    name = forms.CharField(
        max_length=80,
        label=gettext_lazy("What is it?"),
        error_messages={"required": gettext_lazy("Give the date a name.")},
    )
    date = forms.DateField(
        label=gettext_lazy("When is it next?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("On which day?")},
    )
    often = forms.ChoiceField(
        label=gettext_lazy("How does it come back?"),
        choices=[
            ("yearly", gettext_lazy("Each year on this day")),
            ("weekday", gettext_lazy("Each year on the same weekday of the month, as the third Thursday")),
            ("once", gettext_lazy("It does not")),
        ],
    )

    @property
    def rule(self) -> str:
        """The same as a rule of lib.yearly."""
        day: date = self.cleaned_data["date"]
        place = (day.day - 1) // 7 + 1
        weekday = f"{place if place < 5 else 'last'} {yearly.WEEKDAYS[day.weekday()]} {day:%m}"
        return {"yearly": f"{day:%m-%d}", "weekday": weekday, "once": f"{day:%Y-%m-%d}"}[self.cleaned_data["often"]]


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """All key dates; a form for one more of the brand's own, to those who write or plan."""
    form = KeyDateForm(request.POST or None)
    if request.method == "POST" and _may_change(request) and form.is_valid():
        try:
            kept = keydates.add(request.brand, form.cleaned_data["name"], form.rule, by=request.member)
            messages.success(request, _("“%(name)s” is on the calendar.") % {"name": kept.name})
            return redirect("editorial:key_dates", request.brand.slug)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return answer(request, "editorial/key_dates.html", {"form": form, **_shown(request)}, status=422 if form.is_bound else 200)


@requires(Right.WRITE, Right.PLAN)
@require_POST
def toggle(request: BrandRequest) -> HttpResponse:
    """Show or hide what the product knows: one date, or all of a kind."""
    hidden = "hide" in request.POST
    key = request.POST.get("hide" if hidden else "show", "")
    keys = [known.key for known in keydates.DATES if key == f"kind:{known.kind}"] or [key]
    try:
        for each in keys:
            keydates.show(request.brand, each, hidden=hidden, by=request.member)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(n)d date changed.", "%(n)d dates changed.", len(keys))
        messages.success(request, said % {"n": len(keys)})
    return redirect("editorial:key_dates", request.brand.slug)


@requires(Right.WRITE, Right.PLAN)
@require_POST
def remove(request: BrandRequest, pk: int) -> HttpResponse:
    """Take a date of the brand's own away."""
    kept = get_object_or_404(request.brand.key_dates, pk=pk, key="")
    keydates.remove(kept, by=request.member)
    messages.success(request, _("“%(name)s” is gone.") % {"name": kept.name})
    return redirect("editorial:key_dates", request.brand.slug)


def _may_change(request: BrandRequest) -> bool:
    return request.member.may(Right.WRITE) or request.member.may(Right.PLAN)


def _shown(request: BrandRequest) -> dict[str, Any]:
    rows = list(request.brand.key_dates.all())
    said = {row.key: row.hidden for row in rows if row.key}
    today = clock.wall(clock.now(), request.user.zone).date()
    kinds = [(kind, list(_dates(kind, said, today))) for kind in Kind]
    return {
        "own": [(row, _next(row, today)) for row in rows if not row.key],
        "sets": [(known, keydates.shown(known, said)) for known in keydates.SETS],
        "kinds": [(kind, dates, any(visible for _known, _day, visible in dates)) for kind, dates in kinds],
        "may_change": _may_change(request),
    }


def _dates(kind: Kind, said: dict[str, bool], today: date) -> Iterator[tuple[Known, date, bool]]:
    """The dates of a kind with their next day, the next one first."""
    found = [(known, known.days(today, today + YEAR)) for known in keydates.DATES if known.kind == kind]
    for known, days in sorted(found, key=lambda each: each[1][0][0]):
        yield known, days[0][0], keydates.shown(known, said)


def _next(row: KeyDate, today: date) -> date | None:
    return next(iter(yearly.days_of(row.rule, today, today + YEAR)), None)
