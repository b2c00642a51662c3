"""Tags: by what else than their account publications can be stopped together."""

from django.db import models

from team.models import Brand


class Tag(models.Model):
    """What a tag of publications is called. The `key` is for ever; the `label` is what people read, and may change."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="delivery_tags")
    key = models.CharField(max_length=80)
    label = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "key"], name="one_label_a_tag")]

    def __str__(self) -> str:
        return self.label
