"""A taken hour: what stands there of the same accounts, and the ways to place a post all the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from editorial import scheduling
from editorial.handover import LEFT
from editorial.models import Post, PostState, Variant
from editorial.scheduling import Step
from lib import clock
from team.models import Membership
from team.rights import Right

GAP = timedelta(hours=1)  # by how much those behind make room


@dataclass(frozen=True)
class Taken:
    """A post, the moment it is wanted at, and what of its accounts stands there: in the same hour, and behind it that day.

    Only posts that the member may move; those of the hour come first in `following` too.
    """

    post: Post
    wall: datetime
    zone: str
    there: tuple[Post, ...]
    following: tuple[Post, ...]
    ends: datetime

    @property
    def mark(self) -> str:
        """What tells two such situations apart: choosing holds only for the one that was seen."""
        return " ".join(f"{post.pk}.{post.revision}" for post in self.following)

    def swap(self) -> list[Step]:
        """The two posts change places; [] when the place of this one is over."""
        other = self.there[0]
        if scheduling.is_past(self.post.planned_for) or other.wall is None:
            return []
        return [Step(self.post, other.wall, other.zone), Step(other, self.post.wall, self.post.zone)]

    def shift(self) -> list[Step]:
        """This one takes the hour, those behind leave a while later; [] when the last would leave the day."""
        later = [_later(post) for post in self.following]
        if any(step.moment is None or step.moment >= self.ends for step in later):
            return []
        return [*self.beside(), *later]

    def beside(self) -> list[Step]:
        """Both in the same hour."""
        return [Step(self.post, self.wall, self.zone)]


SWAP, SHIFT, BESIDE = HOWS = ("swap", "shift", "beside")


def steps(taken: Taken, how: str) -> list[Step]:
    """What a way of HOWS does; [] when it cannot be gone."""
    return getattr(taken, how)() if how in HOWS else []


def _later(post: Post) -> Step:
    assert post.planned_for is not None  # noqa: S101 - only posts with a date stand behind another
    return Step(post, clock.wall(post.planned_for + GAP, post.zone), post.zone)


def taken(post: Post, wall: datetime, zone: str, *, by: Membership, reader: str) -> Taken | None:
    """Whether other posts of the same accounts stand in that hour, as clocks in the zone `reader` count hours and days."""
    moment = clock.resolve(wall, zone)
    shown = clock.wall(moment, reader)
    hour = clock.resolve(shown.replace(minute=0, second=0, microsecond=0), reader)
    ends = clock.resolve(shown.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1), reader)
    following = tuple(_movable(_of_same_accounts(post, hour, ends), by))
    there = [other for other in following if other.planned_for and other.planned_for < hour + timedelta(hours=1)]
    there.sort(key=lambda other: abs(other.planned_for - moment))  # type: ignore[operator]
    return Taken(post, wall, zone, tuple(there), following, ends) if there else None


def _of_same_accounts(post: Post, start: datetime, end: datetime) -> "Iterable[Post]":
    shared = Variant.objects.filter(post=OuterRef("pk"), account__in=post.variants.values("account"))
    left = Variant.objects.filter(post=OuterRef("pk"), publication__state__in=LEFT)
    posts = Post.objects.filter(brand=post.brand_id, planned_for__gte=start, planned_for__lt=end).exclude(pk=post.pk)
    return posts.exclude(state=PostState.ARCHIVED).filter(Exists(shared), ~Exists(left)).order_by("planned_for", "pk")


def _movable(posts: Iterable[Post], by: Membership) -> Iterable[Post]:
    return (post for post in posts if by.may(Right.SCHEDULE if post.state == PostState.APPROVED else Right.WRITE))
