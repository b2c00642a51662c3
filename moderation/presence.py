"""Who is writing an answer right now. Kept in the cache for half a minute: it is a courtesy, not a lock."""

from collections.abc import Iterable

from django.core.cache import cache

from moderation.models import Conversation
from team.models import Membership

SECONDS = 30


def _key(conversation: Conversation, member: Membership) -> str:
    return f"writing:{conversation.pk}:{member.pk}"


def is_writing(conversation: Conversation, member: Membership) -> None:
    """Note that the member is writing an answer here."""
    cache.set(_key(conversation, member), True, timeout=SECONDS)


def has_written(conversation: Conversation, member: Membership) -> None:
    """Note that the member writes here no longer."""
    cache.delete(_key(conversation, member))


def others_writing(conversation: Conversation, member: Membership, colleagues: Iterable[Membership]) -> list[Membership]:
    """Those of the colleagues, without the member, who are writing here."""
    keys = {_key(conversation, colleague): colleague for colleague in colleagues if colleague.pk != member.pk}
    found = cache.get_many(keys)
    return [colleague for key, colleague in keys.items() if key in found]
