"""What a post said before: a row for each save by a person."""

from django.db import models

from editorial.models.post import Post
from lib import clock
from team.models import Membership


class PostVersion(models.Model):
    """What a post said once, as `editorial.composer.versions.columns_of` gives it; numbers count from 1 for each post.

    While `sitting`, what the same person types is kept in this row. `digest` is that of its content, by which decisions know
    it. `restored` is the number of the version that was taken back with it; `by` is None where no person wrote it so.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    sitting = models.BooleanField(default=False)
    restored = models.PositiveIntegerField(null=True)
    kept = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.post} {self.number}"
