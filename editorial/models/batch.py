"""Batches: posts that came in from one table, row by row, so that each can be mended before and undone after."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.models.post import Post
from lib import clock
from lib.states import Flow
from team.models import Brand, Membership


class BatchState(models.TextChoices):
    """How far a batch has come."""

    COLUMNS = "columns", _("To be sorted by columns")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked, nothing brought in yet")
    BRINGING = "bringing", _("Being brought in")
    DONE = "done", _("Brought in")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


BATCH_FLOW = Flow(
    BatchState,
    {
        BatchState.COLUMNS: {BatchState.CHECKING},
        BatchState.CHECKING: {BatchState.CHECKED, BatchState.COLUMNS},
        BatchState.CHECKED: {BatchState.COLUMNS, BatchState.CHECKING, BatchState.BRINGING},
        BatchState.BRINGING: {BatchState.DONE},
        BatchState.DONE: {BatchState.UNDOING},
        BatchState.UNDOING: {BatchState.UNDONE},
        BatchState.UNDONE: set(),
    },
)


class Batch(models.Model):
    """A table that was sent. `mapping` names for each column the field it fills (see editorial.imports.columns).

    `options` are what was chosen for all rows; `done` of `total` rows are through with what is going on, the last at `moved_at`.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="batches")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200)
    header = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    encoding = models.CharField(max_length=20, blank=True)
    separator = models.CharField(max_length=1, blank=True)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.COLUMNS)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    moved_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(fields=["brand", "-created_at"], name="batch_newest"),
            models.Index(
                fields=["moved_at"],
                condition=models.Q(state__in=["checking", "bringing", "undoing"]),
                name="batch_under_way",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BatchRow(models.Model):
    """A row of the table. `number` is its line in the file, `problems` what is to be said about it; `left_out` rows stay out.

    `post` is what was made of it, `revision` as it was made; `said` what happened when it was brought in or undone.
    """

    class Level(models.TextChoices):
        ERROR = "error", pgettext_lazy("row", "To be mended")
        NOTE = "note", pgettext_lazy("row", "Worth a look")
        FINE = "fine", pgettext_lazy("row", "Fine")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    level = models.CharField(max_length=5, choices=Level.choices, default=Level.FINE)
    left_out = models.BooleanField(default=False)
    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="batch_rows")
    revision = models.PositiveIntegerField(null=True, blank=True)
    said = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_row_a_line")]
        indexes = [models.Index(fields=["batch", "level", "number"], name="batch_row_by_level")]

    def __str__(self) -> str:
        return f"{self.batch}: {self.number}"
