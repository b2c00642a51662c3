"""What a person has been told."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lib.pages import Keyset, answer
from team import notices
from team.access import PersonRequest, signed_in

PAGES = Keyset("-at", "-id", size=40)


@signed_in
def show_all(request: PersonRequest) -> HttpResponse:
    """Every notice of the person, of all their brands; `?show=unread` for what they have not read."""
    rows = notices.of(request.user)
    unread_only = request.GET.get("show") == "unread"
    if unread_only:
        rows = rows.filter(read_at=None)
    page = PAGES.page(rows.select_related("brand"), request.GET.get("after", ""))
    context = {"page": page, "unread_only": unread_only, "unread": notices.unread(request.user)}
    return answer(request, "team/notices.html", context, fragment="notices")


@signed_in
def open_one(request: PersonRequest, pk: int) -> HttpResponse:
    """Go to what the notice is about; it counts as read from then on."""
    notice = get_object_or_404(notices.of(request.user), pk=pk)
    notices.read(request.user.notices.filter(pk=pk))
    safe = url_has_allowed_host_and_scheme(notice.url, {request.get_host()}, require_https=request.is_secure())
    return redirect(notice.url if safe else "notices")


@signed_in
@require_POST
def read_all(request: PersonRequest) -> HttpResponse:
    """Take note that everything is read."""
    notices.read(request.user.notices.all())
    return redirect("notices")


@signed_in
def bell(request: PersonRequest) -> HttpResponse:
    """How many notices are unread, for the frame."""
    return render(request, "team/_bell.html", {"unread": notices.unread(request.user)})
