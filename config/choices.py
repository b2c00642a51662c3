"""What a person chooses about the interface itself: its language and its theme."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from team.access import public

LANGUAGES = {code for code, _ in settings.LANGUAGES}
THEMES = {"auto", "light", "dark"}
YEAR = 365 * 24 * 3600


@public
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language or theme, with the person if there is one, and go back to the page."""
    language, theme = request.POST.get("language", ""), request.POST.get("theme", "")
    if language not in LANGUAGES and theme not in THEMES:
        return HttpResponseBadRequest()
    if request.user.is_authenticated:
        _keep(request.user, language=language, theme=theme)
    response = redirect(_back(request))
    if language in LANGUAGES:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=settings.HTTPS)
    return response


def _keep(user, **choices: str) -> None:
    made = {name: value for name, value in choices.items() if value}
    for name, value in made.items():
        setattr(user, name, value)
    user.save(update_fields=list(made))


def _back(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else "/"
