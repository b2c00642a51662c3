"""One document of the library: looking at its pages, making pictures of some."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from editorial.library import clips, documents
from editorial.models import Asset, Cut
from editorial.refusals import Refusal
from lib.documents import BadDocument
from lib.numbers import number
from lib.pages import answer
from lib.pictures import BadFile
from lib.serving import FOREVER, kept_file
from team.access import BrandRequest, requires
from team.rights import Right

AT_ONCE = 24  # pages on a page
SHOWN = 60  # of what was made from one document


@requires(Right.VIEW)
@require_GET
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """Some of its pages, from the page `from` on."""
    return _page(request, _document(request, pk), _number(request.GET.get("from", "1")))


@requires(Right.WRITE)
@require_POST
def draw(request: BrandRequest, pk: int) -> HttpResponse:
    """Ask for pictures of pages."""
    document, ticked, typed = _document(request, pk), request.POST.getlist("page"), request.POST.get("pages", "")
    try:
        asked = clips.draw(document, documents.chosen(document, ticked, typed), by=request.member)
    except (Refusal, BadFile) as refusal:
        first = _number(request.POST.get("from", "1"))
        return _page(request, document, first, ticked=ticked, typed=typed, refusal=str(refusal), status=422)
    sentence = ngettext(
        "%d picture is being made. You may leave this page.", "%d pictures are being made. You may leave this page.", len(asked)
    )
    messages.success(request, sentence % len(asked))
    return redirect("editorial:document", request.brand.slug, document.pk)


@requires(Right.VIEW)
@require_GET
def cuts(request: BrandRequest, pk: int) -> HttpResponse:
    """How far the pictures are."""
    document = _document(request, pk)
    return answer(request, "editorial/_drawn.html", {"document": document, **_drawn(document)})


@requires(Right.VIEW)
@require_GET
def page(request: BrandRequest, pk: int, number: int) -> HttpResponseBase:
    """A page, small."""
    document = _document(request, pk)
    if not 1 <= number <= (document.pages or 0):
        raise Http404
    try:
        name = documents.shown_page(document, number)
    except BadDocument as trouble:
        raise Http404 from trouble
    return kept_file(request, name, "image/webp", cache=f"private, {FOREVER}")


def _document(request: BrandRequest, pk: int) -> Asset:
    return get_object_or_404(request.brand.assets.filter(kind=Asset.Kind.DOCUMENT), pk=pk)


def _number(text: str) -> int:
    return number(text, digits=4) or 1


def _page(
    request: BrandRequest,
    document: Asset,
    first: int,
    *,
    ticked: list[str] | None = None,
    typed: str = "",
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    last = document.pages or 1
    first = (min(max(first, 1), last) - 1) // AT_ONCE * AT_ONCE + 1
    end = min(last, first + AT_ONCE - 1)
    context = {
        "document": document,
        "first": first,
        "numbers": range(first, end + 1),
        "before": first - AT_ONCE if first > 1 else 0,
        "after": end + 1 if end < last else 0,
        "ticked": {int(text) for text in ticked or [] if text.isdigit()},
        "typed": typed,
        "refusal": refusal,
        **_drawn(document),
    }
    return answer(request, "editorial/document.html", context, status=status)


def _drawn(document: Asset) -> dict[str, Any]:
    drawn = document.cuts.filter(kind=Cut.Kind.PAGE).select_related("made", "by__user").order_by("-asked_at", "-pk")[:SHOWN]
    return {"cuts": drawn, "moving": any(cut.live for cut in drawn)}
