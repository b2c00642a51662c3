from moderation.models.conversation import CONVERSATION_FLOW, Conversation, ConversationState
from moderation.models.measure import Measure
from moderation.models.message import Message
from moderation.models.person import Person

__all__ = ["CONVERSATION_FLOW", "Conversation", "ConversationState", "Measure", "Message", "Person"]
