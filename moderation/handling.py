"""What colleagues do with a conversation besides answering: assign it, resolve it, open it again, note who the person is,
note an idea."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from editorial.ideas import ideas
from editorial.models import Idea
from moderation.models import CONVERSATION_FLOW, Conversation, ConversationState, Message, Person
from team import audit
from team.models import Brand, Membership
from team.rights import Right

LONGEST_NOTE = 2000


def assignable(brand: Brand) -> list[Membership]:
    """The members who can be given a conversation: those who may answer."""
    members = brand.memberships.select_related("user").order_by("user__name", "pk")
    return [member for member in members if member.may(Right.ANSWER)]


@transaction.atomic
def assign(conversation: Conversation, to: Membership | None, *, by: Membership) -> None:
    """Give the conversation to a member, or to nobody."""
    conversation.assignee = to
    conversation.save(update_fields=["assignee"])
    audit.record("conversation.assigned", conversation.person, by=by, conversation=conversation.pk, to=str(to or "–"))


@transaction.atomic
def resolve(conversation: Conversation, *, by: Membership) -> None:
    """Close the conversation: nothing is left to do. Raises StaleState when somebody was first."""
    CONVERSATION_FLOW.move(conversation, ConversationState.RESOLVED, waiting_since=None)
    audit.record("conversation.resolved", conversation.person, by=by, conversation=conversation.pk)


@transaction.atomic
def reopen(conversation: Conversation, *, by: Membership) -> None:
    """Open the conversation again. Raises StaleState when somebody was first."""
    CONVERSATION_FLOW.move(conversation, ConversationState.OPEN)
    audit.record("conversation.reopened", conversation.person, by=by, conversation=conversation.pk)


@transaction.atomic
def note(person: Person, text: str, *, by: Membership) -> None:
    """Keep what colleagues want each other to know about a person."""
    person.note = text
    person.save(update_fields=["note"])
    audit.record("person.noted", person, by=by, brand=person.brand, person=person.pk)


def note_idea(message: Message, *, by: Membership) -> Idea:
    """Put what was said on the board of ideas; asked for twice it is the idea that is there."""
    conversation = message.conversation
    where = reverse("moderation:conversation", args=[conversation.brand.slug, conversation.pk])
    origin = _("Message of %(person)s") % {"person": conversation.person}
    return ideas.note_found(conversation.brand, message.text, by=by, origin=origin, origin_url=f"{where}#message-{message.pk}")
