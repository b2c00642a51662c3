"""On what terms a post is drawn from the stock: how urgent it is, and until when it may leave."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.handover import hold_still
from editorial.models import POST_FLOW, Post, PostState
from editorial.refusals import BadMoment, NotPossible
from lib import clock
from team.audit import record
from team.models import Membership

NEXT, SOON, USUAL, LATER = 9, 7, 5, 2  # what people choose between; a post that made room for another one is NEXT
PRIORITIES = {
    NEXT: gettext_lazy("Next of all"),
    SOON: gettext_lazy("Soon"),
    USUAL: gettext_lazy("In its turn"),
    LATER: gettext_lazy("When there is room"),
}


@dataclass(frozen=True)
class Terms:
    """How urgent a post is, one of PRIORITIES, and its last day, None for no end."""

    priority: int = USUAL
    expires_on: date | None = None


def nearest(priority: int) -> int:
    """The one of PRIORITIES that a kept priority, from 0 to 9, comes nearest to."""
    return min(PRIORITIES, key=lambda known: abs(known - priority))


def of(post: Post) -> Terms:
    """The terms of a kept post."""
    return Terms(nearest(post.priority), post.expires_on)


def put(post: Post, wanted: Terms) -> bool:
    """Put the terms into a row that is about to be saved; whether they are others than before. Raises BadMoment."""
    before = of(post)
    if wanted.expires_on != before.expires_on:
        refuse_over(wanted.expires_on, post)
    post.priority = post.priority if wanted.priority == before.priority else wanted.priority
    post.expires_on = wanted.expires_on
    return wanted != before


def refuse_over(day: date | None, post: Post) -> None:
    """Refuse a last day that is over already. Raises BadMoment."""
    if day and day < clock.wall(clock.now(), post.brand.zone).date():
        raise BadMoment(_("This day is over. Choose a later one, or none."))


@transaction.atomic
def set_terms(
    post: Post, *, by: Membership, priority: int | None = None, expires_on: date | None = None, ends: bool = False
) -> Post:
    """Change the priority where one is given, and with `ends` the last day, None for no end.

    Raises BadMoment for a day that is over, NotPossible for an archived post.
    """
    kept = hold_still(post)
    if kept.state == PostState.ARCHIVED:
        raise NotPossible(_("This post is archived. Restore it first."))
    if ends:
        refuse_over(expires_on, kept)
    values = {"priority": priority if priority is not None else kept.priority}
    values |= {"expires_on": expires_on} if ends else {}  # type: ignore[dict-item]
    POST_FLOW.stay(kept, **values)
    tell(kept, by=by)
    return kept


def tell(post: Post, *, by: Membership) -> None:
    """Let the audit log know of new terms."""
    record("stock.terms", post, by=by, post=post.pk, priority=post.priority, until=str(post.expires_on or ""))
