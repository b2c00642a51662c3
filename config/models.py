"""When each line of the timetable was due and ran last, and what is wrong for everybody."""

from django.db import models

from lib import clock


class Beat(models.Model):
    """One line of the timetable, or the dispatcher itself. Several dispatchers race for it with a conditional update."""

    name = models.CharField(max_length=200, primary_key=True)
    due_at = models.DateTimeField()
    ran_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Alarm(models.Model):
    """Something wrong for everybody, `since` when, `told_at` to those who can act; it ends once it was well for a while."""

    name = models.CharField(max_length=400, primary_key=True)
    since = models.DateTimeField(default=clock.now)
    told_at = models.DateTimeField(null=True, blank=True)
    well_since = models.DateTimeField(null=True, blank=True)
    values = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name
