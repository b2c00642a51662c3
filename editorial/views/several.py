"""Acts upon several chosen posts at once."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from editorial import drafting, scheduling, undo
from editorial.approval import submission
from editorial.models import Post
from editorial.refusals import BadMoment, NotPossible, Refusal
from editorial.views import posts, redrawing
from lib.numbers import numbers
from lib.states import NoSuchMove, StaleState
from team.access import BrandRequest, requires
from team.models import Membership
from team.rights import Right

MOST = 100  # posts of one act
SAID = 5  # refusals that are told one by one
FARTHEST = 366  # days by which posts are moved at once

Verb = Callable[..., Any]
Inverse = Callable[[Iterable[Post]], list[undo.Change]]


def later(post: Post, days: str, *, by: Membership) -> None:
    """Move the post by so many days, at the same hour. Raises BadMoment for days that cannot be used; as `set_date` does."""
    number = int(days) if days.removeprefix("-").isdecimal() and len(days) < 5 else 0
    if not number or abs(number) > FARTHEST:
        raise BadMoment(_("By how many days? A number from 1 to 366, or below 0 for earlier."))
    if post.wall is None:
        raise NotPossible(_("It has no date that could move."))
    scheduling.set_date(post, post.wall + timedelta(days=number), post.zone, by=by, revision=post.revision)


def _acts(request: BrandRequest) -> dict[str, tuple[Verb, Inverse]]:
    """What can be done, and what takes it back."""
    return {
        "submit": (submission.submit, undo.submitted),
        "archive": (drafting.archive, undo.archived),
        "later": (partial(later, days=request.POST.get("days", "").strip()), undo.dates),
        "clear": (scheduling.clear_date, undo.dates),
    }


@requires(Right.WRITE)
@require_POST
def act(request: BrandRequest) -> HttpResponse:
    """Do it to each chosen post through its own verb; says how many it was, and why not for the others."""
    verb, inverse = _acts(request).get(request.POST.get("act", ""), (None, None))
    chosen = numbers(request.POST.getlist("pk"))[:MOST]
    if verb and inverse:
        _do(request, request.brand.posts.filter(pk__in=chosen), verb, inverse)
    return redirect(reverse("editorial:calendar", args=[request.brand.slug]) + redrawing.asked(request))


def _do(request: BrandRequest, chosen: Iterable[Post], verb: Verb, inverse: Inverse) -> None:
    changes: list[undo.Change] = []
    refused: list[tuple[Post, str]] = []
    for post in chosen:
        try:
            with transaction.atomic():
                back = inverse([post])
                verb(post, by=request.member)
            changes += back
        except (StaleState, NoSuchMove):
            refused.append((post, posts.changed()))
        except Refusal as refusal:
            refused.append((post, str(refusal)))
    if changes:
        kept = undo.keep(request.member, request.POST["act"], changes)
        said = ngettext("Done for %(n)d post.", "Done for %(n)d posts.", len(changes)) % {"n": len(changes)}
        messages.success(request, said, extra_tags=undo.address(kept))
    _tell(request, refused)


def _tell(request: BrandRequest, refused: list[tuple[Post, str]]) -> None:
    """Why not, one by one; once, where it is the same for all."""
    if len(refused) > 1 and len({why for _post, why in refused}) == 1:
        said = ngettext("%(n)d post stays as it is.", "%(n)d posts stay as they are.", len(refused)) % {"n": len(refused)}
        messages.error(request, f"{said} {refused[0][1]}")
        return
    for post, why in refused[:SAID]:
        messages.error(request, f"{post}: {why}")
    if len(refused) > SAID:
        rest = len(refused) - SAID
        messages.error(request, ngettext("And %(n)d other.", "And %(n)d others.", rest) % {"n": rest})
