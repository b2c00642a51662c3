"""Comments on a post, and other hours proposed for it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial import content
from editorial.approval import proposals, talking
from editorial.composer.forms import MoveForm
from editorial.models import Post, PostState, Proposal
from editorial.refusals import Refusal
from editorial.views import found, posts
from lib.numbers import number
from lib.pages import answer as page_of
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """What is said about the post; sent, a new thread."""
    post = found.post(request, pk)
    if request.method != "POST":
        return _fragment(request, post)
    typed = request.POST

    def begin() -> object:
        return talking.begin(
            post,
            content.of(post),
            typed.get("text", ""),
            by=request.member,
            field=typed.get("field", ""),
            quote=typed.get("quote", ""),
            start=number(typed.get("start", "")),
            asset=number(typed.get("asset", "")) or None,
            shared="shared" in typed,
        )

    return _answer(request, post, begin)


@requires(Right.VIEW)
@require_POST
def thread(request: BrandRequest, pk: int, thread: int) -> HttpResponse:
    """Answer in a thread, resolve it, or open it again."""
    post = found.post(request, pk)
    row, act = get_object_or_404(post.threads, pk=thread), request.POST.get("act", "")
    verbs: dict[str, Callable[[], object]] = {
        "resolve": lambda: talking.resolve(row, by=request.member),
        "reopen": lambda: talking.reopen(row, by=request.member),
    }
    return _answer(request, post, verbs.get(act, lambda: talking.answer(row, request.POST.get("text", ""), by=request.member)))


@requires(Right.WRITE, Right.APPROVE)
@require_POST
def propose(request: BrandRequest, pk: int) -> HttpResponse:
    """Propose another hour."""
    post, form = found.post(request, pk), MoveForm(request.POST)
    if not form.is_valid() or form.wall is None:
        sentence = next((errors[0] for errors in form.errors.values()), _("At what time?"))
        return posts.page(request, post, status=422, hour_error=sentence, hour=request.POST)
    zone = form.cleaned_data["zone"] or request.user.zone
    try:
        proposals.propose(post, form.wall, zone, by=request.member)
        messages.success(request, _("The other hour is proposed to the author."))
    except Refusal as refusal:
        return posts.page(request, post, status=422, hour_error=str(refusal), hour=request.POST)
    return _back(request, post)


@requires(Right.WRITE)
@require_POST
def hour(request: BrandRequest, pk: int, proposal: int) -> HttpResponse:
    """Take the hour that was proposed, or keep the one there is."""
    post = found.post(request, pk)
    row = get_object_or_404(Proposal.objects.filter(post=post), pk=proposal)
    try:
        if "decline" in request.POST:
            proposals.decline(row, by=request.member)
            messages.success(request, _("The hour stays as it was."))
        else:
            proposals.accept(row, by=request.member)
            messages.success(request, _("It leaves at the hour that was proposed."))
    except StaleState:
        messages.warning(request, posts.changed())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _back(request, post)


def _answer(request: BrandRequest, post: Post, verb: Callable[[], object]) -> HttpResponse:
    """Do it and show what is said now; or why not, with what was typed."""
    try:
        verb()
    except Refusal as refusal:
        if request.htmx:
            return _fragment(request, post, refusal=str(refusal), typed=request.POST, status=422)
        messages.error(request, str(refusal))
    return _fragment(request, post) if request.htmx else _back(request, post, "#talk")


def _fragment(request: BrandRequest, post: Post, *, status: int = 200, **more: object) -> HttpResponse:
    kept = content.of(post)
    context = {"post": post, "threads": talking.told(post, kept), "images": kept.images, "proposals": _proposals(post), **more}
    return page_of(request, "editorial/_talk.html", context, status=status)


def _proposals(post: Post) -> list[Proposal]:
    """Hours proposed for a draft: for other posts they stand on its page."""
    return list(post.proposals.filter(state=Proposal.State.OPEN)) if post.state == PostState.DRAFT else []


def _back(request: BrandRequest, post: Post, place: str = "") -> HttpResponse:
    return redirect(f"{reverse('editorial:post', args=[request.brand.slug, post.pk])}?read{place}")
