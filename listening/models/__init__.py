from listening.models.feed import Feed
from listening.models.mention import MENTION_FLOW, Mention, MentionState
from listening.models.watch import Watch

__all__ = ["MENTION_FLOW", "Feed", "Mention", "MentionState", "Watch"]
