"""The posts of a series: which of them still say what was approved for it, and the hint that they want looking after."""

import logging

import django_rq
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from redis.exceptions import RedisError

from editorial import content
from editorial.models import Decision, Post, PostState, Series

logger = logging.getLogger(__name__)
APPROVED = Decision.Kind.APPROVED


def texts(series: Series) -> "QuerySet[Post]":
    """Its texts that are not put away, in the order in which they come."""
    return series.posts.filter(occurrence=None).exclude(state=PostState.ARCHIVED).order_by("turn", "pk")


def approved_digests(series: Series) -> set[str]:
    """Every content that was ever approved as a text of the series, those put away since too."""
    decided = Decision.objects.filter(post__series=series, post__occurrence=None, kind=APPROVED)
    return set(decided.values_list("digest", flat=True))


def following(series: Series) -> "QuerySet[Post]":
    """Its posts on which nobody has decided by hand: the last word on each is the approval of a text of the series."""
    last = Decision.objects.filter(post=OuterRef("pk")).order_by("-at", "-id")
    posts = series.posts.filter(occurrence__isnull=False)
    decided = posts.annotate(last_kind=Subquery(last.values("kind")[:1]), last_digest=Subquery(last.values("digest")[:1]))
    return decided.filter(last_kind=APPROVED, last_digest__in=approved_digests(series))


def follows(post: Post) -> bool:
    """Whether the post says, untouched, what was approved for its series at some time, and nobody decided on it by hand."""
    last = post.decisions.first()
    if last and last.kind != APPROVED:
        return False
    return content.of(post).digest() in approved_digests(post.series)  # type: ignore[arg-type]


def look_soon(series: Series) -> None:
    """Have a worker look after the series once what is being done is kept; without a queue the timetable does it."""
    transaction.on_commit(lambda: _hint(series.pk), robust=True)


def _hint(pk: int) -> None:
    try:
        django_rq.get_queue("chores").enqueue("editorial.jobs.lay_series", pk, result_ttl=0, failure_ttl=3600)
    except RedisError:
        logger.warning("no queue: series %d is looked after with the next round", pk)
