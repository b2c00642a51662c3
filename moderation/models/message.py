"""Messages: one thing said, by a person of the community or by us."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from lib import clock
from lib.search import found_by
from moderation.models.conversation import Conversation
from networks.parcels import Ref
from publishing.models import Account, Publication
from team.models import Membership


class Message(models.Model):
    """One thing said: by the person, or by us.

    Ours written here has an `author` and a `publication` that carries it out of the house; ours written on the network
    itself has neither. `parent` is the network's id of what it answers. `token` is that of the form that was sent: the
    same form sent twice makes one answer. `came_back` says that the answer failed and the person waits again. `liked_at` and
    `hidden_at` are what we did to it on its network; `gone_at` is when we took it away there, or found it gone.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    account = models.ForeignKey(Account, models.CASCADE, related_name="messages")
    inbound = models.BooleanField()
    kind = models.CharField(max_length=12)
    remote_id = models.CharField(max_length=300, blank=True)
    remote_extra = models.JSONField(default=dict)
    parent = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField(default=clock.now)
    author = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    publication = models.OneToOneField(Publication, models.SET_NULL, null=True, blank=True, related_name="answer")
    token = models.UUIDField(null=True, blank=True)
    came_back = models.BooleanField(default=False)
    liked_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)
    raw = models.JSONField(default=dict)
    words = found_by("text")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "remote_id"], condition=~models.Q(remote_id=""), name="one_message_a_remote_id"
            ),
            models.UniqueConstraint(fields=["conversation", "token"], name="one_answer_a_form"),
        ]
        indexes = [
            models.Index(fields=["conversation", "at", "id"], name="message_in_order"),
            GinIndex(fields=["words"], name="message_words"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def ref(self) -> Ref:
        """What an answer to it replies to, and an act is done to; of one of ours written here, what it became."""
        if self.publication is not None:
            return Ref(self.publication.remote_id, self.publication.remote_url, self.publication.remote_extra)
        return Ref(self.remote_id, self.url, self.remote_extra)
