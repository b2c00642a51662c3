"""The charter of a brand: how it speaks and what it looks like. Each saved change is a new version."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lib import clock
from team.models import Brand, Membership


class Charter(models.Model):
    """One version of a brand's charter; the one with the highest number is in force."""

    class Address(models.TextChoices):
        TU = "tu", _("tu")
        VOUS = "vous", _("vous")
        FREE = "free", _("as it fits")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="charters")
    number = models.PositiveIntegerField()
    voice = models.TextField(_("voice"), blank=True)
    address = models.CharField(_("form of address"), max_length=4, choices=Address.choices, default=Address.FREE)
    hashtags = models.CharField(_("hashtags"), max_length=300, blank=True)
    signature = models.CharField(_("signature"), max_length=120, blank=True)
    max_emoji = models.PositiveSmallIntegerField(_("emoji at most"), null=True, blank=True)
    max_hashtags = models.PositiveSmallIntegerField(_("hashtags at most"), null=True, blank=True)
    alt_required = models.BooleanField(_("every picture needs an alternative text"), default=True)
    colours = ArrayField(models.CharField(max_length=7), verbose_name=_("colours"), default=list, blank=True)
    logo = models.CharField(max_length=200, blank=True)
    logo_alt = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "number"], name="one_charter_a_number")]

    def __str__(self) -> str:
        return f"{self.brand} {self.number}"


class Word(models.Model):
    """A word of a charter's version: one never to use, or one to prefer to another."""

    class Kind(models.TextChoices):
        NEVER = "never", _("never to use")
        PREFER = "prefer", _("to prefer")

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="words")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.CharField(_("word"), max_length=80)
    instead = models.CharField(_("say instead"), max_length=80, blank=True)
    reason = models.CharField(_("why"), max_length=200, blank=True)

    def __str__(self) -> str:
        return self.text
