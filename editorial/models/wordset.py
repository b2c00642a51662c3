"""Words that a brand writes again and again: sets of hashtags, and of people who are mentioned."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from team.models import Brand


class WordSet(models.Model):
    """A named set of hashtags (`hashtags`, a space between two), or of people.

    `people` is a list of `{"name", "handles"}`, the handles by the names of their networks, each with its @.
    """

    class Kind(models.TextChoices):
        HASHTAGS = "hashtags", _("Hashtags")
        MENTIONS = "mentions", _("Mentions")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="word_sets", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=60)
    hashtags = models.CharField(max_length=1000, blank=True)
    people = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("brand", Lower("name"), name="one_word_set_a_name")]

    def __str__(self) -> str:
        return self.name
