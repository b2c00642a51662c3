"""Deciding on posts: the queue of what waits, and the answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from editorial.approval import approval, queue
from editorial.composer.forms import ChangesForm, DecisionForm
from editorial.models import Decision, Post
from editorial.refusals import Refusal
from editorial.views import found, posts
from lib.numbers import number, numbers
from lib.pages import answer
from lib.states import NoSuchMove, StaleState
from team.access import BrandRequest, requires
from team.rights import Right

MOST = 100  # posts of one answer
SAID = 5  # refusals that are told one by one


@requires(Right.APPROVE, Right.WRITE)
def show(request: BrandRequest) -> HttpResponse:
    """What waits for this member's answer, the most pressing first, and what waits for somebody else's."""
    start = number(request.GET.get("from"), digits=5)
    return answer(request, "editorial/approvals.html", queue.shown(request.brand, request.member, start))


@requires(Right.APPROVE)
@require_POST
def approve(request: BrandRequest, pk: int) -> HttpResponse:
    """Approve what was on the screen."""
    post, form = found.post(request, pk), DecisionForm(request.POST)
    if not form.is_valid():
        return posts.page(request, post, status=422)
    try:
        decision = approval.approve(post, by=request.member, digest=form.cleaned_data["digest"], note=form.cleaned_data["note"])
    except StaleState:
        return _too_late(request, pk, form.cleaned_data["note"])
    except Refusal as refusal:
        return posts.page(request, found.post(request, pk), status=422, refusal=str(refusal), note=form.cleaned_data["note"])
    messages.success(request, _said(decision, post))
    return _next(request, pk)


@requires(Right.APPROVE)
@require_POST
def decide(request: BrandRequest) -> HttpResponse:
    """The answers of the queue: a yes to one post or to the chosen ones, each as it was on the screen, or a change asked."""
    if request.POST.get("act") == "link":
        query = urlencode({"post": request.POST.getlist("pk")[:MOST]}, True)
        return redirect(f"{reverse('editorial:make_link', args=[request.brand.slug])}?{query}")
    change, one = request.POST.get("change", ""), request.POST.get("one", "")
    chosen = [change or one] if change or one else request.POST.getlist("pk") if request.POST.get("act") == "approve" else []
    found_posts = request.brand.posts.in_bulk(numbers(chosen)[:MOST])
    done, refused = 0, []
    for post in found_posts.values():
        if refusal := _answer(request, post, wants_change=bool(change)):
            refused.append(f"{post}: {refusal}")
        else:
            done += 1
    _say(request, done, refused, change=bool(change))
    return redirect("editorial:approvals", request.brand.slug)


def _answer(request: BrandRequest, post: Post, *, wants_change: bool) -> str:
    """Why the answer does not count, "" when it does."""
    seen, note = request.POST.get(f"digest_{post.pk}", ""), request.POST.get(f"note_{post.pk}", "").strip()[:2000]
    if wants_change and not note:
        return _("Say what is to change, so that the author knows.")
    try:
        if wants_change:
            approval.ask_changes(post, by=request.member, digest=seen, note=note)
        else:
            approval.approve(post, by=request.member, digest=seen)
    except StaleState:
        return _("Somebody decided first, or it changed while you were reading it. Look at it again.")
    except Refusal as refusal:
        return str(refusal)
    return ""


def _say(request: BrandRequest, done: int, refused: list[str], *, change: bool) -> None:
    if done and change:
        messages.success(request, _("Sent back to its author."))
    elif done:
        messages.success(
            request, ngettext("Your yes to %(n)d post is kept.", "Your yes to %(n)d posts is kept.", done) % {"n": done}
        )
    for sentence in refused[:SAID]:
        messages.error(request, sentence)
    if rest := len(refused[SAID:]):
        messages.error(request, ngettext("And %(n)d other.", "And %(n)d others.", rest) % {"n": rest})


@requires(Right.APPROVE)
@require_POST
def ask_changes(request: BrandRequest, pk: int) -> HttpResponse:
    """Send the post back with what to change."""
    post, form = found.post(request, pk), ChangesForm(request.POST)
    if not form.is_valid():
        error = next(iter(form.errors.values()))[0]
        return posts.page(request, post, status=422, note_error=error, note=request.POST.get("note", ""))
    try:
        approval.ask_changes(post, by=request.member, digest=form.cleaned_data["digest"], note=form.cleaned_data["note"])
    except StaleState:
        return _too_late(request, pk, form.cleaned_data["note"])
    except Refusal as refusal:
        return posts.page(request, found.post(request, pk), status=422, refusal=str(refusal), note=form.cleaned_data["note"])
    messages.success(request, _("Sent back to its author."))
    return _next(request, pk)


@requires(Right.APPROVE)
@require_POST
def withdraw(request: BrandRequest, pk: int) -> HttpResponse:
    """Withdraw an approval."""
    post = found.post(request, pk)
    try:
        approval.withdraw(post, by=request.member, note=request.POST.get("note", "").strip()[:2000])
        messages.success(request, _("The approval is withdrawn; nothing of it will leave."))
    except (StaleState, NoSuchMove):
        messages.warning(request, posts.changed())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return posts.back_to(request, post)


def _said(decision: Decision, post: Post) -> str:
    if decision.kind == Decision.Kind.AGREED:
        return _("Your yes is kept. Others are asked too before it is approved.")
    return _("Approved.") if post.planned_for or post.is_pattern else _("Approved. It has no date yet: it is in stock.")


def _too_late(request: BrandRequest, pk: int, note: str) -> HttpResponse:
    """Somebody decided first, or the post changed under the approver's eyes: how it stands now, the note still there."""
    post = found.post(request, pk)
    latest = post.decisions.first()
    if post.state == "submitted":
        sentence = _("This post changed while you were reading it. This is how it stands now.")
    elif latest:
        sentence = _("Someone decided first: %(who)s, %(what)s.") % {"who": latest.who, "what": latest.get_kind_display().lower()}
    else:
        sentence = _("Its author took it back in the meantime.")
    return posts.page(request, post, status=409, refusal=sentence, note=note)


def _next(request: BrandRequest, pk: int) -> HttpResponse:
    """To the next post that waits, or to the empty queue."""
    if "queue" in request.POST:
        following = next((post for post, _turn in queue.mine(request.brand, request.member) if post.pk != pk), None)
        if following:
            return redirect("editorial:post", request.brand.slug, following.pk)
        return redirect("editorial:approvals", request.brand.slug)
    return redirect("editorial:post", request.brand.slug, pk)
