"""Feeds: where a brand's watches look, each read once for all of them."""

from urllib.parse import urlsplit

from django.db import models

from lib import clock
from lib.feeds.troubles import Trouble
from team.models import Brand


class Feed(models.Model):
    """A feed of news. `title` is what it calls itself, `etag` and `modified` what it wants to be asked with.

    `next_at` is when it is read next; None: not by itself. `failures` are the troubles since it was last read well.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="feeds")
    address = models.CharField(max_length=500)
    title = models.CharField(max_length=200, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    next_at = models.DateTimeField(null=True, blank=True, default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=12, choices=Trouble.choices, blank=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "address"], name="one_feed_an_address")]
        indexes = [models.Index(fields=["next_at"], condition=models.Q(next_at__isnull=False), name="feed_due")]

    def __str__(self) -> str:
        return self.title or urlsplit(self.address).hostname or self.address
