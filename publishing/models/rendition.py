"""Renditions: pictures as a network takes them, kept under the digest of their content."""

from django.db import models

from lib import clock


class Rendition(models.Model):
    """What became of one picture (`source` is the digest of its bytes) under one set of rules (`wanted`, their digest)."""

    source = models.CharField(max_length=64)
    wanted = models.CharField(max_length=64)
    file = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    mime = models.CharField(max_length=40)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "wanted"], name="one_rendition_a_want")]

    def __str__(self) -> str:
        return self.file
