"""Brands: the walls between tenants. Everything a brand owns is reached through it."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lib import clock


class Brand(models.Model):
    """A brand and how it works: its zone, its language, who may approve what.

    `tagged_domains`, `tags_posts` and `tag` say how links leave where no campaign says otherwise (see campaigns.tagging).
    """

    class Late(models.TextChoices):
        PUBLISH = "publish", _("Publish it all the same")
        ASK = "ask", _("Hold it and ask")
        DROP = "drop", _("Do not publish it any more")

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("address"),
        max_length=50,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9-]+$", _("Small letters, digits and hyphens."))],
    )
    zone = models.CharField(_("time zone"), max_length=64, default="Europe/Paris")
    language = models.CharField(_("language"), max_length=8, default="fr")
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    colour = models.CharField(_("colour"), max_length=7, default="#b4532a")
    own_approval = models.BooleanField(_("people may approve their own posts"), default=False)
    charter_approval = models.BooleanField(_("somebody else approves what is changed in a charter"), default=False)
    second_factor = models.BooleanField(_("everybody needs a second factor"), default=False)
    tagged_domains = models.JSONField(default=list, blank=True)
    tags_posts = models.BooleanField(default=False)
    tag = models.CharField(max_length=80, blank=True)
    late_minutes = models.PositiveIntegerField(_("late after (minutes)"), default=60)
    late_policy = models.CharField(_("a late post"), max_length=8, choices=Late.choices, default=Late.ASK)
    created_at = models.DateTimeField(_("made at"), default=clock.now)

    class Meta:
        verbose_name, verbose_name_plural = _("brand"), _("brands")

    def __str__(self) -> str:
        return self.name
