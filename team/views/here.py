"""Whether somebody is still signed in: asked by a form before it sends what would be lost at the door."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from team.access import public


@public
@never_cache
@require_GET
def show(request: HttpRequest) -> JsonResponse:
    """The token that the forms of a page need now; for somebody who is not signed in, a sentence and the way in."""
    if request.user.is_authenticated:
        return JsonResponse({"token": get_token(request)})
    sentence = _("Not saved: you are signed out. Keep this page open.")
    return JsonResponse({"sentence": sentence, "sign_in": _("Sign in"), "door": reverse("account_login")}, status=401)
