"""The charter of a brand: how it speaks and what it looks like. Each saved change is a new version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from charter.models.edition import Edition


class Charter(Edition):
    """One version of a brand's charter."""

    class Address(models.TextChoices):
        TU = "tu", _("tu")
        VOUS = "vous", _("vous")
        FREE = "free", _("as it fits")

    mission = models.TextField(_("mission"), blank=True)
    vision = models.TextField(_("vision"), blank=True)
    values = models.TextField(_("values"), blank=True)
    voice = models.TextField(_("voice"), blank=True)
    address = models.CharField(_("form of address"), max_length=4, choices=Address.choices, default=Address.FREE)
    tones = models.JSONField(_("tone on each network"), default=dict, blank=True)
    punctuation = models.TextField(_("punctuation"), blank=True)
    max_exclamations = models.PositiveSmallIntegerField(_("exclamation marks at most"), null=True, blank=True)
    ellipses = models.BooleanField(_("dots that trail off are fine"), default=True)
    mention = models.CharField(_("commercial mention"), max_length=120, blank=True)
    emoji = models.CharField(_("emojis of ours"), max_length=200, blank=True)
    hashtags = models.CharField(_("hashtags"), max_length=300, blank=True)
    signature = models.CharField(_("signature"), max_length=120, blank=True)
    max_emoji = models.PositiveSmallIntegerField(_("emoji at most"), null=True, blank=True)
    max_hashtags = models.PositiveSmallIntegerField(_("hashtags at most"), null=True, blank=True)
    french_spaces = models.BooleanField(_("check the spaces of French typography"), default=True)
    alt_required = models.BooleanField(_("every picture needs an alternative text"), default=True)
    logo = models.CharField(max_length=200, blank=True)
    logo_alt = models.CharField(_("alternative text of the logo"), max_length=200, blank=True)
    safe_share = models.PositiveSmallIntegerField(_("room around the logo, in % of its height"), null=True, blank=True)
    safe_area = models.CharField(_("what the room around the logo is measured by"), max_length=200, blank=True)
    variants = models.JSONField(_("variants of the logo"), default=list, blank=True)
    account_name = models.CharField(_("name of our accounts"), max_length=80, blank=True)
    fonts = models.JSONField(_("fonts"), default=list, blank=True)
    examples = models.JSONField(_("what to do and what not"), default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "number"], name="one_charter_a_number")]

    @property
    def hashtag_list(self) -> list[str]:
        """The brand's hashtags, each with its sign."""
        return self.hashtags.split()


class Word(models.Model):
    """A word that the charter looks for: one never to use, or one that another is preferred to (`instead`)."""

    class Kind(models.TextChoices):
        NEVER = "never", _("never to use")
        PREFER = "prefer", _("to prefer")

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="words")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.CharField(_("word"), max_length=80)
    instead = models.CharField(_("say instead"), max_length=80, blank=True)
    reason = models.CharField(_("why"), max_length=200, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class Colour(models.Model):
    """A colour of the brand, as #rrggbb in small letters."""

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="colours")
    name = models.CharField(_("name"), max_length=40)
    value = models.CharField(_("colour"), max_length=7)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
