"""Evergreens: posts that come back, and each time they did."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.post import Post
from lib import clock
from team.models import Brand, Membership


class Evergreen(models.Model):
    """A post that comes back to the stock `rest_days` after it left last, `most` times at most, from `starts_on` to `ends_on`.

    `texts` are other texts that take their turn with its own. It stops when the figures of a return fall under `tires_under`
    percent of its first ones (None: never): then `tired_at` is set. Returns are made in the name of `by`.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="evergreens")
    post = models.OneToOneField(Post, models.CASCADE, related_name="evergreen")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    rest_days = models.PositiveSmallIntegerField(_("days of rest"), default=60)
    most = models.PositiveSmallIntegerField(_("times at most"), null=True, blank=True)
    starts_on = models.DateField(_("not before"), null=True, blank=True)
    ends_on = models.DateField(_("not after"), null=True, blank=True)
    texts = models.JSONField(default=list, blank=True)
    tires_under = models.PositiveSmallIntegerField(_("stops under (% of its first figures)"), null=True, blank=True, default=50)
    tired_at = models.DateTimeField(null=True, blank=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.post)


class Return(models.Model):
    """One time that a post came back: a post of its own, the `number`th, with the `text`th text (0: the post's own)."""

    evergreen = models.ForeignKey(Evergreen, models.CASCADE, related_name="returns")
    post = models.OneToOneField(Post, models.CASCADE, related_name="return_of")
    number = models.PositiveIntegerField()
    text = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["evergreen", "number"], name="one_return_a_number")]

    def __str__(self) -> str:
        return f"{self.evergreen} · {self.number}"
