"""Today: what waits for me, what is late, what leaves next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from team.access import BrandRequest, requires, signed_in
from team.rights import Right


@signed_in
def entrance(request: HttpRequest) -> HttpResponse:
    """Lead a person to the brand they belong to."""
    membership = request.user.memberships.select_related("brand").order_by("brand__name").first()  # type: ignore[union-attr]
    if membership is None:
        return render(request, "team/no_brand.html")
    return redirect("today", membership.brand.slug)


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """The page of the day."""
    return render(request, "today.html")
