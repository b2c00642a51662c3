"""Objectives: a metric, a target, a day. Progress is measured elsewhere, never typed in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from lib import clock
from team.models import Brand, Membership


class Objective(models.Model):
    """At least `target` of `metric` by `due_on`. `baseline` is where the metric stood at the start; None when nobody knows.

    `revision` counts its saves, as in a campaign.
    """

    class Metric(models.TextChoices):
        FOLLOWERS = "followers", _("New followers")
        REACH = "reach", _("People reached")
        VIEWS = "views", _("Views")
        LIKES = "likes", _("Likes")
        REPLIES = "replies", _("Replies")
        SHARES = "shares", _("Shares")
        SAVES = "saves", _("Saves")
        CLICKS = "clicks", _("Clicks")
        FIRST_ANSWER = "first_answer", _("Minutes to the first answer (median)")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="objectives")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="objectives")
    metric = models.CharField(_("metric"), max_length=16, choices=Metric.choices)
    target = models.PositiveBigIntegerField(_("target"))
    baseline = models.BigIntegerField(_("baseline"), null=True, blank=True)
    due_on = models.DateField(_("due on"))
    owner = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return f"{self.get_metric_display()}: {self.target}"

    @property
    def is_time(self) -> bool:
        """Whether its figures are minutes."""
        return self.metric == self.Metric.FIRST_ANSWER

    @property
    def less_is_better(self) -> bool:
        """Whether the measured value should stay below the target."""
        return self.metric == self.Metric.FIRST_ANSWER
