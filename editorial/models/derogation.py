"""Findings of the charter that somebody let pass."""

from django.db import models

from editorial.models.post import Post
from lib import clock
from team.models import Membership


class Derogation(models.Model):
    """A finding that may stand in a post, for the content of that digest only, and why.

    `rule` and `words` (folded, "" where the finding points at none) tell which; `sentence` is what it said, in the words
    of who let it pass.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="derogations")
    digest = models.CharField(max_length=64)
    rule = models.CharField(max_length=40)
    words = models.CharField(max_length=80, blank=True)
    sentence = models.TextField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["post", "digest", "rule", "words"], name="one_derogation_of_a_finding")]

    def __str__(self) -> str:
        return f"{self.rule} {self.words}".strip()

    @classmethod
    def of(cls, post: Post, digest: str) -> "models.QuerySet[Derogation]":
        """What was let stand in the post with this content, or in another of its series that says exactly the same."""
        same = models.Q(post=post.pk) | (models.Q(post__series=post.series_id) if post.series_id else models.Q())
        return cls.objects.filter(same, digest=digest)

    @property
    def key(self) -> tuple[str, str]:
        """Which finding it is for."""
        return self.rule, self.words
