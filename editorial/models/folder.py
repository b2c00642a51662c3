"""Folders: where the pictures of the library lie."""

from django.db import models
from django.db.models.functions import Lower

from team.models import Brand


class Folder(models.Model):
    """A folder of the library, within another one or at the top. Names differ within one folder, whatever their case."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="folders")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint("brand", "parent", Lower("name"), name="one_folder_a_name", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """A word by which pictures of the library are found; `folded` is it without case and accents, once in a brand."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="asset_tags")
    name = models.CharField(max_length=40)
    folded = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "folded"], name="one_tag_a_word")]

    def __str__(self) -> str:
        return self.name
