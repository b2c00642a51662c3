"""Objectives: a metric, a target, a day. Progress is measured elsewhere, never typed in."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from campaigns.metrics import CATALOGUE, Metric, written
from campaigns.models.campaign import Campaign
from lib import clock
from team.models import Brand, Membership


class Objective(models.Model):
    """At least `target` of `metric` by `due_on`, in the unit of the measure (campaigns/metrics.py).

    `baseline` is where the measure stood at the start: typed in, or at `baseline_at` looked up in our own figures, where
    None means that nothing is known. `revision` counts its saves, as in a campaign.
    """

    Metric = Metric

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="objectives")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="objectives")
    metric = models.CharField(_("metric"), max_length=16, choices=Metric.choices)
    target = models.PositiveBigIntegerField(_("target"))
    baseline = models.BigIntegerField(_("baseline"), null=True, blank=True)
    baseline_at = models.DateTimeField(null=True, blank=True, editable=False)
    due_on = models.DateField(_("due on"))
    owner = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return f"{self.get_metric_display()}{pgettext('label', ':')} {written(self.metric, self.target)}"

    @property
    def is_rate(self) -> bool:
        """Whether its figures stand at a height and do not add up."""
        return CATALOGUE[self.metric].rate

    @property
    def less_is_better(self) -> bool:
        """Whether the measured value should stay below the target."""
        return CATALOGUE[self.metric].less_is_better
