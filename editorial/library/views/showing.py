"""How each account of the brand will show a picture or a film of the library."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from editorial.library import fitting, showing
from editorial.models import Asset
from lib.pages import answer
from publishing.models import Account
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
@require_GET
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """A fragment of the page of what is in the library."""
    asset = get_object_or_404(request.brand.assets, pk=pk)
    accounts = list(Account.objects.filter(brand=request.brand).exclude(state=Account.State.DISCONNECTED).order_by("pk"))
    if asset.kind == Asset.Kind.DOCUMENT:
        raise Http404
    if asset.kind == Asset.Kind.FILM:
        context = {"film": asset, "standings": fitting.standings(asset, accounts)}
    else:
        context = {"asset": asset, "sights": showing.of(asset, accounts)}
    return answer(request, "editorial/as_shown.html", context, fragment="shown")
