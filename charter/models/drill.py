"""An exercise of the crisis plan."""

from django.db import models

from charter.models.paper import Paper
from lib import clock
from team.models import Brand, Membership


class Drill(models.Model):
    """The checklist of a version gone through as an exercise. `steps` are dicts with role, task, and, once done, at and by."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="+")
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="drills")
    level = models.CharField(max_length=60)
    steps = models.JSONField(default=list)
    debrief = models.TextField(blank=True)
    begun_at = models.DateTimeField(default=clock.now)
    begun_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.level

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum("at" in step for step in self.steps)
