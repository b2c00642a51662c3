"""Ideas: what a brand may want to say one day, from a thought to a draft."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import pgettext_lazy as _

from campaigns.models import Campaign, Theme
from editorial.models.asset import Asset
from editorial.models.post import Post
from lib import clock
from lib.search import found_by
from lib.states import Flow
from team.models import Brand, Membership


class Stage(models.TextChoices):
    """The columns of the board, in order."""

    THOUGHT = "thought", _("ideas", "Thoughts")
    WORK = "work", _("ideas", "To work out")
    READY = "ready", _("ideas", "Ready to write")
    DONE = "done", _("ideas", "Written")


IDEA_FLOW = Flow(Stage, {stage: set(Stage) for stage in Stage}, field="stage")


class Idea(models.Model):
    """An idea on the board. `place` orders its column, small ones on top; `revision` counts what was typed about it.

    `origin` is where it came from in words, `origin_url` the address of that; `post` the draft that was made of it.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="ideas")
    title = models.CharField(max_length=160)
    line = models.CharField(max_length=300, blank=True)
    body = models.CharField(max_length=20_000, blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.THOUGHT)
    place = models.IntegerField(default=0)
    owner = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    author = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="ideas")
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="ideas")
    pictures = models.ManyToManyField(Asset, related_name="ideas", blank=True)
    origin = models.CharField(max_length=200, blank=True)
    origin_url = models.CharField(max_length=1000, blank=True)
    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="ideas")
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    archived_at = models.DateTimeField(null=True, blank=True)
    words = found_by("title", "line", "body")

    class Meta:
        indexes = [
            models.Index(
                fields=["brand", "stage", "place", "id"], condition=models.Q(archived_at=None), name="idea_on_the_board"
            ),
            models.Index(fields=["brand", "-changed_at", "-id"], name="idea_newest"),
            GinIndex(fields=["words"], name="idea_words"),
        ]

    def __str__(self) -> str:
        return self.title


class Star(models.Model):
    """A member finds an idea good."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="stars")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "member"], name="one_star_a_member")]

    def __str__(self) -> str:
        return f"{self.member} → {self.idea}"
