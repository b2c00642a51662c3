"""Changing a series: when it comes, as a whole or from a day on, and what one post of it or all those to come say."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from editorial import drafting, handover, scheduling
from editorial.approval import approval
from editorial.calendar import freezing
from editorial.drafting import Draft
from editorial.handover import hold_still
from editorial.models import Post, PostState, Series
from editorial.refusals import NotPossible
from editorial.series import occurrences
from editorial.series.laying import WINDOW
from editorial.series.rhythm import Coming, Rhythm
from editorial.series.series import hold, keep, refuse_never, still_open
from lib import clock
from team.audit import record
from team.models import Membership

SLACK = timedelta(days=7)  # beyond what is made ahead: what moves out of it by a few days is not made anew for that


class Scope(StrEnum):
    """How far a change to one post of a series goes."""

    THIS = "this"
    NEXT = "next"
    ALL = "all"


@transaction.atomic
def change(
    series: Series, rhythm: Rhythm, *, by: Membership, name: str = "", revision: int | None = None, led_by: Post | None = None
) -> Series:
    """Let it come by another rhythm from now on; what has left stays, what somebody moved by hand, and what is frozen.

    `led_by` is a post that goes along all the same. Raises BadMoment when it would never come again, StaleState, NotYours
    without the right to move what is approved.
    """
    kept = hold(series, revision)
    refuse_never(rhythm)
    comings, thaw = _comings(kept, slack=SLACK), clock.now() + timedelta(hours=freezing.hours_of_brand(kept.brand))
    going = [post for post in still_open(kept) if post == led_by or _goes_along(post, comings, thaw)]
    kept.follow(replace(rhythm, skipped=frozenset(kept.skipped)))
    kept.name = name or kept.name
    keep(kept)
    _redate(kept, going, by)
    record("series.changed", kept, by=by, series=kept.pk)
    return kept


def _goes_along(post: Post, comings: dict[date | None, Coming], thaw: datetime) -> bool:
    """Whether the post leaves when the series says, moved by nobody, and not so soon that it is frozen."""
    there = comings.get(post.occurrence)
    frozen = post.state == PostState.APPROVED and post.planned_for is not None and post.planned_for < thaw
    return bool(there and there.wall == post.wall) and not frozen


def _comings(series: Series, slack: timedelta = timedelta(0)) -> dict[date | None, Coming]:
    now = clock.now()
    return {coming.day: coming for coming in series.rhythm.comings(now, now + WINDOW + slack) if coming.wall}


def _redate(series: Series, posts: list[Post], by: Membership) -> None:
    """Bring the posts to the days of the new rhythm: each to its own where it is one, the others in order, the rest away."""
    comings = _comings(series, slack=SLACK)
    taken = set(series.posts.filter(occurrence__in=comings).values_list("occurrence", flat=True))
    free = [day for day in comings if day not in taken]
    for post in [post for post in posts if post.occurrence not in comings]:
        if not free:
            _drop(post)
            continue
        post.occurrence = free.pop(0)
        Post.objects.filter(pk=post.pk).update(occurrence=post.occurrence)
    for post in posts:
        coming = comings.get(post.occurrence)
        if post.pk and coming and (post.wall, post.zone) != (coming.wall, coming.zone):
            scheduling.set_date(post, coming.wall, coming.zone, by=by, anyway=True)  # type: ignore[arg-type]


def _drop(post: Post) -> None:
    """Take away a post that was made for a day which is none any more; somebody's own words stay, as a post by itself."""
    if not occurrences.follows(post):
        return
    handover.take_back(post)
    post.delete()


@transaction.atomic
def split(series: Series, day: date, *, by: Membership) -> Series:
    """Let what comes from that day of the rule on be a series of its own, with the same texts, approved as they are.

    Gives the series itself where nothing comes before the day. Raises NotPossible for a day that is none of its own.
    """
    kept = hold(series)
    coming = kept.rhythm.coming(day)
    if coming is None:
        raise NotPossible(_("This is no day of the series."))
    if not any(number < coming.number for number, _day in kept.rhythm.days(day)):
        return kept
    texts = list(occurrences.texts(kept))
    rest = _rest(kept, coming, by)
    kept.ends_on = day - timedelta(days=1)
    keep(kept)
    moved = kept.posts.filter(occurrence__gte=day)
    turns = _copy_texts(texts, rest, coming.number, by)
    for old, new in turns.items():
        moved.filter(turn=old).update(turn=1000 + new)
    for new in turns.values():
        moved.filter(turn=1000 + new).update(turn=new)
    moved.update(series=rest)
    handover.belong(rest)
    record("series.split", rest, by=by, series=rest.pk)
    return rest


def _rest(series: Series, first: Coming, by: Membership) -> Series:
    left = series.times - first.number if series.times else None
    later = [day for day in series.skipped if day >= first.day]
    rest = Series(brand=series.brand, name=series.name, author=series.author or by, continues=series, skipped=later)
    rest.follow(replace(series.rhythm, starts_on=first.day, times=left))
    rest.save()
    occurrences.look_soon(rest)
    return rest


def _copy_texts(texts: list[Post], rest: Series, number: int, by: Membership) -> dict[int, int]:
    """The texts again for the rest of the series, beginning with the one whose turn it is; the new turns by the old."""
    rotation = [text for text in texts if text.turn]
    first = number % len(rotation) if rotation else 0
    turns: dict[int, int] = {}
    for text in [*rotation[first:], *rotation[:first], *(text for text in texts if not text.turn)]:
        turn = len(turns) + 1 if text.turn else None
        copy = drafting.make(rest.brand, drafting.of(text), by=text.changed_by, author=text.author, series=rest, turn=turn)
        if text.turn and turn:
            turns[text.turn] = turn
        if text.state == PostState.APPROVED:
            approval.follow(copy, text)
    return turns


# --- one post --------------------------------------------------------------------------------------------------------
@transaction.atomic
def move(
    post: Post, wall: datetime, zone: str, *, scope: Scope, by: Membership, revision: int | None = None, anyway: bool = False
) -> Post:
    """Give one post of a series another time, or with it those that come after, or all to come; `anyway` in frozen hours.

    Raises as `scheduling.set_date`; NotPossible for a post of no series.
    """
    if scope == Scope.THIS or post.series is None:
        return scheduling.set_date(post, wall, zone, by=by, revision=revision, anyway=anyway)
    hold(post.series)
    kept = hold_still(post, revision)
    handover.stay_if_left(kept)
    if not anyway:
        freezing.refuse_frozen(kept)
    series, rhythm = shifted(kept, wall, zone)
    if scope == Scope.NEXT:
        series = split(series, kept.occurrence, by=by)  # type: ignore[arg-type]
        rhythm = shifted(Post.objects.get(pk=kept.pk), wall, zone)[1]
    change(series, rhythm, by=by, led_by=kept)
    return Post.objects.filter(pk=kept.pk).first() or kept


def shifted(post: Post, wall: datetime, zone: str) -> tuple[Series, Rhythm]:
    """The series of a post, and its rhythm were all its posts moved as this one. Raises NotPossible for a post of no series."""
    if not post.series_id or not post.occurrence or not post.wall:
        raise NotPossible(_("This post belongs to no series."))
    series: Series = post.series  # type: ignore[assignment]
    rhythm = series.rhythm
    there = clock.wall(clock.resolve(wall, zone), series.zone)
    before, after = post.occurrence, there.date()
    if clock.wall(clock.resolve(post.wall, post.zone), series.zone).date() == after:
        return series, replace(rhythm, at=there.time())
    rule = rhythm.rule.moved(before, after)
    start = rhythm.rule.moved_start(rhythm.starts_on, before, after)
    return series, replace(rhythm, rule=rule, starts_on=start, at=there.time())


@transaction.atomic
def save(post: Post, draft: Draft, *, scope: Scope, by: Membership, revision: int) -> Post:
    """Keep other words for one post of a series, or for all that say this text, from it on or all to come.

    Gives what was changed: the post, or the text of the series, which asks for approval again. Raises as `drafting.save`.
    """
    if scope == Scope.THIS or post.series is None or not post.occurrence:
        return drafting.save(post, draft, by=by, revision=revision)
    hold(post.series)
    kept = hold_still(post, revision)
    if (draft.wall, draft.zone) != (kept.wall, kept.zone) and draft.wall:
        kept = hold_still(move(kept, draft.wall, draft.zone, scope=scope, by=by))
    series: Series = kept.series  # type: ignore[assignment]
    if scope == Scope.NEXT:
        series = split(series, kept.occurrence, by=by)  # type: ignore[arg-type]
        kept = hold_still(kept)
    text = occurrences.texts(series).filter(turn=kept.turn).first()
    if text is None:
        raise NotPossible(_("The text of this post is no text of the series any more: change this post only."))
    return drafting.save(text, replace(draft, wall=None, zone=""), by=by, revision=text.revision)
