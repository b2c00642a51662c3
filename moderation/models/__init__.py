from moderation.models.conversation import CONVERSATION_FLOW, Conversation, ConversationState, Message, Person

__all__ = ["CONVERSATION_FLOW", "Conversation", "ConversationState", "Message", "Person"]
