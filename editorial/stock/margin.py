"""Margin: slots that can still change. Enough of each week stays free or swappable; an exceptional post takes a swappable slot,
and the post that stood there goes back to the stock, to the front of its queue.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial import handover, scheduling, undo
from editorial.models import POST_FLOW, Post, PostState, Slot, Undo
from editorial.refusals import NotPossible, NotYours
from editorial.stock import filling, stock, terms
from editorial.stock.filling import Choice, Filled
from editorial.stock.openings import BESIDE, Opening, untaken
from editorial.stock.stock import Outlook
from lib import locks
from team import notices
from team.audit import record
from team.models import Membership
from team.rights import Right

AHEAD = timedelta(days=14)  # how far an exceptional post looks for a place
MADE_ROOM = gettext_lazy("%(who)s gave the slot of “%(post)s” to an exceptional post. It is the next one from the stock.")


@dataclass(frozen=True)
class Room:
    """How much of this week can still change: slots to come that are free, that can be swapped, and all of them."""

    free: int
    swappable: int
    slots: int


def room(seen: Outlook) -> Room:
    """The room that is left until the week of the brand ends, on Sunday; without what is frozen."""
    ends = seen.today + timedelta(days=7 - seen.today.weekday())
    coming = [each for each in seen.openings if each.wall.date() < ends]
    movable = [each for each in coming if not filling.frozen(each.moment, seen.filling)]
    open_ones = set(untaken(movable, seen.busy))
    swappable = [each for each in movable if each.kind == Slot.Kind.SWAPPABLE and not _beside(each, seen.fixed)]
    return Room(sum(each.free for each in open_ones), len(swappable), len(coming))


def _beside(opening: Opening, moments: Mapping[int, Sequence]) -> bool:
    return any(abs(moment - opening.moment) < BESIDE for moment in moments.get(opening.account, ()))


# --- an exceptional post takes a slot --------------------------------------------------------------------------------
def offers(seen: Outlook, post: Post) -> list[tuple[Opening, Post | None]]:
    """The slots that an exceptional post may have, each with the post that would make room for it."""
    mine = set(post.variants.values_list("account_id", flat=True))
    last = seen.today + AHEAD
    coming = [each for each in seen.openings if each.account in mine and each.wall.date() <= last]
    open_ones, there = set(untaken(coming, seen.busy)), _planned(post, mine, seen)
    found: list[tuple[Opening, Post | None]] = []
    for opening in coming:
        other = _occupant(opening, there)
        if opening in open_ones:
            found.append((opening, None))
        elif other and _gives_way(opening, other) and not filling.frozen(opening.moment, seen.filling):
            found.append((opening, other))
    return found


def _planned(post: Post, accounts: set[int], seen: Outlook) -> dict[int, list[Post]]:
    """What is planned on these accounts and has not left."""
    posts = Post.objects.filter(brand=post.brand_id, planned_for__gt=seen.now, planned_for__lt=seen.now + AHEAD + 2 * BESIDE)
    rows = posts.exclude(pk=post.pk).exclude(state=PostState.ARCHIVED).filter(variants__account__in=accounts)
    found: dict[int, list[Post]] = defaultdict(list)
    for other in rows.annotate(on=stock.accounts_of()).distinct():
        for account in other.on:  # type: ignore[attr-defined]
            found[account].append(other)
    return found


def _occupant(opening: Opening, there: Mapping[int, Sequence[Post]]) -> Post | None:
    near = [other for other in there.get(opening.account, ()) if abs(other.planned_for - opening.moment) < BESIDE]  # type: ignore[operator]
    return min(near, key=lambda other: abs(other.planned_for - opening.moment), default=None)  # type: ignore[operator]


def _gives_way(opening: Opening, other: Post) -> bool:
    return opening.kind == Slot.Kind.SWAPPABLE and not other.exceptional and other.series_id is None


@transaction.atomic
def take(post: Post, choice: Choice, *, by: Membership) -> Filled:
    """Let an exceptional post have that slot; who stood there goes back to the stock, to the front of its queue.

    Raises NotYours, NotPossible when the post is not exceptional or the slot is not to be had, what `scheduling.set_date` does.
    """
    if not by.may(Right.SCHEDULE):
        raise NotYours(_("You may not fill slots: ask somebody who schedules."))
    if not post.exceptional:
        raise NotPossible(_("Only an exceptional post takes the slot of another one."))
    locks.one_by_one(f"slots of {post.brand_id}")
    seen = stock.look(post.brand)
    wanted = (choice.slot, choice.day)
    opening, other = next((each for each in offers(seen, post) if (each[0].slot, each[0].wall.date()) == wanted), (None, None))
    if opening is None:
        raise NotPossible(_("This slot is not to be had: it is kept, frozen, or over."))
    before = undo.dates([each for each in (post, other) if each])
    if other:
        _make_room(other, by)
    placed = scheduling.set_date(post, opening.wall, post.brand.zone, by=by)
    return Filled([placed], kept=_kept(by, before))


def _kept(by: Membership, before: list[undo.Change]) -> Undo | None:
    return undo.keep(by, "made room", before)


def _make_room(other: Post, by: Membership) -> None:
    kept = scheduling.clear_date(handover.hold_still(other), by=by)
    POST_FLOW.stay(kept, priority=terms.NEXT)
    record("stock.displaced", kept, by=by, post=kept.pk)
    if kept.author and kept.author != by and not kept.author.left_at:
        url = reverse("editorial:post", args=[kept.brand.slug, kept.pk])
        notices.tell([kept.author], MADE_ROOM, key=f"post:{kept.pk}:displaced", url=url, who=str(by), post=str(kept))
