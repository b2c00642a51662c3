"""All access in one file: every view is marked with the right it asks for, or as public."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from team.models import Brand, Membership, User
from team.rights import Right

View = Callable[..., HttpResponse]


class BrandRequest(HttpRequest):
    """A request of a signed-in member inside a brand, as views marked with `requires` get it."""

    brand: Brand
    member: Membership
    user: User  # type: ignore[assignment]
    htmx: Any


def public(view: View) -> View:
    """Mark a view that anybody may open."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Mark a view for any signed-in person, outside of brands."""
    guarded = login_required(view)
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
        @wraps(view)
        @login_required
        def guarded(request: BrandRequest, brand: str, *args: Any, **kwargs: Any) -> HttpResponse:
            request.member = member_of(request.user, brand)
            request.brand = request.member.brand
            if not any(request.member.may(right) for right in rights):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access = rights  # type: ignore[attr-defined]
        return guarded

    return mark
