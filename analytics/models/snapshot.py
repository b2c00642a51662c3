"""Figures as they were collected: append-only, unknown is unknown."""

from functools import reduce
from operator import add

from django.db import models
from django.db.models import Case, F, GeneratedField, Q, Value, When
from django.db.models.functions import Coalesce

from lib import clock
from networks.figures import Metric
from publishing.models import Account, Publication

POST_METRICS = [Metric.VIEWS, Metric.REACH, Metric.LIKES, Metric.REPLIES, Metric.SHARES, Metric.SAVES, Metric.CLICKS]
INTERACTIONS = [Metric.LIKES, Metric.REPLIES, Metric.SHARES, Metric.SAVES]  # what people did with a post, added up


def interactions() -> GeneratedField:
    """The sum of what is known of the interactions; None when nothing is."""
    nothing_known = Q(**{f"{metric}__isnull": True for metric in INTERACTIONS})
    total = reduce(add, (Coalesce(F(metric), Value(0)) for metric in INTERACTIONS))
    return GeneratedField(
        expression=Case(When(nothing_known, then=None), default=total),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
    )


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
    """The newest figures of a published post on one account, and when the next ones are wanted (`next_at`; None: never).

    Written in the transaction of the snapshot. `account` and `published_at` are the publication's, which never change.
    `gone_at` is when the network first said that it no longer knows the post.
    """

    publication = models.OneToOneField(Publication, models.CASCADE, related_name="standing", primary_key=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="standings")
    published_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    interactions = interactions()

    class Meta:
        indexes = [
            models.Index(fields=["account", "next_at"], condition=Q(next_at__isnull=False), name="standing_due"),
            models.Index(fields=["account", "published_at"], name="standing_by_date"),
        ]

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
