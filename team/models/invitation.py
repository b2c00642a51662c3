"""Invitations: a link that lets one person into one brand, once."""

import hashlib

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lib import clock
from team.models.brand import Brand
from team.rights import Role


class Invitation(models.Model):
    """An open door for one address. Only the digest of the link's secret is kept."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    roles = ArrayField(models.CharField(max_length=16, choices=Role.choices))
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("invitation"), _("invitations")

    def __str__(self) -> str:
        return self.email

    @staticmethod
    def digest_of(secret: str) -> str:
        """What is kept of a link's secret."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @property
    def role_labels(self) -> list[str]:
        """The roles in words."""
        return [str(Role(role).label) for role in self.roles if role in Role.values]

    @property
    def is_open(self) -> bool:
        """Whether the link still lets somebody in."""
        return not self.accepted_at and not self.revoked_at and clock.now() < self.expires_at
