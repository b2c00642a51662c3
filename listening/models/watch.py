"""Watches: what a brand wants to hear of, and where it looks for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lib import clock
from listening.models.feed import Feed
from team.models import Brand, Membership


class Watch(models.Model):
    """Words looked for in feeds. `listeners` are told of new mentions; while `paused_at` is set nothing is looked for."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="watches")
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(_("words"), max_length=500)
    feeds = models.ManyToManyField(Feed, related_name="watches")
    listeners = models.ManyToManyField(Membership, related_name="+", blank=True)
    created_at = models.DateTimeField(default=clock.now)
    paused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("watch"), _("watches")
        constraints = [models.UniqueConstraint(fields=["brand", "name"], name="one_watch_a_name")]

    def __str__(self) -> str:
        return self.name
