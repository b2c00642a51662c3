"""What is being made from a film or a document: a clip, a film fitted to a network, the picture of a page."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.models.asset import Asset
from lib import clock
from lib.states import Flow
from team.models import Brand, Membership


class CutState(models.TextChoices):
    """Where the making of a film stands."""

    WAITING = "waiting", _("Waiting")
    WORKING = "working", _("Being made")
    DONE = "done", pgettext_lazy("clip", "Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", pgettext_lazy("clip", "Cancelled")


CUT_FLOW = Flow(
    CutState,
    {
        CutState.WAITING: {CutState.WORKING, CutState.CANCELLED},
        CutState.WORKING: {CutState.WAITING, CutState.DONE, CutState.FAILED, CutState.CANCELLED},
        CutState.FAILED: {CutState.WAITING, CutState.CANCELLED},
        CutState.DONE: set(),
        CutState.CANCELLED: set(),
    },
)
LIVE = (CutState.WAITING, CutState.WORKING)


class Cut(models.Model):
    """A part of `film` from `starts` to `ends`, in seconds; where `film` is a document, its `page`.

    A clip and the picture of a page become assets (`made`); what is fitted to `limits` (as in lib.films.Limits, `wanted` their
    digest) becomes a rendition. `share` is how far it is, 0 to 1, as it was at `beat_at`; `trouble` and `facts` say why it
    failed, as lib.films and lib.documents word it.
    """

    class Kind(models.TextChoices):
        CLIP = "clip", _("Clip")
        FIT = "fit", _("Fitted")
        PAGE = "page", _("Page")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="cuts")
    film = models.ForeignKey(Asset, models.CASCADE, related_name="cuts")
    kind = models.CharField(max_length=4, choices=Kind.choices, default=Kind.CLIP)
    name = models.CharField(max_length=200)
    starts = models.FloatField(default=0.0)
    ends = models.FloatField(default=0.0)
    page = models.PositiveIntegerField(null=True, blank=True)
    limits = models.JSONField(default=dict)
    wanted = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, choices=CutState.choices, default=CutState.WAITING)
    share = models.FloatField(default=0.0)
    tries = models.PositiveSmallIntegerField(default=0)
    beat_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=20, blank=True)
    facts = models.JSONField(default=dict)
    made = models.ForeignKey(Asset, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["film", "wanted"], condition=Q(kind="fit", state__in=["waiting", "working"]), name="one_fitting_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["state", "asked_at"], condition=Q(state__in=["waiting", "working"]), name="cut_to_make")]
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def live(self) -> bool:
        """Whether it is not at its end yet."""
        return self.state in LIVE

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.ends - self.starts
