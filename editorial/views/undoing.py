"""Undo: taking the last act back from the message that told of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from editorial import undo
from editorial.refusals import Refusal
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.WRITE, Right.SCHEDULE)
@require_POST
def take_back(request: BrandRequest, pk: int) -> HttpResponse:
    """Put everything back, or say why not; the page that asked shows itself again."""
    kept = get_object_or_404(request.brand.undos, pk=pk)
    try:
        _say(request, undo.undo(kept, by=request.member))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    return redirect(_back(request))


def _say(request: BrandRequest, number: int) -> None:
    said = ngettext("Put back as it was.", "%(n)d posts are put back as they were.", number)
    messages.success(request, said % {"n": number})


def _back(request: BrandRequest) -> str:
    """The page that asked, where the browser says which; else the calendar."""
    address = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else reverse("editorial:calendar", args=[request.brand.slug])
