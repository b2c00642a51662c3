"""A new post that is kept by itself: an answer that is lost on its way leaves no second one behind.

The page of a new post bears a secret. With the first keeping the post that it began is noted under it, for a day, in the cache:
whoever sends the same page again goes on with that post.
"""

import secrets

from django.core.cache import cache

from editorial.models import Post
from team.models import Membership

SECONDS = 24 * 3600
LONGEST = 40  # characters of the secret


def fresh() -> str:
    """The secret of a new page."""
    return secrets.token_urlsafe(9)


def note(member: Membership, told: str, post: Post) -> None:
    """Note which post this member's page has begun."""
    if told:
        cache.set(_key(member, told), post.pk, timeout=SECONDS)


def begun(member: Membership, told: str) -> Post | None:
    """The post that this member's page has begun already; None where it has begun none."""
    pk = cache.get(_key(member, told)) if told else None
    return member.brand.posts.filter(pk=pk).first() if pk else None


def _key(member: Membership, told: str) -> str:
    return f"sitting:{member.pk}:{told[:LONGEST]}"
