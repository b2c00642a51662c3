"""The date of a post: set it, move it, take it away. What is approved follows its date at the post office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from editorial import handover
from editorial.calendar import freezing
from editorial.models import POST_FLOW, Post, PostState
from editorial.refusals import BadMoment, NotPossible, NotYours
from lib import clock
from team.audit import record
from team.models import Membership
from team.rights import Right

THIS_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Step:
    """A post, as somebody saw it, and the date it is to get; no `wall` takes its date away."""

    post: Post
    wall: datetime | None
    zone: str

    @property
    def moment(self) -> datetime | None:
        """When it is to leave, aware UTC."""
        return clock.resolve(self.wall, self.zone) if self.wall else None


def is_past(moment: datetime | None) -> bool:
    """Whether that minute is over; no date is never past."""
    return moment is not None and moment < clock.now() - THIS_MINUTE


@transaction.atomic
def set_date(post: Post, wall: datetime, zone: str, *, by: Membership, revision: int | None = None, anyway: bool = False) -> Post:
    """Let the post leave when clocks in `zone` show `wall`; `anyway` when somebody said so in its frozen hours.

    Raises BadMoment for the past, Frozen, NotPossible when it has left or was archived, NotYours without the right, Blocked
    when a network would refuse it, StaleState when somebody changed it meanwhile.
    """
    kept = handover.hold_still(post, revision)
    _refuse_past(clock.resolve(wall, zone))
    _movable(kept, anyway)
    before = kept.planned_for
    _keep(kept, wall, zone, by)
    record(
        "post.moved", kept, by=by, post=kept.pk, before=before and before.isoformat(), after=clock.resolve(wall, zone).isoformat()
    )
    return kept


@transaction.atomic
def clear_date(post: Post, *, by: Membership, revision: int | None = None, anyway: bool = False) -> Post:
    """Take the date away: an approved post goes back to the stock. Raises NotPossible, NotYours, Frozen, StaleState."""
    kept = handover.hold_still(post, revision)
    _movable(kept, anyway)
    _keep(kept, None, "", by)
    record("post.unscheduled", kept, by=by, post=kept.pk)
    return kept


@transaction.atomic
def set_dates(steps: Sequence[Step], *, by: Membership, anyway: bool = False) -> list[Post]:
    """Give several posts their dates, all or none.

    Raises what `set_date` and `clear_date` do; StaleState when one of them is not as it was seen.
    """
    if len(steps) > 1:  # held in one order, so that two people who move the same posts wait for each other
        list(Post.objects.select_for_update().order_by("pk").filter(pk__in=[step.post.pk for step in steps]).values_list("pk"))
    return [
        set_date(step.post, step.wall, step.zone, by=by, revision=step.post.revision, anyway=anyway)
        if step.wall
        else clear_date(step.post, by=by, revision=step.post.revision, anyway=anyway)
        for step in steps
    ]


def place(post: Post, wall: datetime | None, zone: str, *, by: Membership) -> None:
    """Give a post that is being saved the date typed with it; only a draft keeps one that is past, to be corrected.

    Raises as `set_date` does.
    """
    if post.state != PostState.DRAFT:
        _refuse_past(clock.resolve(wall, zone) if wall else None)
    _movable(post)
    _keep(post, wall, zone, by, revision=post.revision)


def _refuse_past(moment: datetime | None) -> None:
    if is_past(moment):
        raise BadMoment(_("This time has passed. Choose a later one."))


def _movable(post: Post, anyway: bool = False) -> None:
    if post.state == PostState.ARCHIVED:
        raise NotPossible(_("This post is archived. Restore it first."))
    if post.is_pattern:
        raise NotPossible(_("This is a text of a series: its days are those of the series."))
    handover.stay_if_left(post)
    if not anyway:
        freezing.refuse_frozen(post)


def _keep(post: Post, wall: datetime | None, zone: str, by: Membership, revision: int | None = None) -> None:
    """Write the date; `revision` when the save around it has counted already."""
    if post.state == PostState.APPROVED and not by.may(Right.SCHEDULE):
        raise NotYours(_("You may not move what is approved: ask somebody who schedules."))
    POST_FLOW.stay(
        post,
        wall=wall,
        zone=zone if wall else "",
        planned_for=clock.resolve(wall, zone) if wall else None,
        revision=revision or post.revision + 1,
        changed_by=by,
        changed_at=clock.now(),
    )
    if post.state == PostState.APPROVED:
        handover.move(post) if wall else handover.take_back(post)
