"""What the community says, in conversations, with the people who say it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lib import clock
from lib.states import Flow
from publishing.models import Account, Publication
from team.models import Brand, Membership


class Person(models.Model):
    """Somebody of the community, on one network."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="people")
    network_name = models.CharField(max_length=20)
    remote_id = models.CharField(max_length=200)
    handle = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=400, blank=True)
    note = models.TextField(blank=True)
    first_seen_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "network_name", "remote_id"], name="one_person_a_remote_id")]

    def __str__(self) -> str:
        return self.name or self.handle


class ConversationState(models.TextChoices):
    """Whether somebody waits for us."""

    OPEN = "open", _("Open")
    RESOLVED = "resolved", _("Resolved")


CONVERSATION_FLOW = Flow(
    ConversationState,
    {
        ConversationState.OPEN: {ConversationState.RESOLVED},
        ConversationState.RESOLVED: {ConversationState.OPEN},
    },
)


class Conversation(models.Model):
    """One thread between a person and an account, about one publication when it answers one.

    `waiting_since` is when the oldest message nobody answered came in; None when nobody waits.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="conversations")
    account = models.ForeignKey(Account, models.CASCADE, related_name="conversations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="conversations")
    publication = models.ForeignKey(Publication, models.SET_NULL, null=True, blank=True, related_name="conversations")
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=12, choices=ConversationState.choices, default=ConversationState.OPEN)
    assignee = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="conversations")
    last_message_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True, blank=True)
    first_answered_at = models.DateTimeField(null=True, blank=True)
    preview = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["brand", "state", "-last_message_at", "-id"], name="conversation_newest"),
            models.Index(fields=["brand", "waiting_since"], condition=models.Q(state="open"), name="conversation_waiting"),
            models.Index(fields=["account", "person", "publication"], name="conversation_thread"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.preview}"


class Message(models.Model):
    """One thing said: by the person (`author` is theirs), or by us (`publication` carries it out of the house)."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    account = models.ForeignKey(Account, models.CASCADE, related_name="messages")
    inbound = models.BooleanField()
    kind = models.CharField(max_length=12)
    remote_id = models.CharField(max_length=300, blank=True)
    remote_extra = models.JSONField(default=dict)
    url = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField(default=clock.now)
    author = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    publication = models.OneToOneField(Publication, models.SET_NULL, null=True, blank=True, related_name="answer")
    raw = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "remote_id"], condition=models.Q(inbound=True), name="one_message_a_remote_id"
            )
        ]
        indexes = [models.Index(fields=["conversation", "at", "id"], name="message_in_order")]

    def __str__(self) -> str:
        return self.text[:60]
