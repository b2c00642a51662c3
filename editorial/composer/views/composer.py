"""The composer: write a post for several accounts at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial import drafting, handover
from editorial.approval import submission
from editorial.composer import composing, differences, shaping, sitting
from editorial.composer.forms import Focuses, PostForm, typed
from editorial.content import Content
from editorial.drafting import Draft
from editorial.library import assets
from editorial.models import Post, PostState
from editorial.refusals import Refusal
from editorial.series import changes
from editorial.series.views import how_far
from editorial.views import found
from lib.numbers import number
from lib.states import StaleState
from lib.zones import grouped
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.WRITE)
def new(request: BrandRequest) -> HttpResponse:
    """Begin a post."""
    if request.method == "POST":
        return _keep(request, sitting.begun(request.member, request.POST.get("sitting", "")))
    data = typed(Draft(Content(language=request.brand.language)), zone=request.user.zone)
    for name in ("text", "link", "date", "time", "campaign", "theme"):
        data[name] = request.GET.get(name, str(data[name]))
    data.setlist("accounts", request.GET.getlist("account") or drafting.usual(request.member))
    return _page(request, PostForm(data, brand=request.brand), None)


@requires(Right.WRITE)
def edit(request: BrandRequest, pk: int) -> HttpResponse:
    """Write on."""
    post = found.post(request, pk, related=())
    if request.method == "POST":
        return _keep(request, post)
    if post.state == PostState.ARCHIVED or (post.state == PostState.APPROVED and handover.has_left(post)):
        messages.info(request, _("This post cannot be changed any more. Make a copy to say it differently."))
        return redirect("editorial:post", request.brand.slug, post.pk)
    return show(request, post)


def show(request: BrandRequest, post: Post) -> HttpResponse:
    """The composer with a kept post."""
    return _page(request, _form_of(request, post), post)


@requires(Right.WRITE)
@require_POST
def check(request: BrandRequest) -> HttpResponse:
    """Fresh counters, remarks and previews for what is being typed; keeps nothing."""
    post = _post_named(request)
    form = PostForm(request.POST, brand=request.brand, focuses=_seen(post))
    form.is_valid()
    return render(request, "editorial/_fresh.html", composing.shown(form, post, request.member))


@requires(Right.WRITE)
@require_POST
def shape(request: BrandRequest) -> HttpResponse:
    """What a button does to what was typed: the fields that change by it; keeps nothing."""
    form = PostForm(request.POST, brand=request.brand)
    form.is_valid()
    command = shaping.read(request.POST.get("shape", ""))
    if command is None:
        raise Http404
    return render(request, "editorial/_shaped.html", composing.reshaped(form, command))


@requires(Right.WRITE)
@require_POST
def autosave(request: BrandRequest, pk: int | None = None) -> HttpResponse:
    """Keep a draft while it is typed."""
    told = request.POST.get("sitting", "")
    there = get_object_or_404(request.brand.posts, pk=pk) if pk else sitting.begun(request.member, told)
    form = PostForm(request.POST, brand=request.brand)
    if not form.is_valid():
        sentence = next(iter(form.errors.values()))[0]
        return JsonResponse({"sentence": _("Not saved yet. %(why)s") % {"why": sentence}}, status=422)
    if there is None and form.draft.content.empty:
        return JsonResponse({}, status=202)
    try:
        post = _kept_by_itself(request, form, there)
        sitting.note(request.member, told, post)
    except StaleState as stale:
        return JsonResponse({"sentence": _newer_sentence(stale.row)}, status=409)
    except Refusal as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=422)
    return JsonResponse({"sentence": _saved_at(post), "revision": post.revision, **_addresses(request, post)})


def _kept_by_itself(request: BrandRequest, form: PostForm, post: Post | None) -> Post:
    """What was typed, kept; what is kept already, because the answer to that was lost, once. Raises StaleState, Refusal."""
    if post is None:
        return drafting.create(request.brand, form.draft, by=request.member, sitting=True)
    try:
        return drafting.autosave(post, form.draft, by=request.member, revision=form.cleaned_data["revision"] or 0)
    except StaleState as stale:
        kept: Post = stale.row  # type: ignore[assignment]
        if drafting.says(kept, form.draft):
            return kept
        raise


@requires(Right.WRITE)
def zones(request: BrandRequest) -> HttpResponse:
    """Every time zone, to choose from."""
    return render(request, "editorial/_zones.html", {"groups": grouped(), "chosen": request.GET.get("zone", "")})


def _keep(request: BrandRequest, post: Post | None) -> HttpResponse:
    """Save what was typed, submit it when that was asked, and go on; or the same page with what stands against it."""
    added, troubles = assets.add_all(request.brand, request.FILES.getlist("files"), by=request.member)
    form = PostForm(request.POST, brand=request.brand, added=added, focuses=_seen(post))
    valid = form.is_valid()
    for trouble in troubles:
        form.add_error(None, trouble)
    if not valid or troubles:
        return _page(request, form, post, status=422)
    try:
        post = _saved(request, form, post)
    except StaleState as stale:
        return _conflict(request, form, stale.row)  # type: ignore[arg-type]
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, post, status=422)
    return _go_on(request, form, post)


def _saved(request: BrandRequest, form: PostForm, post: Post | None) -> Post:
    if post is None:
        return drafting.create(request.brand, form.draft, by=request.member)
    scope = how_far.scope_of(request.POST)
    return changes.save(post, form.draft, scope=scope, by=request.member, revision=form.cleaned_data["revision"] or 0)


def _go_on(request: BrandRequest, form: PostForm, post: Post) -> HttpResponse:
    """What follows a save: submission, when it was asked for."""
    if request.POST.get("act") != "submit":
        messages.success(request, _("Saved."))
        return redirect(_next(request, post))
    try:
        submission.submit(post, by=request.member)
    except Refusal as refusal:
        return _page(request, _form_of(request, post), post, status=422, refusal=str(refusal))
    messages.success(request, submission.in_words(post))
    return redirect(_addresses(request, post)["url"])


def _next(request: BrandRequest, post: Post) -> str:
    """The page of the post; back to writing when the save was a step of it without script: a part added, a text put back."""
    addresses, shape = _addresses(request, post), request.POST.get("shape", "")
    if not request.FILES and not any(name in request.POST for name in ("back", "drop", "up", "shape")):
        return addresses["url"]
    return addresses["edit"] + (f"?open={shape.partition(' ')[2]}" if shape.startswith(("open ", "add comment")) else "")


def _conflict(request: BrandRequest, form: PostForm, post: Post) -> HttpResponse:
    """Somebody saved first: both texts, nothing lost, and the next save keeps what is in the fields."""
    if drafting.says(post, form.draft):
        return _twice(request, post)
    theirs = drafting.of(post)
    typed_again = request.POST.copy()
    typed_again["revision"] = str(post.revision)
    form.data = typed_again
    apart = differences.words(theirs.content.text, form.draft.content.text)
    return _page(request, form, post, status=409, theirs=theirs, apart=apart, sentence=_newer_sentence(post))


def _twice(request: BrandRequest, post: Post) -> HttpResponse:
    """The very same was saved already: the button was pressed twice, or the page sent again."""
    submitted = request.POST.get("act") == "submit" and post.state != PostState.DRAFT
    messages.info(request, _("This post was submitted already.") if submitted else _("Saved."))
    return redirect(_addresses(request, post)["url"])


def _newer_sentence(post: Any) -> str:
    who, at = post.changed_by or _("Somebody"), time_format(timezone.localtime(post.changed_at), "H:i")
    return _("%(who)s saved this post at %(time)s, after you opened it.") % {"who": who, "time": at}


def _saved_at(post: Post) -> str:
    return _("Saved at %(time)s") % {"time": time_format(timezone.localtime(post.changed_at), "H:i")}


def _form_of(request: BrandRequest, post: Post) -> PostForm:
    """The form of a kept post."""
    draft = drafting.of(post)
    data = typed(draft, revision=post.revision, zone=request.user.zone)
    focuses = {} if post.state == PostState.DRAFT else {image.asset.pk: image.focus for image in draft.content.images}
    return PostForm(data, brand=request.brand, known=[image.asset for image in draft.content.images], focuses=focuses)


def _seen(post: Post | None) -> Focuses:
    """The focal points that those who decide have seen: a draft follows the library's."""
    if post is None or post.state == PostState.DRAFT:
        return {}
    return {pk: (x, y) for pk, x, y in post.pictures.values_list("asset_id", "focal_x", "focal_y")}


def _post_named(request: BrandRequest) -> Post | None:
    pk = number(request.POST.get("post"))
    return request.brand.posts.filter(pk=pk).first() if pk else None


def _addresses(request: BrandRequest, post: Post | None) -> dict[str, str]:
    slug = request.brand.slug
    if post is None:
        return {"action": reverse("editorial:new", args=[slug]), "autosave": reverse("editorial:autosave_new", args=[slug])}
    edit_url = reverse("editorial:edit", args=[slug, post.pk])
    autosave_url = reverse("editorial:autosave", args=[slug, post.pk])
    url = reverse("editorial:post", args=[slug, post.pk])
    return {"action": edit_url, "edit": edit_url, "autosave": autosave_url, "url": url, "post": str(post.pk)}


def _page(request: BrandRequest, form: PostForm, post: Post | None, *, status: int = 200, **more: Any) -> HttpResponse:
    form.is_valid()
    addresses = _addresses(request, post)
    automatic = post is None or (post.state == PostState.DRAFT and "theirs" not in more)
    shown = composing.shown(form, post, request.member, request.GET.getlist("open"))
    context = {**shown, **more, "addresses": addresses, "automatic": automatic}
    context["sitting"] = "" if post else request.POST.get("sitting") or sitting.fresh()
    context["scope"] = how_far.scope_of(request.POST)
    return render(request, "editorial/composer.html", context, status=status)
