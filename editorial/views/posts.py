"""One post: its page, and the acts on it that are not decisions."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial import drafting, reading, undo
from editorial.approval import submission
from editorial.composer.views import composer
from editorial.models import Post, PostState
from editorial.refusals import Refusal
from editorial.views import found
from lib.pages import answer
from lib.states import NoSuchMove, StaleState
from publishing.models import WENT_WRONG, Account
from team.access import BrandRequest, requires
from team.models import Membership
from team.rights import Right


@requires(Right.VIEW)
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """The post as it will look or as it went; a draft, to those who write, in the composer."""
    post = found.post(request, pk)
    if post.state == PostState.DRAFT and request.member.may(Right.WRITE) and "read" not in request.GET:
        return composer.show(request, post)
    return page(request, post)


def page(request: BrandRequest, post: Post, *, status: int = 200, **more: object) -> HttpResponse:
    """The page of the post as it stands."""
    return answer(
        request, "editorial/post.html", {**reading.shown(post, request.member), **more}, fragment="state", status=status
    )


def back_to(request: BrandRequest, post: Post) -> HttpResponse:
    """To the page of the post."""
    return redirect("editorial:post", request.brand.slug, post.pk)


@requires(Right.WRITE)
@require_POST
def submit(request: BrandRequest, pk: int) -> HttpResponse:
    """Ask for approval."""
    return _do(request, pk, lambda post: submission.submit(post, by=request.member), _("Submitted."))


@requires(Right.WRITE)
@require_POST
def recall(request: BrandRequest, pk: int) -> HttpResponse:
    """Take a submitted post back to work on it."""
    return _do(request, pk, lambda post: submission.recall(post, by=request.member), _("It is a draft again."))


@requires(Right.WRITE)
@require_POST
def archive(request: BrandRequest, pk: int) -> HttpResponse:
    """Put the post away; the message offers to undo it."""
    return _do(request, pk, lambda post: _put_away(post, request.member), _("Archived."))


@transaction.atomic
def _put_away(post: Post, by: Membership) -> str:
    """Put the post away; where that is undone."""
    before = undo.archived([post])
    drafting.archive(post, by=by)
    return undo.address(undo.keep(by, "archive", before))


@requires(Right.WRITE)
@require_POST
def restore(request: BrandRequest, pk: int) -> HttpResponse:
    """Take an archived post out again."""
    return _do(request, pk, lambda post: drafting.restore(post, by=request.member), _("It is a draft again."))


@requires(Right.WRITE)
@require_POST
def copy(request: BrandRequest, pk: int) -> HttpResponse:
    """A new draft with the same content; with `failed`, for the accounts on which it surely went wrong."""
    post = found.post(request, pk)
    failed = Account.objects.filter(variants__post=post, variants__publication__state__in=WENT_WRONG)
    fresh = drafting.copy(post, by=request.member, accounts=list(failed) if "failed" in request.POST else None)
    messages.success(request, _("This is the copy, a draft without a date."))
    return back_to(request, fresh)


def _do(request: BrandRequest, pk: int, verb: Callable[[Post], object], said: str) -> HttpResponse:
    """Do it and say so, with the way back where the verb gives one; or say why not, on the page of the post as it stands now."""
    post = found.post(request, pk)
    try:
        back = verb(post)
        messages.success(request, said, extra_tags=back if isinstance(back, str) else "")
    except (StaleState, NoSuchMove):
        messages.warning(request, changed())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return back_to(request, post)


def changed() -> str:
    """What is said to who was not first."""
    return _("Somebody changed this post in the meantime: this is how it stands now.")
