"""The row of a feed that is read again and again, whatever is made of its entries, and what a reading writes on it."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.db import models

from lib import clock
from lib.feeds import pace
from lib.feeds.entries import Contents
from lib.feeds.troubles import Trouble
from lib.feeds.wire import Failed, Fetched

LONGEST_ADDRESS = 500


class FeedRow(models.Model):
    """A feed of a brand. `title` is what it calls itself, `etag` and `modified` what it wants to be asked with.

    `next_at` is when it is read next; None: not by itself. `failures` are the troubles since it was last read well.
    """

    address = models.CharField(max_length=LONGEST_ADDRESS)
    title = models.CharField(max_length=200, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    next_at = models.DateTimeField(null=True, blank=True, default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=12, choices=Trouble.choices, blank=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title or urlsplit(self.address).hostname or self.address

    @property
    def due(self) -> bool:
        """Whether its time has come."""
        return self.next_at is not None and self.next_at <= clock.now()

    def note_trouble(self, failed: Failed) -> None:
        """Keep why it could not be read, and when to try again."""
        self.failures, self.trouble = self.failures + 1, failed.trouble
        self.next_at = pace.after_trouble(failed.trouble, self.failures, clock.now(), failed.retry_at)
        self.save(update_fields=["failures", "trouble", "next_at"])

    def note_reading(self, fetched: Fetched, contents: Contents | None, moments: Sequence[datetime]) -> None:
        """Keep how far we have come, and where the feed has moved; `moments` are those of its latest entries."""
        following = pace.after_reading(moments, clock.now(), contents.rest if contents else None)
        if contents:
            self.title, self.etag, self.modified = contents.title or self.title, fetched.etag, fetched.modified
        if fetched.address != self.address and len(fetched.address) <= LONGEST_ADDRESS and not self._taken(fetched.address):
            self.address = fetched.address
        self.read_at, self.trouble, self.failures = clock.now(), "", 0
        self.next_at = None if pace.is_example(self.address) else following
        self.save(update_fields=["title", "etag", "modified", "address", "read_at", "trouble", "failures", "next_at"])

    def _taken(self, address: str) -> bool:
        """Whether the brand reads it there already."""
        return type(self)._default_manager.filter(brand=self.brand_id, address=address).exists()  # type: ignore[misc, attr-defined]
