"""Acknowledging the staff policy."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter import acknowledging
from charter.models import Paper
from charter.views.reading import base_of
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
@require_POST
def acknowledge(request: BrandRequest) -> HttpResponse:
    """Say that one has read the version whose number is sent: for oneself, whatever else is sent."""
    try:
        acknowledging.acknowledge(base_of(request), by=request.member)
    except acknowledging.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you: it is noted that you have read the policy."))
    return redirect("charter:paper", request.brand.slug, Paper.Kind.STAFF)
