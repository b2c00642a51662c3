"""Mentions: what a watch found."""

from django.db import models
from django.utils.translation import pgettext_lazy as _

from editorial.models import Post
from lib import clock
from lib.states import Flow
from listening.models.feed import Feed
from listening.models.watch import Watch
from team.models import Brand, Membership


class MentionState(models.TextChoices):
    """What was made of a mention."""

    NEW = "new", _("mention", "New")
    FOLLOW = "follow", _("mention", "To follow up")
    SEEN = "seen", _("mention", "Seen")
    NOISE = "noise", _("mention", "Noise")


MENTION_FLOW = Flow(
    MentionState,
    {
        MentionState.NEW: {MentionState.SEEN, MentionState.FOLLOW, MentionState.NOISE},
        MentionState.FOLLOW: {MentionState.SEEN, MentionState.FOLLOW, MentionState.NOISE},
        MentionState.SEEN: {MentionState.NEW, MentionState.FOLLOW, MentionState.NOISE},
        MentionState.NOISE: {MentionState.NEW},
    },
)


class Mention(models.Model):
    """An entry of a feed that a watch looked for. `key` tells entries apart (see lib.feeds.entries).

    `at` is when it was published, or found where its feed says nothing or a time to come. `source` is the feed's name at
    that time. `post` is the draft that was made of it, `assignee` and `note` who follows it up, and why;
    who leaves the brand stays there (`left_by`). `listed_at` is when a feed listed it last, told to a day.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="mentions")
    watch = models.ForeignKey(Watch, models.CASCADE, related_name="mentions")
    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, blank=True, related_name="mentions")
    key = models.CharField(max_length=64)
    source = models.CharField(max_length=200)
    url = models.CharField(max_length=1000, blank=True)
    title = models.CharField(max_length=300, blank=True)
    excerpt = models.TextField(blank=True)
    author = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    found_at = models.DateTimeField(default=clock.now)
    listed_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=8, choices=MentionState.choices, default=MentionState.NEW)
    assignee = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="mentions")
    note = models.CharField(max_length=500, blank=True)
    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["watch", "key"], name="one_mention_an_entry")]
        indexes = [
            models.Index(fields=["brand", "-at", "-id"], name="mention_newest"),
            models.Index(fields=["brand", "state", "-at", "-id"], name="mention_by_state"),
            models.Index(fields=["watch", "-at", "-id"], name="mention_of_watch"),
            models.Index(fields=["listed_at"], name="mention_listed"),
        ]

    def __str__(self) -> str:
        return self.title or self.excerpt[:80] or self.url

    @property
    def left_by(self) -> Membership | None:
        """Who followed it up and left the brand, so that it is nobody's."""
        return self.assignee if self.state == MentionState.FOLLOW and self.assignee and self.assignee.left_at else None
