"""On what terms a post is drawn from the stock: how urgent it is, and until when it may leave."""

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
    if ends and expires_on and expires_on < clock.wall(clock.now(), kept.brand.zone).date():
        raise BadMoment(_("This day is over. Choose a later one, or none."))
    values = {"priority": priority if priority is not None else kept.priority}
    values |= {"expires_on": expires_on} if ends else {}  # type: ignore[dict-item]
    POST_FLOW.stay(kept, **values)
    record("stock.terms", kept, by=by, post=kept.pk, priority=kept.priority, until=str(kept.expires_on or ""))
    return kept
