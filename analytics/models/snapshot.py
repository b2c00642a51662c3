"""Figures as they were collected: append-only, unknown is unknown."""

from django.db import models

from lib import clock
from publishing.models import Account, Publication


class Counts(models.Model):
    """The metrics all networks share; None is a figure the network did not give."""

    views = models.BigIntegerField(null=True)
    reach = models.BigIntegerField(null=True)
    likes = models.BigIntegerField(null=True)
    replies = models.BigIntegerField(null=True)
    shares = models.BigIntegerField(null=True)
    saves = models.BigIntegerField(null=True)
    clicks = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class Snapshot(Counts):
    """The figures of one publication at one moment, with the network's answer as it came."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="snapshots")
    taken_at = models.DateTimeField(default=clock.now)
    raw = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["publication", "-taken_at"], name="snapshot_newest")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.taken_at}"


class Standing(Counts):
    """The newest figures of a publication, and when the next ones are wanted; written in the transaction of the snapshot."""

    publication = models.OneToOneField(Publication, models.CASCADE, related_name="standing", primary_key=True)
    taken_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="standing_due")]

    def __str__(self) -> str:
        return f"{self.publication_id}"


class AccountSnapshot(models.Model):
    """The figures of one account on one day, in the brand's zone; the last of the day counts."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="snapshots")
    day = models.DateField()
    taken_at = models.DateTimeField(default=clock.now)
    followers = models.BigIntegerField(null=True)
    posts = models.BigIntegerField(null=True)
    raw = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "day"], name="one_account_snapshot_a_day")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.day}"
