"""What the networks show of accounts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lib import clock
from publishing.models.account import Account


class Profile(models.Model):
    """An account as its network showed it at `read_at`. None is what the network does not give.

    `marks` are what stands out in its picture (lib.pictures.look), None where that could not be looked at; `banner` are the
    colours of its banner with their shares.
    """

    account = models.OneToOneField(Account, models.CASCADE, related_name="profile")
    name = models.CharField(max_length=200)
    description = models.TextField(null=True)
    has_picture = models.BooleanField(null=True)
    marks = ArrayField(models.CharField(max_length=16), null=True)
    has_banner = models.BooleanField(null=True)
    banner = models.JSONField(default=dict)
    read_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name
