"""Pictures and videos served to the networks that fetch them themselves."""

import mimetypes

from django.http import Http404, HttpRequest, HttpResponseBase

from lib.serving import FOREVER, kept_file
from publishing import renditions
from team.access import public


@public
def show(request: HttpRequest, signed: str) -> HttpResponseBase:
    """A rendition, for whoever holds its signed address."""
    name = renditions.named_by(signed)
    if name is None:
        raise Http404
    mime = mimetypes.guess_type(name, strict=False)[0] or "application/octet-stream"
    return kept_file(request, name, mime, cache=f"public, {FOREVER}")
