"""Pictures and videos served to the networks that fetch them themselves."""

import mimetypes

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase

from publishing import renditions
from team.access import public


@public
def show(request: HttpRequest, signed: str) -> HttpResponseBase:
    """A rendition, for whoever holds its signed address."""
    name = renditions.named_by(signed)
    if name is None or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type=mimetypes.guess_type(name, strict=False)[0])
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
