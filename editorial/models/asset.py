"""Assets: pictures, films and documents of the brand's library, kept under the digest of their content."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.models.folder import Folder
from lib import clock
from lib.search import found_by
from team.models import Brand, Membership

CENTRE = 0.5


class Asset(models.Model):
    """A picture, film or document, opened and written again by us. `file` is its name in the media storage; bytes, pixels.

    A film has `seconds`, a document `pages`; both are shown by their `poster`, a picture in the media storage. `made_from` is
    the film a clip was cut from, or the document a picture shows a page of.

    `rights_until` is the last day on which it may be shown, as the brand's zone counts days; None for no end; `rights_told`
    the last day that people were warned of. `focal_x` and `focal_y` are what must stay in sight when it is cropped, as shares
    of width and height from the top left. `likeness` are numbers of which pictures that look alike share some (see
    editorial.library.likeness), `colours` those it is mostly made of, each as #rrggbb with its share (0 to 1), None where nobody
    has looked yet. What was replaced stays for the posts that show it. `visual` is what one made from a template was drawn from
    (`editorial.visuals.visuals.Wish`), None for any other.
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
    folder = models.ForeignKey(Folder, models.SET_NULL, null=True, blank=True, related_name="assets", db_index=False)
    tags = models.JSONField(default=list, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    rights_until = models.DateField(null=True, blank=True)
    rights_told = models.DateField(null=True, blank=True)
    focal_x = models.FloatField(default=CENTRE)
    focal_y = models.FloatField(default=CENTRE)
    likeness = ArrayField(models.IntegerField(), default=list, blank=True)
    colours = models.JSONField(null=True, blank=True)
    visual = models.JSONField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaces")
    added_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+", db_index=False)
    added_at = models.DateTimeField(default=clock.now)
    words = found_by("name", "alt", "credit", "tags", parted=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "digest"], name="one_asset_a_content")]
        indexes = [
            models.Index(fields=["brand", "-added_at", "-id"], name="asset_newest"),
            models.Index(fields=["folder", "-added_at", "-id"], name="asset_of_folder"),
            models.Index(fields=["added_by", "-added_at", "-id"], name="asset_of_person"),
            models.Index(fields=["brand", "-added_at", "-id"], condition=Q(alt=""), name="asset_undescribed"),
            models.Index(fields=["brand", "kind", "-added_at", "-id"], condition=~Q(kind="picture"), name="asset_of_kind"),
            models.Index(fields=["brand", "rights_until"], condition=Q(rights_until__isnull=False), name="asset_rights"),
            models.Index(fields=["id"], condition=Q(kind="picture", colours__isnull=True), name="asset_unlooked"),
            GinIndex(fields=["words"], name="asset_words"),
            GinIndex(fields=["tags"], name="asset_tags"),
            GinIndex(fields=["likeness"], name="asset_likeness"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_by(self) -> str:
        """The name of the picture that stands for it."""
        return self.poster or self.file

    @property
    def focus(self) -> tuple[float, float]:
        """What must stay in sight, as shares of width and height from the top left."""
        return (self.focal_x, self.focal_y)
