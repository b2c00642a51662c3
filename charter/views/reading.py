"""Reading the charter and its history, and holding a text against it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST

from charter import changes, contrasts, current, logos
from charter.checks import check
from charter.forms import TryForm, form_for
from charter.models import Charter
from charter.papers import KINDS
from charter.sections import SECTIONS, Section, rows
from lib.pages import Keyset, answer
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """The charter in force; `?edit=<section>` opens that section for who may change it."""
    charter = current.of(request.brand)
    return answer(request, "charter/show.html", page(charter, editing=_wanted(request, charter)))


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
    before = request.brand.charters.filter(number__lt=number).order_by("-number").first() or current.blank(request.brand)
    context = {
        "charter": charter,
        "before": before,
        "changes": changes.between(before, charter),
        "newest": current.of(request.brand).number,
    }
    return answer(request, "charter/version.html", context)


@requires(Right.VIEW)
def logo(request: BrandRequest, name: str) -> HttpResponse:
    """A logo of the brand, as a picture and nothing else."""
    try:
        data, kind = logos.read(request.brand, name)
    except FileNotFoundError:
        raise Http404 from None
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, immutable=True, max_age=31_536_000)
    return response


def page(charter: Charter, editing: dict[str, Any] | None = None) -> dict[str, Any]:
    """The context of the whole page; `editing` is that of the section that is open."""
    palette = rows(charter, SECTIONS["colours"])
    return {
        "charter": charter,
        "kinds": KINDS,
        "sections": SECTIONS.values(),
        "never": rows(charter, SECTIONS["never"]),
        "prefer": rows(charter, SECTIONS["prefer"]),
        "palette": palette,
        "grounds": contrasts.grounds(palette),  # type: ignore[arg-type]
        "contrasts": contrasts.table(palette),  # type: ignore[arg-type]
        "try_form": TryForm(),
        **(editing or {}),
    }


def open_section(section: Section, form: Any, charter: Charter, **more: Any) -> dict[str, Any]:
    """What the page needs to show a section as a form, on top of the version `charter`."""
    return {"open": section.name, "section": section, "form": form, "base": charter.number, **more}


def base_of(request: BrandRequest) -> int:
    """The number of the version that the writer of a form saw; 0 for one that nobody gave out."""
    base = request.POST.get("base", "")
    return int(base) if base.isascii() and base.isdigit() and len(base) < 9 else 0


def _wanted(request: BrandRequest, charter: Charter) -> dict[str, Any] | None:
    section = SECTIONS.get(request.GET.get("edit", ""))
    if section is None or not request.member.may(Right.CHARTER):
        return None
    return open_section(section, form_for(section, charter), charter)
