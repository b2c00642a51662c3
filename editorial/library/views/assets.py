"""Pictures and films of the library: taking them in, choosing among them, serving them to the brand's members only."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from editorial.content import Image
from editorial.library import assets, library, licences
from editorial.library.folders import Tree
from editorial.library.library import Filters
from editorial.models import Asset
from lib.pages import Keyset, answer
from lib.serving import FOREVER, PART, kept_file
from team.access import BrandRequest, requires
from team.rights import Right

PAGE = Keyset("-added_at", "-pk", size=24)


@requires(Right.WRITE)
@require_GET
def choose(request: BrandRequest) -> HttpResponse:
    """The library's pictures, newest first, to put into a post: those of a folder, or that are looked for."""
    filters, tree = Filters.read(request.GET), Tree(request.brand)
    rows = library.chosen(request.brand, filters, tree).defer("words", "likeness")
    page = PAGE.page(rows, request.GET.get("after", ""))
    context = {"page": page, "filters": filters, "tree": tree, "today": licences.today(request.brand)}
    looked = request.htmx and request.htmx.target == "choices"
    fragment = "more" if "after" in request.GET else "choices" if looked else "dialog"
    return answer(request, "editorial/choose.html", context, fragment=fragment)


@requires(Right.WRITE)
@require_POST
def add(request: BrandRequest) -> HttpResponse:
    """Take pictures in; answers with a row of the composer for each, or a sentence."""
    taken, troubles = assets.add_all(request.brand, request.FILES.getlist("files"), by=request.member)
    images = [Image(asset, asset.alt, asset.focus) for asset in taken]
    status = 200 if taken or not troubles else 422
    return answer(request, "editorial/_pictures.html", {"images": images, "troubles": troubles}, status=status)


@requires(Right.WRITE)
@require_GET
def row(request: BrandRequest, pk: int) -> HttpResponse:
    """The row of the composer for a picture of the library."""
    asset = get_object_or_404(request.brand.assets, pk=pk)
    return answer(request, "editorial/_pictures.html", {"images": [Image(asset, asset.alt, asset.focus)]})


@requires(Right.VIEW)
@require_GET
def file(request: BrandRequest, pk: int) -> HttpResponseBase:
    """The picture or film itself; a film in parts."""
    asset = get_object_or_404(request.brand.assets, pk=pk)
    if asset.kind == Asset.Kind.DOCUMENT:
        raise Http404
    return kept_file(request, asset.file, asset.mime, cache=f"private, {FOREVER}", most=PART)


@requires(Right.VIEW)
@require_GET
def thumbnail(request: BrandRequest, pk: int, width: int) -> HttpResponseBase:
    """It, small; for a film its poster, which may become another."""
    asset = get_object_or_404(request.brand.assets, pk=pk)
    if width not in assets.WIDTHS:
        raise Http404
    cache = f"private, {'no-cache' if asset.poster else FOREVER}"
    return kept_file(request, assets.thumbnail_name(asset.shown_by, width), "image/webp", cache=cache)
