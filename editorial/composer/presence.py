"""Who has the composer of a post open. Kept in the cache for two minutes since their last sign: a courtesy, not a lock."""

from django.core.cache import cache

from editorial.models import Post
from lib import clock
from team.models import Membership

SECONDS = 120


def arrive(post: Post, member: Membership) -> list[str]:
    """Note that the member writes here, and give the names of the others who do."""
    key, now = f"composer:{post.pk}", clock.now().timestamp()
    there = {pk: (name, at) for pk, (name, at) in (cache.get(key) or {}).items() if now - at < SECONDS}
    cache.set(key, {**there, member.pk: (str(member), now)}, timeout=SECONDS)
    return [name for pk, (name, _at) in there.items() if pk != member.pk]
