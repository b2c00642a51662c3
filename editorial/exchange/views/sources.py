"""Feeds of the brand's own that become drafts."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial.exchange import feeding
from editorial.exchange.forms import SourceForm, kept
from editorial.models import Source
from editorial.refusals import Refusal
from lib.pages import answer, sent
from team.access import BrandRequest, requires
from team.rights import Right

LATEST = 8


@requires(Right.WRITE)
def index(request: BrandRequest) -> HttpResponse:
    """The feeds, and a new one."""
    form = SourceForm(sent(request), brand=request.brand)
    if request.method == "POST" and form.is_valid() and form.look() and form.found:
        try:
            feeding.begin(request.brand, form.found.address, form.found.title, form.wish, by=request.member)
            messages.success(request, _("The feed is read within a minute, and then by itself."))
            return redirect("editorial:sources", request.brand.slug)
        except Refusal as refusal:
            form.add_error("address", str(refusal))
    rows = request.brand.sources.annotate(drafts=Count("seen__post")).select_related("made_by__user").order_by("title", "pk")
    return answer(request, "editorial/sources.html", {"form": form, "sources": rows}, status=422 if form.is_bound else 200)


@requires(Right.WRITE)
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """One feed: what is made of it, and what was made of it last."""
    source = _find(request, pk)
    form = SourceForm(sent(request), brand=request.brand, source=source, initial=kept(source))
    if request.method == "POST" and form.is_valid():
        feeding.change(source, form.wish, by=request.member)
        messages.success(request, _("Saved."))
        return redirect("editorial:sources", request.brand.slug)
    made = source.seen.exclude(post=None).select_related("post").order_by("-seen_at", "-pk")[:LATEST]
    context = {"source": source, "form": form, "made": made}
    return answer(request, "editorial/source.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Right.WRITE)
def pause(request: BrandRequest, pk: int) -> HttpResponse:
    """Let it rest."""
    return _do(request, pk, lambda source: feeding.pause(source, by=request.member), _("Paused."))


@require_POST
@requires(Right.WRITE)
def resume(request: BrandRequest, pk: int) -> HttpResponse:
    """Read it again."""
    said = _("The feed is read within a minute, and then by itself.")
    return _do(request, pk, lambda source: feeding.resume(source, by=request.member), said)


@require_POST
@requires(Right.WRITE)
def read_now(request: BrandRequest, pk: int) -> HttpResponse:
    """Have it read soon."""
    return _do(request, pk, feeding.read_now, _("The feed is read within a minute."))


@require_POST
@requires(Right.WRITE)
def remove(request: BrandRequest, pk: int) -> HttpResponse:
    """Forget it."""
    return _do(request, pk, lambda source: feeding.remove(source, by=request.member), _("The feed is deleted; its drafts stay."))


def _do(request: BrandRequest, pk: int, act: Callable[[Source], object], said: str) -> HttpResponse:
    act(_find(request, pk))
    messages.success(request, said)
    return redirect("editorial:sources", request.brand.slug)


def _find(request: BrandRequest, pk: int) -> Source:
    return get_object_or_404(request.brand.sources.select_related("brand", "made_by__user"), pk=pk)
