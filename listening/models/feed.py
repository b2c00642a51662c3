"""Feeds: where a brand's watches look, each read once for all of them."""

from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from lib import clock
from team.models import Brand


class Trouble(models.TextChoices):
    """What went wrong when a feed was read the last time."""

    NOT_REACHED = "not_reached", _("The address does not answer.")
    REFUSED = "refused", _("The address is not a public one, so it is not read.")
    TOO_SLOW = "too_slow", _("The answer was cut off or took too long.")
    TOO_LARGE = "too_large", _("The answer is larger than a feed may be.")
    MOVED_AROUND = "moved_around", _("The address leads on and on: give that of the feed itself.")
    DENIED = "denied", _("The site does not let the feed be read.")
    ABSENT = "absent", _("There is nothing at this address any more.")
    GONE = "gone", _("The site says that this feed has ended.")
    BUSY = "busy", _("The site asked for patience.")
    BROKEN = "broken", _("The site has a fault of its own.")
    NO_FEED = "no_feed", _("There is no feed at this address, nor a page that names one.")


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
