"""Addresses for other calendars: a member's own ones, and what is read there."""

from datetime import UTC
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from editorial import plan
from editorial.calendar import subscribing
from editorial.models import Subscription
from editorial.refusals import Refusal
from lib.pages import answer
from team import limits
from team.access import BrandRequest, public, requires
from team.rights import Right

MOST_AN_HOUR = 120  # readings of one address


class SubscribeForm(forms.Form):
    """What an address shows."""

    what = forms.ChoiceField(label=gettext_lazy("What it shows"))

    def __init__(self, *args: Any, request: BrandRequest):
        super().__init__(*args)
        self.campaigns = {f"c{each.pk}": each for each in plan.campaigns(request.brand)}
        self.accounts = {f"a{each.pk}": each for each in request.brand.accounts.order_by("network_name", "handle", "pk")}
        choices: list[Any] = [("all", _("The whole calendar")), ("mine", _("What I write"))]
        choices += [(_("A campaign"), [(key, each.name) for key, each in self.campaigns.items()])] if self.campaigns else []
        choices += [(_("An account"), [(key, str(each)) for key, each in self.accounts.items()])] if self.accounts else []
        self.fields["what"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen, for the verb."""
        what = self.cleaned_data["what"]
        return {"campaign": self.campaigns.get(what), "account": self.accounts.get(what), "mine": what == "mine"}


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """The member's addresses; a new one is shown once."""
    form = SubscribeForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            _row, secret = subscribing.subscribe(request.member, **form.chosen)
            return _page(request, SubscribeForm(request=request), address=subscribing.address(secret))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _page(request, form, status=422 if form.is_bound else 200)


def _page(request: BrandRequest, form: SubscribeForm, *, address: str = "", status: int = 200) -> HttpResponse:
    rows = request.member.subscriptions.select_related("campaign", "account", "brand", "member").defer("told")
    shown = [(row, subscribing.shows(row)) for row in rows.order_by("-created_at")]
    context = {"form": form, "rows": shown, "address": address, "webcal": f"webcal:{address.partition(':')[2]}"}
    response = answer(request, "editorial/subscriptions.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@requires(Right.VIEW)
def renew(request: BrandRequest, pk: int) -> HttpResponse:
    """A new address in place of the old one, shown once."""
    row = _find(request, pk)
    if row.member_id != request.member.pk:
        return _not_yours(request)
    return _page(request, SubscribeForm(request=request), address=subscribing.address(subscribing.renew(row)))


@require_POST
@requires(Right.VIEW)
def end(request: BrandRequest, pk: int) -> HttpResponse:
    """End an address."""
    row = _find(request, pk)
    if row.member_id != request.member.pk:
        return _not_yours(request)
    subscribing.end(row)
    messages.success(request, _("This address shows nothing any more."))
    return redirect("editorial:subscriptions", request.brand.slug)


def _find(request: BrandRequest, pk: int) -> Subscription:
    rows = request.brand.subscriptions.select_related("campaign", "account", "member__user", "member__brand", "brand")
    rows = rows.defer("told")
    return get_object_or_404(rows, pk=pk)


def _not_yours(request: BrandRequest) -> HttpResponse:
    messages.error(request, _("This is the address of somebody else: nothing was changed."))
    return redirect("editorial:subscriptions", request.brand.slug)


@public
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar at a private address, for a program."""
    row = subscribing.find(secret)
    if row is None:
        raise Http404
    if limits.too_many("subscription", row.pk, most=MOST_AN_HOUR, seconds=3600):
        return HttpResponse(status=429, headers={"Retry-After": "3600"})
    body, digest, since = subscribing.read(row)
    etag, moment = f'"{digest[:32]}"', int(since.astimezone(UTC).timestamp())
    fresh = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response = get_conditional_response(request, etag, moment, fresh) or fresh
    response.headers["ETag"], response.headers["Last-Modified"] = etag, http_date(moment)
    response.headers["Cache-Control"] = "private, max-age=300"
    response.headers["X-Robots-Tag"] = "noindex"
    if response is fresh:
        response.headers["Content-Disposition"] = f'inline; filename="{row.brand.slug}.ics"'
    return response  # type: ignore[return-value]
