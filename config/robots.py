"""What robots may read: nothing, but for what is public. Google Calendar asks here before it reads an address for calendars."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from team.access import public

RULES = "User-agent: *\nAllow: /calendars/\nAllow: /rules/\nDisallow: /\n"


@public
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The rules as text."""
    return HttpResponse(RULES, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "public, max-age=86400"})
