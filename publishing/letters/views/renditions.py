"""Pictures and videos served to the networks that fetch them themselves."""

import mimetypes

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase

from lib.serving import FOREVER, PART, kept_file
from publishing.letters import renditions
from team.access import public


@public
def show(request: HttpRequest, signed: str) -> HttpResponseBase:
    """A rendition, for whoever holds its signed address."""
    name = renditions.named_by(signed)
    if name is None:
        raise Http404
    most = PART if settings.SESSION_COOKIE_NAME in request.COOKIES else None  # our own pages play it in parts
    return served(request, name, cache=f"public, {FOREVER}", most=most)


def served(request: HttpRequest, name: str, *, cache: str, most: int | None = PART) -> HttpResponseBase:
    """The rendition of that name; `most` bytes of it at once, None for all that was asked for."""
    mime = mimetypes.guess_type(name, strict=False)[0] or "application/octet-stream"
    return kept_file(request, name, mime, cache=cache, most=most)
