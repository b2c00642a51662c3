"""False alarms of the checks that the brand lets be."""

from django.db import models

from lib import clock
from team.models import Brand, Membership

LIFTED = models.Q(lifted_at__isnull=False, looked_at=None)  # what was let through because of it is to be looked at again
WRITTEN = 80  # letters of the words that a mute keeps


class Mute(models.Model):
    """Words that a rule of the checks passes over in every draft of the brand, until it is lifted, and why.

    Once lifted, what was let through meanwhile is looked at again, until then `looked_at` is None.

    `words` are folded as `charter.checks.words_at` gives them, `written` is how they stood in the text.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="mutes")
    rule = models.CharField(max_length=40)
    words = models.CharField(max_length=WRITTEN)
    written = models.CharField(max_length=WRITTEN)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)
    lifted_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["brand"], condition=LIFTED, name="mute_to_look_behind")]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "rule", "words"], condition=models.Q(lifted_at=None), name="one_mute_of_words"
            )
        ]

    def __str__(self) -> str:
        return self.written
