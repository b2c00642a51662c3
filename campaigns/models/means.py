"""Means: the money and the hours of a campaign. Amounts are cents of the brand's currency, working times minutes a week."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from lib import clock
from team.models import Brand, Membership


class Means(models.Model):
    """What a campaign may cost in all (None: nobody said), and how long a post takes. `revision` counts the saves of the plan."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="+")
    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="means")
    budget = models.PositiveBigIntegerField(_("budget"), null=True, blank=True)
    minutes_a_post = models.PositiveSmallIntegerField(_("minutes a post"), default=60)
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.campaign)


class BudgetLine(models.Model):
    """What part of the money is planned for."""

    class Kind(models.TextChoices):
        ADVERTISING = "advertising", _("Advertising")
        INFLUENCE = "influence", _("Influence")
        PRODUCTION = "production", _("Production")
        PRIZES = "prizes", _("Prizes")
        OTHER = "other", _("Other")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="budget_lines")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.OTHER)
    name = models.CharField(_("name"), max_length=120)
    planned = models.PositiveBigIntegerField(_("planned"), default=0)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Spending(models.Model):
    """Money that was spent on a line. `receipt` is where its file is kept, `receipt_name` what it was called."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="spendings")
    line = models.ForeignKey(BudgetLine, models.RESTRICT, related_name="spendings")
    on = models.DateField(_("day"))
    amount = models.PositiveBigIntegerField(_("amount"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    receipt = models.CharField(max_length=120, blank=True)
    receipt_name = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["line", "-on"], name="spending_by_day")]

    def __str__(self) -> str:
        return self.note or str(self.line)


class Hours(models.Model):
    """How long somebody works for the campaign each week; on one network, or on all of them ("")."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="hours")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    network_name = models.CharField(max_length=32, blank=True)
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "member", "network_name"], name="hours_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.minutes}"
