"""Stopping everything, and letting it go on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from publishing import pausing
from publishing.forms import PauseForm
from team.access import BrandRequest, requires
from team.rights import Right


@require_POST
@requires(Right.SCHEDULE)
def create(request: BrandRequest) -> HttpResponse:
    """Stop sending for the brand, or one of its accounts."""
    form = PauseForm(request.POST)
    account = (
        get_object_or_404(request.brand.accounts, pk=request.POST["account"])
        if request.POST.get("account", "").isdigit()
        else None
    )
    if not form.is_valid():
        messages.error(request, _("Say why nothing shall leave; everybody will read it."))
        return redirect("publishing:accounts", request.brand.slug)
    on_wire = pausing.pause(request.brand, by=request.member, reason=form.cleaned_data["reason"], account=account)
    said = ngettext("Paused. %(n)s post was already on its way.", "Paused. %(n)s posts were already on their way.", on_wire)
    messages.success(request, said % {"n": on_wire})
    return redirect("publishing:accounts", request.brand.slug)


@require_POST
@requires(Right.SCHEDULE)
def lift(request: BrandRequest, pk: int) -> HttpResponse:
    """Let sending go on."""
    pausing.lift(get_object_or_404(request.brand.pauses, pk=pk), by=request.member)
    messages.success(request, _("Sending goes on. What became late meanwhile is held for you to decide."))
    return redirect("publishing:accounts", request.brand.slug)
