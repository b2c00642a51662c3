"""Acts that can be taken back for a while."""

from django.db import models

from lib import clock
from team.models import Brand, Membership


class Undo(models.Model):
    """An act on posts with its inverse, to be taken back once by who did it (see editorial.undo).

    `data` is the list of inverse changes, `verb` what was done: "moved", "filled", "imported".
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="undos")
    by = models.ForeignKey(Membership, models.CASCADE, related_name="+", db_index=False)
    verb = models.CharField(max_length=24)
    data = models.JSONField(default=list)
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["by", "at"], name="undo_of_member")]

    def __str__(self) -> str:
        return f"{self.verb} · {self.by}"
