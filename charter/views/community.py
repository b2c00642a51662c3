"""The community charter on a page that everybody may read."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation

from charter import community, papers
from charter.models import Paper
from charter.paper_forms.tongues import LANGUAGES
from team.access import public
from team.models import Brand
from team.rights import Right


@public
def entrance(request: HttpRequest, brand: str) -> HttpResponse:
    """Lead to the page in the visitor's language."""
    owner, _paper = _in_force(brand)
    language = translation.get_language()[:2]
    return redirect("community_page", owner.slug, language if language in LANGUAGES else LANGUAGES[0])


@public
def show(request: HttpRequest, brand: str, language: str, number: int = 0) -> HttpResponse:
    """The rules in a language: those in force, or an earlier version of them, with what has changed since."""
    owner, paper = _in_force(brand)
    if language not in LANGUAGES:
        raise Http404
    versions = community.public_versions(owner, language)
    shown = next((version for version in versions if version.number == number), None) if number else versions[0]
    if shown is None:
        raise Http404
    with translation.override(language):
        context = _context(request, owner, paper, shown, versions, language)
        response = render(request, "charter/community.html", context)
    response.headers["Content-Language"] = language
    if number or not community.is_indexed(paper):
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _context(
    request: HttpRequest, brand: Brand, paper: Paper, shown: Paper, versions: list[Paper], language: str
) -> dict[str, Any]:
    return {
        "brand": brand,
        "face": community.face(shown, language),
        "version": shown,
        "versions": versions,
        "is_old": shown != versions[0],
        "language": language,
        "languages": [(code, reverse("community_page", args=[brand.slug, code])) for code in LANGUAGES],
        "indexed": community.is_indexed(paper) and shown == versions[0],
        "may_edit": _may_edit(request, brand),
    }


def _in_force(slug: str) -> tuple[Brand, Paper]:
    """The brand and its rules. Raises Http404 unless everybody may read them."""
    brand = get_object_or_404(Brand, slug=slug)
    paper = papers.of(brand, Paper.Kind.COMMUNITY)
    if not community.is_public(paper):
        raise Http404
    return brand, paper


def _may_edit(request: HttpRequest, brand: Brand) -> bool:
    if not request.user.is_authenticated:
        return False
    member = brand.memberships.filter(user=request.user).first()
    return bool(member and member.may(Right.CHARTER))
