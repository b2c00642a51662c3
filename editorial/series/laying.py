"""Making the posts of series ahead of their days: again and again, by any number of workers, each post once."""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from editorial import drafting, handover
from editorial.approval import approval
from editorial.drafting import Draft
from editorial.models import POST_FLOW, Decision, Post, PostState, Series
from editorial.refusals import Refusal
from editorial.series import occurrences
from editorial.series.rhythm import Coming
from lib import clock
from lib.states import StaleState
from team import notices
from team.audit import record

logger = logging.getLogger(__name__)
WINDOW = timedelta(days=60)  # so far ahead posts are made
AGAIN = timedelta(hours=6)  # so often a series is looked after when nothing happens to it
STUCK = gettext_lazy("“%(series)s” waits for you: what it says cannot leave as it is. %(why)s")


def due(now: datetime) -> "QuerySet[Series]":
    """The series to look after: it was a while ago, or something was decided on their texts since."""
    decided = Decision.objects.filter(post__series=OuterRef("pk"), post__occurrence=None, at__gte=OuterRef("laid_at"))
    return Series.objects.filter(ended_at=None).filter(Q(laid_at=None) | Q(laid_at__lt=now - AGAIN) | Exists(decided))


def waits(now: datetime) -> bool:
    """Whether there is a series to look after."""
    return due(now).exists()


def lay_all() -> int:
    """Look after every series that wants it; how many posts were made."""
    return sum(lay(series) for series in due(clock.now()).order_by("pk"))


def lay(series: Series) -> int:
    """Make the posts of the coming weeks, give those that were taken back what was approved since; how many were made.

    Where the process dies what is made is whole, and the next one goes on from there.
    """
    now = clock.now()
    kept = Series.objects.select_related("brand").get(pk=series.pk)
    rotation = [] if kept.ended_at else _rotation(kept)
    made = 0
    try:
        if rotation:
            made = _lay(kept, rotation, now)
    except StaleState:
        occurrences.look_soon(kept)  # its rule changed under our hands
        return 0
    if made:
        record("series.laid", kept, by="Tribu", brand=kept.brand, series=kept.pk, n=made)
    Series.objects.filter(pk=kept.pk).update(laid_at=now)
    return made


@transaction.atomic
def _rotation(series: Series) -> list[Post]:
    """The texts that take turns: once all of them are approved the new ones join; one being changed keeps its place."""
    Series.objects.select_for_update().get(pk=series.pk)
    texts = list(occurrences.texts(series))
    fresh = [text for text in texts if text.turn is None]
    if fresh and all(text.state == PostState.APPROVED for text in texts):
        last = max((text.turn or 0 for text in texts), default=0)
        for turn, text in enumerate(fresh, last + 1):
            Post.objects.filter(pk=text.pk).update(turn=turn)
            text.turn = turn
    return sorted((text for text in texts if text.turn), key=lambda text: text.turn or 0)


def _lay(series: Series, rotation: Sequence[Post], now: datetime) -> int:
    there = _there(series)
    patience = timedelta(minutes=series.brand.late_minutes)
    _give_up(series, now - patience)
    made = 0
    for coming in series.rhythm.comings(now - patience, now + WINDOW):
        text = rotation[coming.number % len(rotation)]
        if coming.wall and _wanted(there.get(coming.day), text, coming, now):
            made += _lay_one(series, coming, text, now)
    return made


def _there(series: Series) -> dict[date | None, Post]:
    posts = series.posts.filter(occurrence__isnull=False)
    return {post.occurrence: post for post in posts.only("occurrence", "state", "turn", "series_id")}


def _wanted(post: Post | None, text: Post, coming: Coming, now: datetime) -> bool:
    """Whether there is anything to do for a day: nothing while its text is being changed."""
    if text.state != PostState.APPROVED:
        return False
    if post is None:
        return coming.moment > now  # type: ignore[operator]
    return post.state == PostState.DRAFT or (post.state == PostState.APPROVED and post.turn != text.turn)


def _lay_one(series: Series, coming: Coming, text: Post, now: datetime) -> int:
    """Make the post of a day, or give it what its text says now; 1 when it was made. Raises StaleState."""
    with transaction.atomic():
        kept = Series.objects.select_for_update().get(pk=series.pk)
        if kept.revision != series.revision or kept.ended_at:
            raise StaleState(kept)
        approved = handover.hold_still(text)
        post = kept.posts.select_for_update().filter(occurrence=coming.day).first()
        fresh = post is None
        if not _wanted(post, approved, coming, now) or (post and not _renewed(post, approved)):
            return 0
        post = post or _made(kept, coming, approved)
        try:
            with transaction.atomic():
                approval.follow(post, approved)
        except Refusal as refusal:
            _tell(kept, refusal)
        return int(fresh)


def _made(series: Series, coming: Coming, text: Post) -> Post:
    said = drafting.of(text)
    draft = drafting.outside_closed(Draft(said.content, said.campaign, said.theme, coming.wall, coming.zone))
    of_text = {"author": text.author, "turn": text.turn, "exceptional": text.exceptional}
    return drafting.make(text.brand, draft, by=None, series=series, occurrence=coming.day, **of_text)


def _renewed(post: Post, text: Post) -> bool:
    """Make the post a draft that says what the text says, if it is not somebody's own by now; whether it is one."""
    if not occurrences.follows(post):
        return False
    if post.state == PostState.APPROVED:
        if handover.has_left(post):
            return False
        handover.take_back(post)
        POST_FLOW.move(post, PostState.DRAFT, submitted_at=None)
    if post.state != PostState.DRAFT:
        return False
    drafting.rewrite(post, drafting.of(text))
    Post.objects.filter(pk=post.pk).update(turn=text.turn)
    return True


def _give_up(series: Series, before: datetime) -> None:
    """Put away what was taken back and not approved again by its hour: of what was missed nothing goes out in a burst."""
    missed = series.posts.filter(occurrence__isnull=False, state=PostState.DRAFT, planned_for__lt=before)
    for post in missed.order_by("pk"):
        if occurrences.follows(post):
            POST_FLOW.move(post, PostState.ARCHIVED, revision=post.revision + 1)
            record("series.missed", post, by="Tribu", brand=series.brand, post=post.pk)


def _tell(series: Series, refusal: Refusal) -> None:
    people = [series.author] if series.author else []
    url = reverse("editorial:series", args=[series.brand.slug, series.pk])
    notices.tell(people, STUCK, key=f"series:{series.pk}:stuck", url=url, series=str(series), why=str(refusal))
