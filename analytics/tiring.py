"""Evergreens that tire: what a return brought, against what the post brought the first time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, Sum

from analytics.models import Standing
from editorial.models import Evergreen, Post
from editorial.stock import evergreen
from lib import clock

SETTLED = timedelta(days=3)  # after which the figures of a post tell


def tire_all() -> int:
    """Stop the evergreens whose last return fell under their own share; how many."""
    rows = Evergreen.objects.filter(active=True, tired_at=None, tires_under__isnull=False)
    return sum(_tires(row, clock.now()) for row in rows.select_related("brand", "post", "by__user"))


def _tires(row: Evergreen, now: datetime) -> bool:
    brought = [figure for figure in _brought(row, now) if figure is not None]
    if len(brought) < 2 or not brought[0]:
        return False
    share = round(100 * brought[-1] / brought[0])
    return share < (row.tires_under or 0) and evergreen.tire(row, share=share)


def _brought(row: Evergreen, now: datetime) -> Iterable[int | None]:
    """The interactions with the post each time it left, the first one first; None where nothing is known."""
    posts = Post.objects.filter(Q(pk=row.post_id) | Q(return_of__evergreen=row)).order_by("pk")
    for pk in posts.values_list("pk", flat=True):
        known = Standing.objects.filter(publication__variant__post=pk, published_at__lte=now - SETTLED)
        yield known.aggregate(sum=Sum("interactions"))["sum"]
