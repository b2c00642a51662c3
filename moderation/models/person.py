"""People of the community."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from lib import clock
from lib.search import found_by
from team.models import Brand


class Person(models.Model):
    """Somebody of the community, on one network. `note` is what colleagues want each other to know."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="people")
    network_name = models.CharField(max_length=20)
    remote_id = models.CharField(max_length=200)
    handle = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=400, blank=True)
    note = models.TextField(blank=True)
    first_seen_at = models.DateTimeField(default=clock.now)
    words = found_by("name", "handle")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "network_name", "remote_id"], name="one_person_a_remote_id")]
        indexes = [GinIndex(fields=["words"], name="person_words")]

    def __str__(self) -> str:
        return self.name or self.handle
