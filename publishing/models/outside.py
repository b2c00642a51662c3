"""What accounts have posted without us."""

from django.db import models

from lib import clock
from publishing.models.account import Account
from team.models import Brand


class OutsidePost(models.Model):
    """A post that the network lists for an account and that was not sent from here; `at` is when it was posted there."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="outside_posts", db_index=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="outside_posts", db_index=False)
    remote_id = models.CharField(max_length=300)
    url = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "remote_id"], name="one_row_an_outside_post")]
        indexes = [models.Index(fields=["brand", "at"], name="outside_by_time")]

    def __str__(self) -> str:
        return f"{self.account} {self.at:%Y-%m-%d %H:%M}"
