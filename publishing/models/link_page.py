"""What pages behind links say of themselves, kept so that a preview and what is sent show the same card."""

from django.db import models

from lib import clock


class LinkPage(models.Model):
    """One page; `address` is the link as typed, and `digest` its SHA-256. `picture` is a name in the media storage, or ""."""

    digest = models.CharField(max_length=64, unique=True)
    address = models.TextField()
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    picture = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.address
