"""Counts that never go back: what became of all attempts so far, without reading them again."""

from django.db import models


class Tally(models.Model):
    """One count over all attempts that ended up to the moment of the row named `until` (seconds since 1970).

    `name` is what is counted, `label` of which kind: outcome of that name, late up to so many seconds, late_sum in seconds.
    """

    name = models.CharField(max_length=20)
    network = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=20, blank=True)
    value = models.FloatField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "network", "label"], name="one_tally_a_thing")]

    def __str__(self) -> str:
        return f"{self.name} {self.network} {self.label}: {self.value}"
