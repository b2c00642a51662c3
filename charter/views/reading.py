"""Reading the charter and its history, and holding a text against it."""

from typing import Any

from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST

from charter import changes, contrasts, current, editing, fonts, logos
from charter.books import BOOKS
from charter.checks import check
from charter.file_forms import USES
from charter.forms import form_for
from charter.models import Charter
from charter.papers import KINDS
from charter.sections import SECTIONS, rows
from charter.starting import start_form
from charter.trying import TryForm
from charter.views import ahead
from charter.voice_forms import labelled
from lib.pages import Keyset, answer
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """The charter in force; `?edit=<section>` opens that section for who may change it."""
    charter = current.of(request.brand)
    return answer(request, "charter/show.html", page(charter, _wanted(request)))


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
def history(request: BrandRequest) -> HttpResponse:
    """The versions, newest first."""
    versions = request.brand.charters.select_related("author__user")
    listed = Keyset("-number", size=40).page(versions, request.GET.get("after", ""))
    context = {"versions": listed.rows, "after": listed.after, "newest": current.of(request.brand).number, "sections": SECTIONS}
    return answer(request, "charter/history.html", context)


@requires(Right.VIEW)
def version(request: BrandRequest, number: int) -> HttpResponse:
    """What a version changed."""
    charter = get_object_or_404(request.brand.charters.select_related("author__user"), number=number)
    before = editing.numbered(BOOKS["charter"], request.brand, charter.built_on)
    context = {
        "charter": charter,
        "before": before,
        "changes": changes.between(before, charter),
        "newest": current.of(request.brand).number,
        "last": request.brand.charters.aggregate(last=Max("number"))["last"],
        **ahead.of_version(request, BOOKS["charter"], charter),
    }
    return answer(request, "charter/version.html", context)


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


def page(charter: Charter, opened: dict[str, Any] | None = None) -> dict[str, Any]:
    """The context of the whole page; `opened` is that of the section that is open."""
    palette = rows(charter, SECTIONS["colours"])
    return {
        "charter": charter,
        "kinds": KINDS,
        "sections": SECTIONS.values(),
        "never": rows(charter, SECTIONS["never"]),
        "prefer": rows(charter, SECTIONS["prefer"]),
        "tones": labelled(charter.tones),
        "variants": [{**row, "label": dict(USES).get(row["use"], "")} for row in charter.variants],
        "palette": palette,
        "grounds": contrasts.grounds(palette),  # type: ignore[arg-type]
        "contrasts": contrasts.table(palette),  # type: ignore[arg-type]
        "try_form": TryForm(),
        **ahead.context(BOOKS["charter"], charter.brand),
        **(opened or {}),
    }


def open_section(section: Any, form: Any, base: int, start: Any, **more: Any) -> dict[str, Any]:
    """What the page needs to show a section as a form, on top of the version with the number `base`."""
    return {"open": section.name, "section": section, "form": form, "base": base, "start": start, **more}


def base_of(request: BrandRequest) -> int:
    """The number of the version that the writer of a form saw; 0 for one that nobody gave out."""
    return _number(request.POST.get("base", ""))


def on_top_of(request: BrandRequest) -> int:
    """The number of the version to come that somebody wants to write on; 0 for none."""
    return _number(request.GET.get("on", ""))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _wanted(request: BrandRequest) -> dict[str, Any] | None:
    section = SECTIONS.get(request.GET.get("edit", ""))
    if section is None or not request.member.may(Right.CHARTER):
        return None
    seen = editing.seen(BOOKS["charter"], request.brand, on_top_of(request))
    return open_section(section, form_for(section, seen), seen.number, start_form(request.brand, seen))
