"""All access in one file: every view is marked with the right it asks for, as public, or for anybody signed in."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from lib import clock
from team.models import Brand, Membership, User
from team.rights import Right

View = Callable[..., HttpResponseBase]
SEEN_AGAIN = timedelta(minutes=1)


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in, as views marked with `signed_in` get it."""

    user: User  # type: ignore[assignment]
    htmx: Any


class BrandRequest(PersonRequest):
    """A request of a signed-in member inside a brand, as views marked with `requires` get it."""

    brand: Brand
    member: Membership


def public(view: View) -> View:
    """Mark a view that anybody may open."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Mark a view for any signed-in person, outside of brands."""
    guarded = _known(view)
    guarded.access = "signed_in"  # type: ignore[attr-defined]
    return guarded


def member_of(user: User, slug: str) -> Membership:
    """The person's membership of that brand. Raises Http404 for a stranger, as if the brand did not exist."""
    try:
        return Membership.objects.select_related("brand", "user").get(brand__slug=slug, user=user)
    except Membership.DoesNotExist:
        raise Http404 from None


def requires(*rights: Right) -> Callable[[View], View]:
    """Mark a view of a brand with the rights it asks for; any one of them suffices.

    The view's address carries the brand's slug as `brand`; the view gets it as `request.brand`, with `request.member`.
    """

    def mark(view: View) -> View:
        @_known
        @wraps(view)
        def guarded(request: BrandRequest, brand: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.member = member_of(request.user, brand)
            request.brand = request.member.brand
            if not any(request.member.may(right) for right in rights):
                raise PermissionDenied
            if request.brand.second_factor and not is_mfa_enabled(request.user):
                return _ask_for_second_factor(request)
            _see(request.member)
            return view(request, *args, **kwargs)

        guarded.access = rights  # type: ignore[attr-defined]
        return guarded

    return mark


def _known(view: View) -> View:
    """Lead who is not signed in to the sign-in; a request of a part of a page leads the whole page there."""
    whole = login_required(view)

    @wraps(view)
    def led(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        htmx = getattr(request, "htmx", None)
        if request.user.is_authenticated or not htmx:
            return whole(request, *args, **kwargs)
        return HttpResponseClientRedirect(redirect_to_login(htmx.current_url_abs_path or "/").url)

    return led


def _ask_for_second_factor(request: BrandRequest) -> HttpResponse:
    sentence = _("%(brand)s asks everybody for a second factor. Set one up, then come back.")
    messages.warning(request, sentence % {"brand": request.brand})
    return HttpResponseClientRedirect(reverse("mfa_index")) if getattr(request, "htmx", None) else redirect("mfa_index")


def _see(member: Membership) -> None:
    """Keep when the member was last here, at most once a minute."""
    now = clock.now()
    if member.seen_at is None or member.seen_at < now - SEEN_AGAIN:
        Membership.objects.filter(pk=member.pk).update(seen_at=now)
