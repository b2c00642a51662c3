"""Campaigns: what a brand wants to bring about, with whom, until when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lib import clock
from team.models import Brand, Membership


class Audience(models.Model):
    """People to be reached; may serve several campaigns."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="audiences")
    name = models.CharField(_("name"), max_length=80)
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    interests = models.CharField(_("interests"), max_length=300, blank=True)
    maturity = models.CharField(_("what they know of the brand"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    occupation = models.CharField(_("occupation"), max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "name"], name="one_audience_a_name")]

    def __str__(self) -> str:
        return self.name


class Campaign(models.Model):
    """A period with one main aim."""

    class Aim(models.TextChoices):
        GROW = "grow", _("Grow the community")
        ENGAGE = "engage", _("Engage the community")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="campaigns")
    name = models.CharField(_("name"), max_length=120)
    aim = models.CharField(_("main aim"), max_length=8, choices=Aim.choices)
    positioning = models.CharField(_("positioning"), max_length=300, blank=True)
    colour = models.CharField(_("colour"), max_length=7, default="#2f6f6a")
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    audiences = models.ManyToManyField(Audience, related_name="campaigns", blank=True, verbose_name=_("audiences"))
    owner = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="campaign_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.name


class Theme(models.Model):
    """A subject the campaign comes back to, with the share of posts it should have (percent)."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="themes")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="themes")
    name = models.CharField(_("name"), max_length=80)
    colour = models.CharField(_("colour"), max_length=7, default="#8a6d3b")
    share = models.PositiveSmallIntegerField(_("wanted share (%)"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "name"], name="one_theme_a_name")]

    def __str__(self) -> str:
        return self.name
