"""Slots: the hours at which an account posts each week, how much stock it wants behind it, and how the brand fills them."""

from datetime import date, datetime

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Campaign, Theme
from publishing.models import Account
from team.models import Brand, Membership

TARGET, ALERT = 14, 7  # days of stock that are wanted, and under which somebody is told
WEEK = 7


class Slot(models.Model):
    """One hour of each week at which an account posts. `at` is what clocks show in the brand's zone; weekday 0 is Monday.

    With a theme only posts of that theme are drawn for it.
    """

    class Kind(models.TextChoices):
        KEPT = "kept", pgettext_lazy("slot", "Kept")
        SWAPPABLE = "swappable", pgettext_lazy("slot", "Swappable")
        FREE = "free", pgettext_lazy("slot", "Free")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="slots")
    account = models.ForeignKey(Account, models.CASCADE, related_name="slots")
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS.items(), validators=[MaxValueValidator(WEEK - 1)])
    at = models.TimeField()
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="slots")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.KEPT)

    class Meta:
        ordering = ["weekday", "at"]
        constraints = [models.UniqueConstraint(fields=["account", "weekday", "at"], name="one_slot_an_hour")]

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.at:%H:%M}"

    def on(self, day: date) -> datetime:
        """What clocks show when the slot comes on that day."""
        return datetime.combine(day, self.at)


class Pace(models.Model):
    """How many days of stock an account wants. `low_since` is set while it has fewer than `alert_days` and people were told."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="pace")
    target_days = models.PositiveSmallIntegerField(_("days of stock wanted"), default=TARGET)
    alert_days = models.PositiveSmallIntegerField(_("tell us under (days)"), default=ALERT)
    low_since = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.account}: {self.alert_days}/{self.target_days}"


class Filling(models.Model):
    """How a brand's slots get their posts: only proposed, or by themselves `ahead_days` ahead in the name of `by`.

    `margin` is the share of each week's slots (percent) that stays free or can be swapped; nothing moves by itself within
    `freeze_hours` of leaving.
    """

    class Mode(models.TextChoices):
        PROPOSED = "proposed", _("Only proposed: somebody fills the slots")
        AUTOMATIC = "automatic", _("By itself, some days ahead")

    brand = models.OneToOneField(Brand, models.CASCADE, related_name="filling")
    mode = models.CharField(_("slots are filled"), max_length=12, choices=Mode.choices, default=Mode.PROPOSED)
    ahead_days = models.PositiveSmallIntegerField(_("how many days ahead"), default=7)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    margin = models.PositiveSmallIntegerField(_("margin (% of the slots)"), default=20)
    freeze_hours = models.PositiveSmallIntegerField(_("frozen before leaving (hours)"), default=4)

    def __str__(self) -> str:
        return f"{self.brand}: {self.get_mode_display()}"


class CampaignMargin(models.Model):
    """The margin while a campaign runs (percent), where it wants another one than the brand."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="own_margin")
    share = models.PositiveSmallIntegerField(_("margin (% of the slots)"))

    def __str__(self) -> str:
        return f"{self.campaign}: {self.share} %"
