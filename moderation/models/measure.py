"""Measures: what was done because somebody broke a rule of the community charter."""

from django.db import models

from charter.paper_forms.community import LADDER
from lib import clock
from moderation.models.conversation import Conversation
from moderation.models.person import Person
from team.models import Membership


class Measure(models.Model):
    """A step of a rule's ladder that was taken with a person. `rule` are the words by which the rule is known."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="measures")
    conversation = models.ForeignKey(Conversation, models.SET_NULL, null=True, related_name="measures")
    rule = models.CharField(max_length=300)
    step = models.CharField(max_length=12, choices=LADDER)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "rule", "step"], name="one_measure_a_step")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.rule}"
