"""Campaigns: what a brand wants to bring about, with whom, until when."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from campaigns.states import State
from campaigns.tints import Tint
from lib import clock
from team.models import Brand, Membership


class Audience(models.Model):
    """People to be reached; may serve several campaigns. Ages in years. `revision` counts its saves, as in a campaign."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="audiences")
    name = models.CharField(_("name"), max_length=80)
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    interests = models.CharField(_("interests"), max_length=300, blank=True)
    maturity = models.CharField(_("what they know of the brand"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    occupation = models.CharField(_("occupation"), max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "name"], name="one_audience_a_name")]

    def __str__(self) -> str:
        return self.name


class Standing(models.TextChoices):
    """Where a campaign stands; read from its dates, never kept."""

    RUNNING = "running", _("Running")
    TO_COME = "to_come", _("To come")
    ENDED = "ended", _("Ended")
    ARCHIVED = "archived", _("Archived")


class Campaigns(models.QuerySet["Campaign"]):
    """Campaigns by where they stand on a day of the brand."""

    def standing(self, standing: str, today: date) -> "Campaigns":
        """Those that stand there on that day."""
        where: dict[str, dict[str, Any]] = {
            Standing.RUNNING: {"starts_on__lte": today, "ends_on__gte": today},
            Standing.TO_COME: {"starts_on__gt": today},
            Standing.ENDED: {"ends_on__lt": today},
            Standing.ARCHIVED: {},
        }
        return self.filter(archived_at__isnull=standing != Standing.ARCHIVED, **where[standing])


class Campaign(models.Model):
    """A period with one main aim, its first and last day included.

    `revision` counts its saves: an editor with an older one is stale. Links of its posts to `tagged_domains` are tagged with its
    `slug` (see campaigns.tagging), and with the number of the post where it `tags_posts`; no domains: none is; None: as the
    brand's are.
    """

    class Aim(models.TextChoices):
        GROW = "grow", _("Grow the community")
        ENGAGE = "engage", _("Engage the community")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="campaigns")
    name = models.CharField(_("name"), max_length=120)
    aim = models.CharField(_("main aim"), max_length=8, choices=Aim.choices)
    positioning = models.CharField(_("positioning"), max_length=300, blank=True)
    colour = models.CharField(_("colour"), max_length=8, choices=Tint.choices, default=Tint.LAGOON)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    audiences = models.ManyToManyField(Audience, related_name="campaigns", blank=True, verbose_name=_("audiences"))
    owner = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    archived_at = models.DateTimeField(null=True, blank=True)
    tagged_domains = models.JSONField(null=True, blank=True)
    slug = models.CharField(max_length=80, blank=True)
    tags_posts = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)

    objects = Campaigns.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="campaign_ends_after_start"),
            models.UniqueConstraint(fields=["brand", "slug"], condition=~models.Q(slug=""), name="one_campaign_a_slug"),
        ]
        indexes = [models.Index(fields=["brand", "-ends_on", "-id"], name="campaign_by_end")]

    def __str__(self) -> str:
        return self.name

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.ends_on - self.starts_on).days + 1

    @property
    def tag(self) -> str:
        """What web analytics call it: as somebody said, or else its name."""
        return self.slug or slugify(self.name)

    @property
    def fixed(self) -> bool:
        """Whether it stays as it is: closed, or put away."""
        return self.state == State.CLOSED or self.archived_at is not None

    def standing(self, today: date) -> Standing:
        """Where it stands on that day."""
        if self.archived_at:
            return Standing.ARCHIVED
        if today < self.starts_on:
            return Standing.TO_COME
        return Standing.ENDED if today > self.ends_on else Standing.RUNNING

    def elapsed(self, today: date) -> float:
        """The share of its time that has passed at the end of that day, from 0 to 1."""
        return min(max(((today - self.starts_on).days + 1) / self.days, 0.0), 1.0)


class Theme(models.Model):
    """A subject the campaign comes back to, with the share of posts it should have (percent)."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="themes")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="themes")
    name = models.CharField(_("name"), max_length=80)
    colour = models.CharField(_("colour"), max_length=8, choices=Tint.choices, default=Tint.HONEY)
    share = models.PositiveSmallIntegerField(_("wanted share (%)"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="one_theme_a_name", deferrable=models.Deferrable.DEFERRED)
        ]

    def __str__(self) -> str:
        return self.name
