"""Today: what waits for me, what is late, what leaves next."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from config import beginning
from team import brands, people
from team.access import BrandRequest, PersonRequest, requires, signed_in
from team.rights import Right


@signed_in
def entrance(request: PersonRequest) -> HttpResponse:
    """Lead a person to the brand they used last."""
    place = people.home(request.user)
    if place is None:
        return render(request, "team/no_brand.html", {"may_create": brands.may_create(request.user)})
    return redirect("today", place.brand.slug)


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """The page of the day."""
    return render(request, "today.html", {"steps": beginning.steps(request.member)})
