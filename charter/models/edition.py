"""What every version of a charter or of a paper beside it has: its number, who wrote it, what it changed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lib import clock
from team.models import Brand, Membership


class Edition(models.Model):
    """One version, whose words never change once saved.

    `changed` names the sections in which it differs from the version it stands on, `restored` the number it was brought
    back from. Number 0, which is never saved, stands for what nobody has written yet.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="%(class)ss")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=120, blank=True)
    saved_at = models.DateTimeField(default=clock.now)
    changed = ArrayField(models.CharField(max_length=16), default=list)
    restored = models.PositiveIntegerField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.brand} {self.number}"

    @property
    def is_written(self) -> bool:
        """Whether anybody has saved a version yet."""
        return self.number > 0
