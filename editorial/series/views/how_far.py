"""How far a change to one post of a series goes: this one, it and the next, all to come; asked where it was not said."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from editorial import undo
from editorial.composer.forms import MoveForm
from editorial.models import Post
from editorial.series import changes, words
from editorial.series.changes import Scope
from editorial.views import redrawing
from lib import clock
from lib.pages import answer
from team.access import BrandRequest


def scope_of(data: Any) -> Scope:
    """What was chosen; this one only where nothing was."""
    said = data.get("scope", "")
    return Scope(said) if said in list(Scope) else Scope.THIS


def ask(request: BrandRequest, post: Post, form: MoveForm) -> HttpResponse | None:
    """A question before a post of a series moves; once it goes further than this one, the move itself."""
    if not post.series_id or not post.occurrence or not post.wall or "how" in request.POST:
        return None
    scope = scope_of(request.POST)
    if "scope" not in request.POST:
        return _question(request, post, form)
    return None if scope == Scope.THIS else _move(request, post, form, scope)


def _question(request: BrandRequest, post: Post, form: MoveForm) -> HttpResponse:
    wall, zone = _wanted(post, form)
    series, rhythm = changes.shifted(post, wall, zone)
    at = clock.wall(clock.resolve(wall, zone), request.user.zone)
    context = {"post": post, "form": form, "here": redrawing.asked(request), "at": at, "series": series}
    context["sentence"] = words.sentence(rhythm)
    response = answer(request, "editorial/how_far.html", context, fragment="dialog")
    return reswap(retarget(response, "#dialogs"), "innerHTML") if request.htmx else response  # type: ignore[return-value]


@transaction.atomic
def _move(request: BrandRequest, post: Post, form: MoveForm, scope: Scope) -> HttpResponse:
    wall, zone = _wanted(post, form)
    before = undo.with_series(post)
    how = {"revision": form.cleaned_data["revision"], "anyway": "anyway" in request.POST}
    moved = changes.move(post, wall, zone, scope=scope, by=request.member, **how)
    kept = undo.keep(request.member, "moved", before)
    at = clock.wall(moved.planned_for or clock.now(), request.user.zone)
    said = _("Moved to %(when)s, and what comes after it too.") % {"when": date_format(at, "l j F, H:i")}
    return _answer(request, post, said, undo.address(kept))


def _answer(request: BrandRequest, post: Post, said: str, undo_at: str) -> HttpResponse:
    if redrawing.asked(request):
        return redrawing.again(request, said, undo=undo_at)
    messages.success(request, said, extra_tags=undo_at)
    back = reverse("editorial:post", args=[request.brand.slug, post.pk])
    return HttpResponseClientRedirect(back) if request.htmx else redirect(back)


def _wanted(post: Post, form: MoveForm) -> tuple[Any, str]:
    return form.wall, form.cleaned_data["zone"] or post.brand.zone
