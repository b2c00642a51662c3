"""Assets: pictures, films and documents of the brand's library, kept under the digest of their content."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lib import clock
from team.models import Brand, Membership


class Asset(models.Model):
    """A picture, film or document, opened and written again by us. `file` is its name in the media storage; bytes, pixels.

    A film has `seconds`, a document `pages`; both are shown by their `poster`, a picture in the media storage. `made_from` is
    the film a clip was cut from, or the document a picture shows a page of.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture", _("Picture")
        FILM = "film", _("Film")
        DOCUMENT = "document", _("Document")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="assets")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PICTURE)
    name = models.CharField(max_length=200)
    file = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    mime = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    seconds = models.FloatField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    poster = models.CharField(max_length=200, blank=True)
    made_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="made")
    alt = models.TextField(blank=True)
    added_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "digest"], name="one_asset_a_content")]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_by(self) -> str:
        """The name of the picture that stands for it."""
        return self.poster or self.file
