"""What people say about how a campaign went, part by part of its retrospective."""

from django.db import models

from campaigns.models.campaign import Campaign
from lib import clock
from team.models import Brand, Membership


class Remark(models.Model):
    """The words for one part at one save, never changed; of a part the highest `revision` counts, from 1 on."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="remarks")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="remarks")
    part = models.CharField(max_length=16)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "part", "revision"], name="one_remark_a_revision")]

    def __str__(self) -> str:
        return f"{self.campaign} {self.part} {self.revision}"
