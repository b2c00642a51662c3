"""When each line of the timetable was due and ran last."""

from django.db import models


class Beat(models.Model):
    """One line of the timetable, or the dispatcher itself. Several dispatchers race for it with a conditional update."""

    name = models.CharField(max_length=200, primary_key=True)
    due_at = models.DateTimeField()
    ran_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
