"""What is said about a post before it leaves: threads of comments, and other hours that were proposed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.asset import Asset
from editorial.models.post import Decision, Post
from lib import clock
from lib.fields import WallTimeField
from team.models import Membership


class Thread(models.Model):
    """Comments on one thing: the whole post (`field` empty), a picture (`asset`), or words of a text.

    `field` is the composer's name of the text ("text", "text_<account>"); `quote` are the words, `start` where they stood, in
    characters, `before` and `after` what stood around them: from these they are found again when the text has changed.
    What is `shared` is also read by people without account, on the links to the post.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="threads")
    field = models.CharField(max_length=40, blank=True)
    asset = models.ForeignKey(Asset, models.SET_NULL, null=True, blank=True, related_name="+")
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(default=0)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    shared = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.quote or str(self.post)


class Comment(models.Model):
    """One comment of a thread; `by` is empty for a reader without account."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=120)
    way = models.CharField(max_length=8, choices=Decision.Way.choices, default=Decision.Way.MEMBER)
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text


class Proposal(models.Model):
    """Another hour that somebody proposed for a post, as clocks in `zone` show it."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    post = models.ForeignKey(Post, models.CASCADE, related_name="proposals")
    wall = WallTimeField()
    zone = models.CharField(max_length=64)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=120)
    way = models.CharField(max_length=8, choices=Decision.Way.choices, default=Decision.Way.MEMBER)
    at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.who}: {self.wall:%Y-%m-%d %H:%M}"

    @property
    def moment(self):
        """The moment it names, aware UTC."""
        return clock.resolve(self.wall, self.zone)
