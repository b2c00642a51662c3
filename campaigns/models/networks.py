"""The networks of a campaign: what was asked of the advice, what was decided and why, and what a brand knows better."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from lib import clock
from team.models import Brand, Membership


class AdviceWish(models.Model):
    """What the campaign says and to whom, beyond its audiences. `kinds` are names of networks.audience.KINDS."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="+")
    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="wish")
    kinds = models.JSONField(default=list)
    well_off = models.BooleanField(default=False)
    minutes = models.PositiveIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.campaign)


class NetworkChoice(models.Model):
    """Whether a campaign goes to a network, and what has to be clear before it does: its readiness.

    `revision` counts its saves, as in a campaign.
    """

    ANSWERS = ("why", "say", "how", "who", "rules")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="choices")
    network_name = models.CharField(max_length=32)
    chosen = models.BooleanField(default=True)
    why = models.CharField(_("why"), max_length=500, blank=True)
    say = models.CharField(_("what to say"), max_length=500, blank=True)
    how = models.CharField(_("how"), max_length=500, blank=True)
    who = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who answers"))
    rules = models.CharField(_("with what rules"), max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "network_name"], name="one_choice_a_network")]

    def __str__(self) -> str:
        return self.network_name

    @property
    def missing(self) -> list[str]:
        """Which questions have no answer yet."""
        return [str(self._meta.get_field(name).verbose_name) for name in self.ANSWERS if not getattr(self, name)]  # type: ignore[union-attr]

    @property
    def ready(self) -> bool:
        """Whether all of them are answered."""
        return not self.missing


class NetworkFact(models.Model):
    """A fact of the table in networks.audience as a brand knows it better."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="network_facts")
    network_name = models.CharField(max_length=32)
    subject = models.CharField(max_length=32)
    value = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "network_name", "subject"], name="one_fact_a_subject")]

    def __str__(self) -> str:
        return f"{self.network_name} {self.subject}: {self.value}"
