"""Filling slots: what the stock would give for a period, and giving it, by a person or ahead of time by itself.

Who fills is a member who may schedule; each post goes through `scheduling.set_date`. While one fills, others wait: no slot is
given twice and no post placed twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from editorial import handover, scheduling, undo
from editorial.models import CampaignMargin, Filling, Post, PostState, Slot, Undo
from editorial.refusals import NotPossible, NotYours, Refusal
from editorial.stock import stock
from editorial.stock.drawing import Drawn, Ready
from editorial.stock.openings import Opening, untaken
from editorial.stock.stock import HORIZON, Outlook
from lib import clock, locks
from lib.states import StaleState
from team.audit import record
from team.models import Brand, Membership
from team.rights import Right

Mode = Filling.Mode


@dataclass(frozen=True)
class Choice:
    """A post for a slot on a day."""

    post: int
    slot: int
    day: date


@dataclass
class Filled:
    """What came of filling: the posts that have their date now, why others have none, and how to take it back."""

    done: list[Post] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    kept: Undo | None = None


def proposed(seen: Outlook, start: date, end: date) -> list[Drawn]:
    """What the stock would give from `start` to `end`, both included."""
    return [drawn for drawn in seen.plan.drawn if start <= drawn.opening.wall.date() <= end]


def open_for(seen: Outlook, post: Ready) -> list[Opening]:
    """The slots that are not taken into which this post may go: of one of its accounts, on a day it may leave."""
    free = untaken(seen.openings, seen.busy)
    return [opening for opening in free if opening.account in post.accounts and post.fits(opening.wall.date())]


def first_open(post: Post, day: date, zone: str) -> datetime | None:
    """What clocks in `zone` show at the first slot of the day that a post of the stock may go into; None when none is open."""
    seen = stock.look(post.brand)
    mine = [opening for row in seen.ready if row.pk == post.pk for opening in open_for(seen, row)]
    walls = (clock.wall(opening.moment, zone) for opening in mine if not opening.free)
    return next((wall for wall in walls if wall.date() == day), None)


@transaction.atomic
def fill(brand: Brand, choices: Iterable[Choice], *, by: Membership) -> Filled:
    """Give these posts these slots; what cannot be given is told, the rest is done. Raises NotYours without the right."""
    _may_fill(by)
    locks.one_by_one(f"slots of {brand.pk}")
    wanted, seen, filled = list(choices), stock.look(brand), Filled()
    posts = Post.objects.filter(brand=brand).in_bulk([choice.post for choice in wanted])
    before = {change.post: change for change in undo.dates(posts.values())}
    for choice in wanted:
        _try(filled, posts.get(choice.post), _opening(seen, choice), by)
        _note(seen, filled)
    filled.kept = undo.keep(by, "filled", [before[post.pk] for post in filled.done])
    if filled.done:
        record("stock.filled", brand.name, by=by, posts=len(filled.done))
    return filled


def place(post: Post, slot: Slot, day: date, *, by: Membership) -> Filled:
    """Give one post one slot. Raises Refusal with what stands against it, NotYours without the right."""
    filled = fill(post.brand, [Choice(post.pk, slot.pk, day)], by=by)
    if filled.refused:
        raise NotPossible(filled.refused[0])
    return filled


def _opening(seen: Outlook, choice: Choice) -> Opening | None:
    """The slot on that day, unless something has taken it."""
    mine = next((opening for opening in seen.openings if (opening.slot, opening.wall.date()) == (choice.slot, choice.day)), None)
    if mine is None:
        return None
    beside = [opening for opening in seen.openings if opening.account == mine.account]
    return mine if mine in untaken(beside, seen.busy) else None


def _note(seen: Outlook, filled: Filled) -> None:
    """Count what was just placed among what is planned, on each of its accounts."""
    for post in filled.done[-1:]:
        for account in post.variants.values_list("account_id", flat=True):
            moments = seen.busy.setdefault(account, [])
            if post.planned_for and post.planned_for not in moments:
                moments.append(post.planned_for)


def _may_fill(by: Membership) -> None:
    if not by.may(Right.SCHEDULE):
        raise NotYours(_("You may not fill slots: ask somebody who schedules."))


def _try(filled: Filled, post: Post | None, opening: Opening | None, by: Membership) -> None:
    try:
        with transaction.atomic():
            filled.done.append(_give(post, opening, by))
    except StaleState as stale:
        filled.refused.append(f"{post}: {stale}")
    except Refusal as refusal:
        filled.refused.append(f"{post}: {refusal}" if post else str(refusal))


def _give(post: Post | None, opening: Opening | None, by: Membership) -> Post:
    if post is None:
        raise NotPossible(_("This post is gone."))
    kept = handover.hold_still(post)
    if kept.state != PostState.APPROVED or kept.wall:
        raise NotPossible(_("It is not in stock any more."))
    if opening is None:
        raise NotPossible(_("This slot is taken already, or over."))
    if kept.expires_on and opening.wall.date() > kept.expires_on:
        raise NotPossible(_("It may not leave that late: its last day is over by then."))
    if not kept.variants.filter(account=opening.account).exists():
        raise NotPossible(_("This slot is of an account on which the post does not appear."))
    return scheduling.set_date(kept, opening.wall, kept.brand.zone, by=by)


# --- by itself -------------------------------------------------------------------------------------------------------
@transaction.atomic
def set_filling(
    brand: Brand,
    *,
    by: Membership,
    mode: str,
    ahead_days: int,
    margin: int,
    freeze_hours: int,
    own: Mapping[int, int | None] | None = None,
) -> Filling:
    """Say how slots are filled; filled by themselves they are in the name of who said so. Raises NotYours.

    `own` are the margins of campaigns by their number; None for the brand's.
    """
    _may_fill(by)
    for campaign in brand.campaigns.filter(pk__in=own or {}):
        _set_own(campaign, (own or {})[campaign.pk])
    values: dict[str, Any] = {"mode": mode, "ahead_days": ahead_days, "margin": margin, "freeze_hours": freeze_hours}
    row, _made = Filling.objects.update_or_create(brand=brand, defaults={**values, "by": by if mode == Mode.AUTOMATIC else None})
    record("stock.filling", brand.name, by=by, **values)
    return row


def _set_own(campaign: Campaign, share: int | None) -> None:
    if share is None:
        CampaignMargin.objects.filter(campaign=campaign).delete()
    else:
        CampaignMargin.objects.update_or_create(campaign=campaign, defaults={"share": share})


def fill_ahead(row: Filling) -> Filled:
    """Fill the brand's slots of the days ahead in the name of who wanted it; nothing once that person may not any more."""
    who = row.by
    if row.mode != Mode.AUTOMATIC or who is None or who.left_at or not who.may(Right.SCHEDULE):
        return Filled()
    seen = stock.look(row.brand)
    seen.plan = stock.walk(seen, [opening for opening in seen.openings if not frozen(opening.moment, row)])
    ready = proposed(seen, seen.today, seen.today + timedelta(days=min(row.ahead_days, HORIZON)))
    return fill(row.brand, choices(ready), by=who) if ready else Filled()


def frozen(moment: datetime, row: Filling) -> bool:
    """Whether that is so soon that nothing moves by itself any more."""
    return moment < clock.now() + timedelta(hours=row.freeze_hours)


def choices(drawn: Sequence[Drawn]) -> list[Choice]:
    """The proposals as what is to be given."""
    return [Choice(each.post.pk, each.opening.slot, each.opening.wall.date()) for each in drawn]


def works(row: Filling) -> bool:
    """Whether slots are filled by themselves, and the member in whose name may still do it."""
    return row.mode == Mode.AUTOMATIC and bool(row.by and not row.by.left_at and row.by.may(Right.SCHEDULE))
