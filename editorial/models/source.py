"""Sources: feeds of the brand's own (its blog, podcast, shop) whose new entries become drafts."""

from django.db import models

from campaigns.models import Campaign, Theme
from editorial.models.post import Post
from lib import clock
from lib.feeds.rows import FeedRow
from lib.feeds.troubles import Trouble
from publishing.models import Account
from team.models import Brand, Membership


class Source(FeedRow):
    """A feed, and what is made of its entries: `template` is the text of a draft, with {title}, {link} and {summary}.

    At the first reading only the `newest` so many become drafts.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="sources")
    template = models.TextField()
    accounts = models.ManyToManyField(Account, related_name="+", blank=True)
    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="+")
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="+")
    newest = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    paused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "address"], name="one_source_an_address")]
        indexes = [models.Index(fields=["next_at"], condition=models.Q(next_at__isnull=False, paused_at=None), name="source_due")]

    @property
    def yours(self) -> bool:
        """Whether its trouble is for somebody of the brand to end."""
        return bool(self.trouble) and Trouble(self.trouble).ours


class Seen(models.Model):
    """An entry of a source that was seen, so that it never becomes a draft twice; `key` tells entries apart."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="seen")
    key = models.CharField(max_length=64)
    url = models.CharField(max_length=1000, blank=True)
    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="one_sight_an_entry")]

    def __str__(self) -> str:
        return self.url or self.key
