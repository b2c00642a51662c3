"""The accounts held against the brand, for the page of its charter."""

from django.http import HttpResponse

from lib.pages import answer
from publishing.accounts import likeness
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """Each account with its name and its handle; alone for another page, whole without a script."""
    template = "publishing/_likeness.html" if request.htmx else "publishing/likeness.html"
    return answer(request, template, {"accounts": likeness.of_brand(request.brand)})
