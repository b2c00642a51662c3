"""What a person is told: in the product at once, by e-mail when they want it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lib import clock
from team.models.brand import Brand


class Notice(models.Model):
    """One thing told to one person. The same `key` is told once while it is unread, so that twenty faults make one notice:
    `count` says how many things it stands for, `items` names the latest of them. Before `rest_until` it is not mailed.
    """

    class Level(models.TextChoices):
        INFO = "info"
        WARNING = "warning"
        ALERT = "alert"

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    level = models.CharField(max_length=8, choices=Level.choices, default=Level.INFO)
    key = models.CharField(max_length=120)
    text = models.TextField()
    count = models.PositiveIntegerField(default=1)
    items = models.JSONField(default=list, blank=True)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    rest_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("notice"), _("notices")
        indexes = [models.Index(fields=["user", "brand", "-at"], name="notice_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "brand", "key"], condition=models.Q(read_at=None), name="one_unread_notice_a_key"
            )
        ]

    def __str__(self) -> str:
        return self.text
