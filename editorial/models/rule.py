"""Who approves what: the rule of a brand, or of one of its campaigns."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from lib import clock
from team.models import Brand


class Rule(models.Model):
    """Who approves the posts of a brand, or of one campaign. Never changed: another takes its place (`ended_at`), and a post
    keeps the one under which it was submitted.

    `steps` are read through `editorial.approval.steps`; without any, one member who may approve is enough. `plan_b_hours`: how
    long approvers may be silent before a trusted author's post is approved at its hour; None for never.
    """

    class Again(models.TextChoices):
        FIRST = "first", _("the first step")
        REACHED = "reached", _("the step it had reached")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="approval_rules")
    campaign = models.ForeignKey(Campaign, models.CASCADE, null=True, blank=True, related_name="+")
    needed = models.BooleanField(default=True)
    steps = models.JSONField(default=list, blank=True)
    again = models.CharField(max_length=8, choices=Again.choices, default=Again.FIRST)
    fast = models.BooleanField(default=True)
    plan_b_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    who = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand"], condition=Q(campaign=None, ended_at=None), name="one_approval_rule_a_brand"
            ),
            models.UniqueConstraint(fields=["campaign"], condition=Q(ended_at=None), name="one_approval_rule_a_campaign"),
        ]

    def __str__(self) -> str:
        return str(self.campaign or self.brand)
