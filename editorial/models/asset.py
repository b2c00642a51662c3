"""Assets: pictures of the brand's library, kept under the digest of their content."""

from django.db import models

from lib import clock
from team.models import Brand, Membership


class Asset(models.Model):
    """A picture, already decoded and written again by us. `file` is its name in the media storage; bytes and pixels."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="assets")
    name = models.CharField(max_length=200)
    file = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    mime = models.CharField(max_length=40)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.TextField(blank=True)
    added_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "digest"], name="one_asset_a_content")]

    def __str__(self) -> str:
        return self.name
