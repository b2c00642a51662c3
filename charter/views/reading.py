"""Reading the charter and its files, and holding a text against it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST

from charter import contrasts, current, fonts, logos, safe_areas
from charter.books import BOOKS
from charter.checks import check
from charter.file_forms import USES
from charter.models import Charter
from charter.papers import KINDS
from charter.sections import SECTIONS, rows
from charter.trying import TryForm
from charter.views import ahead
from charter.voice_forms import labelled
from lib.pages import answer
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
@require_POST
def try_text(request: BrandRequest) -> HttpResponse:
    """What the charter says of a text that belongs to no post."""
    charter = current.of(request.brand)
    form = TryForm(request.POST)
    found = check(current.rules(charter), form.cleaned_data["text"]) if form.is_valid() else None
    context = {**page(charter), "try_form": form, "found": found, "tried": form.is_valid()}
    return answer(request, "charter/show.html", context, fragment="tried", status=200 if form.is_valid() else 422)


@requires(Right.VIEW)
def logo(request: BrandRequest, name: str) -> HttpResponse:
    """A logo of the brand, as a picture and nothing else."""
    try:
        data, kind = logos.read(request.brand, name)
    except FileNotFoundError:
        raise Http404 from None
    return _file(data, kind)


@requires(Right.VIEW)
def font(request: BrandRequest, name: str) -> HttpResponse:
    """A font of the brand, and nothing else."""
    try:
        return _file(fonts.read(request.brand, name), "font/woff2")
    except FileNotFoundError:
        raise Http404 from None


@requires(Right.VIEW)
def typefaces(request: BrandRequest, number: int) -> HttpResponse:
    """The sheet that names the fonts of a version, so that they are shown in themselves."""
    charter = get_object_or_404(request.brand.charters, number=number)
    context = {"fonts": [{"key": row["file"][:12], "file": row["file"]} for row in charter.fonts], "brand": request.brand}
    return render(request, "charter/typefaces.css", context, content_type="text/css")


def _file(data: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, immutable=True, max_age=31_536_000)
    return response


def page(charter: Charter) -> dict[str, Any]:
    """The context of the whole page."""
    palette = rows(charter, SECTIONS["colours"])
    return {
        "charter": charter,
        "kinds": KINDS,
        "sections": SECTIONS.values(),
        "never": rows(charter, SECTIONS["never"]),
        "prefer": rows(charter, SECTIONS["prefer"]),
        "tones": labelled(charter.tones),
        "variants": [{**row, "label": dict(USES).get(row["use"], "")} for row in charter.variants],
        "safe": safe_areas.plan(charter),
        "palette": palette,
        "grounds": contrasts.grounds(palette),  # type: ignore[arg-type]
        "contrasts": contrasts.table(palette),  # type: ignore[arg-type]
        "try_form": TryForm(),
        **ahead.context(BOOKS["charter"], charter.brand),
    }


def open_section(opened: Any, form: Any, base: int, start: Any, **more: Any) -> dict[str, Any]:
    """What the page needs to show a section as a form, on top of the version with the number `base`."""
    return {"open": opened.name, "form": form, "base": base, "start": start, **more}


def base_of(request: BrandRequest) -> int:
    """The number of the version that the writer of a form saw; 0 for one that nobody gave out."""
    return _number(request.POST.get("base", ""))


def on_top_of(request: BrandRequest) -> int:
    """The number of the version to come that somebody wants to write on; 0 for none."""
    return _number(request.GET.get("on", ""))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
