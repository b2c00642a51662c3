"""Pictures of the library: taking them in, choosing among them, serving them to the brand's members only."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from editorial import assets
from editorial.content import Image
from editorial.models import Asset
from lib.pages import Keyset, answer
from team.access import BrandRequest, requires
from team.rights import Right

PAGE = Keyset("-added_at", "-pk", size=24)
YEAR = 31536000


@requires(Right.WRITE)
@require_GET
def choose(request: BrandRequest) -> HttpResponse:
    """The library's pictures, newest first, to put into a post."""
    page = PAGE.page(request.brand.assets.all(), request.GET.get("after", ""))
    return answer(request, "editorial/library.html", {"page": page}, fragment="more" if "after" in request.GET else "dialog")


@requires(Right.WRITE)
@require_POST
def add(request: BrandRequest) -> HttpResponse:
    """Take pictures in; answers with a row of the composer for each, or a sentence."""
    taken, troubles = assets.add_all(request.brand, request.FILES.getlist("files"), by=request.member)
    images = [Image(asset, asset.alt) for asset in taken]
    status = 200 if taken or not troubles else 422
    return answer(request, "editorial/_pictures.html", {"images": images, "troubles": troubles}, status=status)


@requires(Right.WRITE)
@require_GET
def row(request: BrandRequest, pk: int) -> HttpResponse:
    """The row of the composer for a picture of the library."""
    asset = get_object_or_404(request.brand.assets, pk=pk)
    return answer(request, "editorial/_pictures.html", {"images": [Image(asset, asset.alt)]})


@requires(Right.VIEW)
@require_GET
def file(request: BrandRequest, pk: int) -> HttpResponseBase:
    """The picture itself."""
    asset = get_object_or_404(request.brand.assets, pk=pk)
    return _serve(request, asset, asset.file, asset.mime)


@requires(Right.VIEW)
@require_GET
def thumbnail(request: BrandRequest, pk: int, width: int) -> HttpResponseBase:
    """The picture, small."""
    asset = get_object_or_404(request.brand.assets, pk=pk)
    if width not in assets.WIDTHS:
        raise Http404
    return _serve(request, asset, assets.thumbnail_name(asset.file, width), "image/webp")


def _serve(request: BrandRequest, asset: Asset, name: str, mime: str) -> HttpResponseBase:
    """A kept file, for this person's browser only: it never runs anything, and never changes under its address."""
    tag = f'"{name.rpartition("/")[2]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    if not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type=mime)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Content-Disposition"] = "inline"
    return response
