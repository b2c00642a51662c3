"""What waits for an approval, and for whom."""

from collections import defaultdict

from django.db.models import F, QuerySet

from editorial.approval import steps
from editorial.approval.steps import Cast, Turn
from editorial.models import Decision, Post, PostState
from team.models import Brand

MOST = 2000  # posts that wait at once; of more, the least pressing are looked at when others are decided


def posts_of(brand: Brand) -> "QuerySet[Post]":
    """Submitted posts: the exceptional ones on top, then those that are to leave first, those without a date last."""
    posts = brand.posts.filter(state=PostState.SUBMITTED).select_related("rule", "author__user", "campaign")
    return posts.order_by("-exceptional", F("planned_for").asc(nulls_last=True), "pk")


def turns(brand: Brand, cast: Cast) -> list[tuple[Post, Turn]]:
    """Every submitted post with whose turn it is, in their order; a constant number of queries."""
    posts = list(posts_of(brand)[:MOST])
    said: dict[int, list[Decision]] = defaultdict(list)
    for row in Decision.objects.filter(post__in=posts, kind=Decision.Kind.AGREED).defer("content") if posts else ():
        said[row.post_id].append(row)
    for post in posts:
        post.brand = brand
    return [(post, steps.turn(post, cast, said[post.pk])) for post in posts]


def by_member(brand: Brand, cast: Cast) -> dict[int, list[Post]]:
    """For each member who may approve, the posts on which they are awaited."""
    found: dict[int, list[Post]] = defaultdict(list)
    for post, turn in turns(brand, cast):
        for member in turn.awaited:
            found[member.pk].append(post)
    return found
