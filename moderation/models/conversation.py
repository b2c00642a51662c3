"""Conversations: threads between a person of the community and an account."""

from django.db import models
from django.utils.translation import pgettext_lazy as _

from lib.states import Flow
from moderation.models.person import Person
from publishing.models import Account, Publication
from team.models import Brand, Membership


class ConversationState(models.TextChoices):
    """Whether there is still something to do."""

    OPEN = "open", _("conversation", "Open")
    RESOLVED = "resolved", _("conversation", "Resolved")


CONVERSATION_FLOW = Flow(
    ConversationState,
    {
        ConversationState.OPEN: {ConversationState.RESOLVED},
        ConversationState.RESOLVED: {ConversationState.OPEN},
    },
)


class Conversation(models.Model):
    """One thread between a person and an account, about one publication when it answers one; private ones are apart.

    `waiting_since` is when the oldest message nobody answered came in; None when nobody waits. `kind` is that of the
    newest message. `assignee` stays when that person leaves the brand; ask for the `holder`. `started_at` is the first
    message, `first_answered_at` and `last_answered_at` our answers. `blocked_at` is when the account kept the person away.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="conversations")
    account = models.ForeignKey(Account, models.CASCADE, related_name="conversations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="conversations")
    publication = models.ForeignKey(Publication, models.SET_NULL, null=True, blank=True, related_name="conversations")
    private = models.BooleanField(default=False)
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=12, choices=ConversationState.choices, default=ConversationState.OPEN)
    assignee = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="conversations")
    started_at = models.DateTimeField()
    last_message_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True, blank=True)
    first_answered_at = models.DateTimeField(null=True, blank=True)
    last_answered_at = models.DateTimeField(null=True, blank=True)
    blocked_at = models.DateTimeField(null=True, blank=True)
    preview = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "person", "publication", "private"], nulls_distinct=False, name="one_thread_a_person"
            )
        ]
        indexes = [
            models.Index(fields=["brand", "state", "-last_message_at", "-id"], name="conversation_newest"),
            models.Index(fields=["brand", "-last_message_at", "-id"], name="conversation_newest_of_all"),
            models.Index(
                fields=["brand", "waiting_since", "id"],
                condition=models.Q(waiting_since__isnull=False),
                name="conversation_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.preview}"

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.state == ConversationState.OPEN

    @property
    def holder(self) -> Membership | None:
        """Who has it in hand: who it was given to, unless that person has left while it is open."""
        return None if self.left_by else self.assignee

    @property
    def left_by(self) -> Membership | None:
        """Who had it and left the brand, so that an open conversation is nobody's."""
        return self.assignee if self.is_open and self.assignee and self.assignee.left_at else None

    @property
    def ours_is_last(self) -> bool:
        """Whether we said the last word."""
        return self.last_answered_at is not None and self.last_answered_at >= self.last_message_at
