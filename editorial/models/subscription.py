"""Subscriptions: private addresses at which other calendars read ours."""

import hashlib

from django.db import models

from campaigns.models import Campaign
from lib import clock
from publishing.models import Account
from team.models import Brand, Membership


class Subscription(models.Model):
    """An address that a member has for their calendar program. Only the digest of its secret is kept.

    It shows a campaign, an account, what the member writes (`mine`), or all. `body` is the digest of what was read last,
    `body_at` since when it is that, and `told` what was said of each event (see editorial.calendar.telling).
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="subscriptions")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="subscriptions")
    digest = models.CharField(max_length=64, unique=True)
    campaign = models.ForeignKey(Campaign, models.CASCADE, null=True, blank=True, related_name="+")
    account = models.ForeignKey(Account, models.CASCADE, null=True, blank=True, related_name="+")
    mine = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)
    body = models.CharField(max_length=64, blank=True)
    body_at = models.DateTimeField(null=True, blank=True)
    told = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.member} · {self.brand}"

    @staticmethod
    def digest_of(secret: str) -> str:
        """What is kept of an address's secret."""
        return hashlib.sha256(secret.encode()).hexdigest()
