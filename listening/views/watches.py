"""Setting watches: their forms, the page of one, and what can be done with it."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lib import clock
from lib.pages import answer, sent
from listening import gathering, watching
from listening.forms import WatchForm
from listening.models import Mention, MentionState, Watch
from team.access import BrandRequest, requires
from team.rights import Right

TRIED = 20  # entries shown when words are tried


@requires(Right.WATCH)
def create(request: BrandRequest) -> HttpResponse:
    """A new watch, or a try of its words."""
    form = WatchForm(sent(request), brand=request.brand, initial={"listen": True})
    if "try" in request.POST:
        return _page(request, form, **_try(form))
    if request.method == "POST" and form.is_valid() and form.look():
        watch = _keep(request, form, None)
        if watch:
            messages.success(request, _("%(watch)s is set: the first mentions come within a minute.") % {"watch": watch})
            return redirect("listening:watch", request.brand.slug, watch.pk)
    return _page(request, form)


@requires(Right.WATCH)
def change(request: BrandRequest, pk: int) -> HttpResponse:
    """Change a watch, or try other words."""
    watch = _find(request, pk)
    said = {"name": watch.name, "words": watch.query, "feeds": "\n".join(_addresses(watch))}
    form = WatchForm(sent(request), brand=request.brand, watch=watch, initial=said)
    if "try" in request.POST:
        return _page(request, form, watch, **_try(form))
    if request.method == "POST" and form.is_valid() and form.look() and _keep(request, form, watch):
        messages.success(request, _("Saved. The sources are read again within a minute."))
        return redirect("listening:watch", request.brand.slug, pk)
    return _page(request, form, watch)


def _keep(request: BrandRequest, form: WatchForm, watch: Watch | None) -> Watch | None:
    """Keep what the form says; None, with the reason at its field, when it is refused."""
    said = {"name": form.cleaned_data["name"], "words": form.cleaned_data["words"], "addresses": form.cleaned_data["feeds"]}
    try:
        if watch is None:
            return watching.create(request.brand, by=request.member, listen=form.cleaned_data["listen"], **said)
        fresh = _find(request, watch.pk)
        watching.change(fresh, by=request.member, **said)
        return fresh
    except watching.Refused as refused:
        form.add_error(refused.about or None, str(refused))
        return None


def _try(form: WatchForm) -> dict[str, Any]:
    """What the words find in the sources right now; what is missing in the form is said at its field."""
    form.is_valid()
    form.errors.pop("name", None)
    if "words" not in form.cleaned_data or "feeds" not in form.cleaned_data:
        return {}
    form.look(everywhere=True)
    entries = {entry.key: (entry, source) for source in form.looked for entry in source.entries}
    found = gathering.wanted(form.cleaned_data["words"], (entry for entry, _source in entries.values()))
    rows = [
        {"entry": entry, "source": entries[entry.key][1], "excerpt": gathering.excerpt(form.cleaned_data["words"], entry.text)}
        for entry in found[:TRIED]
    ]
    return {"tried": rows, "found": len(found), "read": len(entries), "words": form.cleaned_data["words"]}


def _page(request: BrandRequest, form: WatchForm, watch: Watch | None = None, **tried: Any) -> HttpResponse:
    context = {"form": form, "watch": watch, "ask_anyway": any(source.trouble for source in form.looked), **tried}
    status = 422 if form.is_bound and "tried" not in tried else 200
    return answer(request, "listening/form.html", context, status=status)


@requires(Right.VIEW)
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """What a watch looks for, where, and how its sources are."""
    watch = _find(request, pk)
    counts = watch.mentions.aggregate(
        all=Count("pk", filter=~Q(state=MentionState.NOISE)), new=Count("pk", filter=Q(state=MentionState.NEW))
    )
    feeds = watch.feeds.annotate(found=Count("mentions", filter=Q(mentions__watch=watch))).order_by("title", "address")
    listeners = list(watch.listeners.select_related("user"))
    context = {"watch": watch, "feeds": feeds, "counts": counts, "listeners": listeners, "now": clock.now()}
    return answer(request, "listening/watch.html", context | {"listens": request.member in listeners})


@require_POST
@requires(Right.WATCH)
def pause(request: BrandRequest, pk: int) -> HttpResponse:
    """Let a watch rest."""
    watching.pause(_find(request, pk), by=request.member)
    messages.success(request, _("Paused."), extra_tags=reverse("listening:resume", args=[request.brand.slug, pk]))
    return redirect("listening:watch", request.brand.slug, pk)


@require_POST
@requires(Right.WATCH)
def resume(request: BrandRequest, pk: int) -> HttpResponse:
    """Let a watch look again."""
    watching.resume(_find(request, pk), by=request.member)
    messages.success(request, _("It looks again: the sources are read within a minute."))
    return redirect("listening:watch", request.brand.slug, pk)


@require_POST
@requires(Right.WATCH)
def read_now(request: BrandRequest, pk: int) -> HttpResponse:
    """Have the sources of a watch read soon."""
    watching.read_now(_find(request, pk))
    messages.success(request, _("The sources are read within a minute."))
    return redirect("listening:watch", request.brand.slug, pk)


@require_POST
@requires(Right.VIEW)
def listen(request: BrandRequest, pk: int) -> HttpResponse:
    """Be told of new mentions, or no longer."""
    watching.listen(_find(request, pk), request.member, request.POST.get("on") == "1")
    return redirect("listening:watch", request.brand.slug, pk)


@requires(Right.WATCH)
def remove(request: BrandRequest, pk: int) -> HttpResponse:
    """Delete a watch, asked again by its name."""
    watch = _find(request, pk)
    right = request.POST.get("name", "").strip() == watch.name
    if request.method == "POST" and right:
        watching.remove(watch, by=request.member)
        messages.success(request, _("%(watch)s is deleted.") % {"watch": watch.name})
        return redirect("listening:mentions", request.brand.slug)
    wrong = request.method == "POST"
    context = {"watch": watch, "mentions": Mention.objects.filter(watch=watch).count(), "wrong": wrong}
    return answer(request, "listening/remove.html", context, status=422 if wrong else 200)


def _find(request: BrandRequest, pk: int) -> Watch:
    return get_object_or_404(request.brand.watches.select_related("brand"), pk=pk)


def _addresses(watch: Watch) -> list[str]:
    return list(watch.feeds.order_by("title", "address").values_list("address", flat=True))
