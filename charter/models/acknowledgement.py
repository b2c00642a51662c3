"""Who has read the staff policy, and which version of it."""

from django.db import models

from charter.models.paper import Paper
from lib import clock
from team.models import Membership


class Acknowledgement(models.Model):
    """A member has read this version and says so; each year again. The newest counts."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="acknowledgements")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="acknowledgements")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["paper", "member", "at"], name="acknowledged_by_whom")]

    def __str__(self) -> str:
        return f"{self.member} {self.paper}"
