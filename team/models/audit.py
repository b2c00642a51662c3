"""What was done, by whom: written in the transaction of the act, never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lib import clock
from team.models.brand import Brand


class AuditEntry(models.Model):
    """One act. `verb` is dotted (`account.connected`), `subject` what it was done to in words, `details` without secrets."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="audit_entries", null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=120)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    details = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name, verbose_name_plural = _("entry of the log"), _("entries of the log")
        indexes = [models.Index(fields=["brand", "-at", "-id"], name="audit_newest")]

    def __str__(self) -> str:
        return f"{self.who}: {self.verb} {self.subject}"
