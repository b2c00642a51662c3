"""Feeds: where a brand's watches look, each read once for all of them."""

from django.db import models

from lib.feeds.rows import FeedRow
from team.models import Brand


class Feed(FeedRow):
    """A feed of news."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="feeds")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "address"], name="one_feed_an_address")]
        indexes = [models.Index(fields=["next_at"], condition=models.Q(next_at__isnull=False), name="feed_due")]
