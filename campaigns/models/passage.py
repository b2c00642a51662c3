"""The life of a campaign: who signed its plan, who closed it, when."""

from django.db import models
from django.utils.translation import pgettext_lazy

from campaigns.models.campaign import Campaign
from lib import clock
from team.models import Brand, Membership


class Passage(models.Model):
    """One step of a campaign's life, never changed once it is there.

    A signature counts itself in `number`, from 1 on, and keeps in `document` the plan as it stood (see campaigns.document), with
    what the floors above added; a retrospective that is finished keeps itself there; for the others they are empty.
    """

    class Kind(models.TextChoices):
        SIGNED = "signed", pgettext_lazy("passage", "Signed")
        WITHDRAWN = "withdrawn", pgettext_lazy("passage", "Signature withdrawn")
        CLOSED = "closed", pgettext_lazy("passage", "Closed")
        REOPENED = "reopened", pgettext_lazy("passage", "Opened again")
        FINISHED = "finished", pgettext_lazy("passage", "Retrospective finished")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="passages")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="passages")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)
    number = models.PositiveIntegerField(null=True)
    document = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="one_signature_a_number")]

    def __str__(self) -> str:
        return f"{self.campaign} {self.kind}"
