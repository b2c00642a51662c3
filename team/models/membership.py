"""Who belongs to a brand, and as what."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lib import clock
from team.models.brand import Brand
from team.rights import Right, Role, rights_of


class Present(models.Manager["Membership"]):
    """Those who have not left."""

    def get_queryset(self) -> models.QuerySet["Membership"]:
        return super().get_queryset().filter(left_at=None)


class Membership(models.Model):
    """A person in a brand, with one role or several.

    Who leaves stays as a row, so that what they wrote and decided keeps its author; `objects` and `brand.memberships`
    give only those who are there. Whose posts may leave by plan B when approvers are silent is `trusted`.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=16, choices=Role.choices))
    trusted = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = Present()
    ever = models.Manager()  # noqa: DJ012

    class Meta:
        verbose_name, verbose_name_plural = _("membership"), _("memberships")
        constraints = [models.UniqueConstraint(fields=["brand", "user"], name="one_membership_a_person")]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def rights(self) -> frozenset[Right]:
        """All that this person may do in the brand."""
        return rights_of(self.roles)

    def may(self, right: Right) -> bool:
        """Whether this person has the right in the brand."""
        return right in self.rights

    @property
    def role_labels(self) -> list[str]:
        """The roles in words."""
        return [str(Role(role).label) for role in self.roles if role in Role.values]
