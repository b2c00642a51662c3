"""The gate: while a pause covers a publication, it does not leave."""

from django.db import models

from lib import clock
from publishing.models.account import Account
from team.models import Brand


class Pause(models.Model):
    """A stop, by a person, for everything (no brand), a brand (no account) or one account, until it is lifted."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="pauses", null=True, blank=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="pauses", null=True, blank=True)
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=120)
    since = models.DateTimeField(default=clock.now)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["brand"], condition=models.Q(lifted_at=None), name="pause_in_force")]

    def __str__(self) -> str:
        return self.reason
