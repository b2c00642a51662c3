"""The gate: while a pause covers a publication, it does not leave."""

from django.db import models
from django.utils.translation import gettext as _

from lib import clock
from publishing.models.account import Account
from team.models import Brand


class Pause(models.Model):
    """A stop, by a person, until it is lifted: of everything (no brand), a brand, one account of it, or what carries a tag.

    `on_wire` is how many publications were already on their way when it was made, `label` what the tag was called then.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="pauses", null=True, blank=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="pauses", null=True, blank=True)
    tag = models.CharField(max_length=80, blank=True)
    label = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=120)
    since = models.DateTimeField(default=clock.now)
    on_wire = models.PositiveIntegerField(default=0)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["brand"], condition=models.Q(lifted_at=None), name="pause_in_force")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(brand__isnull=False) | models.Q(account=None, tag=""), name="a_part_is_of_a_brand"
            )
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def covered(self) -> models.Q:
        """Which publications it keeps; the empty condition for all of them."""
        if self.brand_id is None:
            return models.Q()
        if self.account_id is not None:
            return models.Q(account=self.account_id)
        return models.Q(brand=self.brand_id, tags__contains=[self.tag]) if self.tag else models.Q(brand=self.brand_id)

    @property
    def what(self) -> str:
        """What it keeps, in words."""
        if self.brand_id is None:
            return _("Everything on this installation")
        if self.account is not None:
            return str(self.account)
        return _("What belongs to “%(tag)s”") % {"tag": self.label or self.tag} if self.tag else _("The whole brand")
