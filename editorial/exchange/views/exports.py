"""Taking posts out: choose which, as a sheet or as JSON."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from editorial import plan
from editorial.calendar.calendar import Filters
from editorial.exchange import exports, sheet
from editorial.exchange.exports import Period
from editorial.standing import Group
from lib import sheets
from lib.pages import answer
from team.access import BrandRequest, requires
from team.rights import Right

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ChoiceForm(forms.Form):
    """Which posts; what is left empty leaves nothing out."""

    first = forms.DateField(label=_("From"), required=False, widget=DAY)
    last = forms.DateField(label=_("Until"), required=False, widget=DAY)
    campaign = forms.TypedChoiceField(label=_("Campaign"), coerce=int, empty_value=None, required=False)
    account = forms.TypedChoiceField(label=_("Account"), coerce=int, empty_value=None, required=False)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("Every status")), *Group.choices])

    def __init__(self, *args: Any, request: BrandRequest):
        super().__init__(*args)
        campaigns = [(each.pk, each.name) for each in plan.campaigns(request.brand)]
        accounts = [(each.pk, str(each)) for each in request.brand.accounts.order_by("network_name", "handle", "pk")]
        self.fields["campaign"].choices = [("", _("All campaigns")), *campaigns]  # type: ignore[attr-defined]
        self.fields["account"].choices = [("", _("All accounts")), *accounts]  # type: ignore[attr-defined]

    @property
    def filters(self) -> Filters:
        """What was chosen."""
        values = self.cleaned_data
        return Filters(campaign=values["campaign"], account=values["account"], status=values["status"])

    @property
    def period(self) -> Period:
        """The days that were chosen."""
        return Period(self.cleaned_data["first"], self.cleaned_data["last"])


@requires(Right.VIEW)
@require_safe
def show(request: BrandRequest) -> HttpResponse:
    """Choose what is taken out."""
    return _page(request, ChoiceForm(request.GET or None, request=request))


def _page(request: BrandRequest, form: ChoiceForm, *, status: int = 200) -> HttpResponse:
    return answer(request, "editorial/exports.html", {"form": form}, status=status)


@requires(Right.VIEW)
@require_safe
def as_csv(request: BrandRequest) -> HttpResponseBase:
    """The posts as a sheet that brings them back."""
    form = ChoiceForm(request.GET, request=request)
    if not form.is_valid():
        return _page(request, form, status=422)
    posts = exports.chosen(request.brand, form.filters, form.period, request.user.zone)
    return sheets.download(f"posts-{request.brand.slug}.csv", sheet.rows(request.brand, posts))


@requires(Right.VIEW)
@require_safe
def as_json(request: BrandRequest) -> HttpResponseBase:
    """The posts as JSON, with what was decided on them and what became of them."""
    form = ChoiceForm(request.GET, request=request)
    if not form.is_valid():
        return _page(request, form, status=422)
    return exports.download(request.brand, exports.chosen(request.brand, form.filters, form.period, request.user.zone))
