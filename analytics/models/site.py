"""What posts brought on the site of the brand: visits, conversions and their value, day by day, as a table or a person says."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from editorial.models import Post
from lib import clock
from lib.states import Flow
from team.models import Brand, Membership


class SiteBatchState(models.TextChoices):
    """Where a table of web analytics stands."""

    READ = "read", _("To be checked")
    BROUGHT = "brought", _("Brought in")
    UNDONE = "undone", _("Undone")


SITE_FLOW = Flow(
    SiteBatchState,
    {
        SiteBatchState.READ: {SiteBatchState.BROUGHT},
        SiteBatchState.BROUGHT: {SiteBatchState.UNDONE},
        SiteBatchState.UNDONE: {SiteBatchState.BROUGHT},
    },
)


class SiteBatch(models.Model):
    """A table as it was sent: its rows with the number of their line, which column is what, which tag is which campaign.

    `order` is that of days and months, `point` what stands before decimals.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="site_batches")
    name = models.CharField(max_length=200)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=SiteBatchState.choices, default=SiteBatchState.READ)
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    order = models.CharField(max_length=3, default="dmy")
    point = models.CharField(max_length=1, default=".")
    campaigns = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


class SiteFigure(models.Model):
    """The figures of one day: from a table, by source, medium and tags of the links, or written down by hand with a note.

    None is unknown. `value` is in cents of the brand's currency.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="site_figures")
    batch = models.ForeignKey(SiteBatch, models.CASCADE, null=True, related_name="figures")
    day = models.DateField()
    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="site_figures")
    post = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="site_figures")
    source = models.CharField(max_length=100, blank=True)
    medium = models.CharField(max_length=60, blank=True)
    tag = models.CharField(max_length=150, blank=True)
    content = models.CharField(max_length=150, blank=True)
    visits = models.PositiveBigIntegerField(null=True, blank=True)
    conversions = models.PositiveBigIntegerField(null=True, blank=True)
    value = models.PositiveBigIntegerField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "day"], name="site_figure_of_campaign"),
            models.Index(fields=["brand", "-day", "-id"], name="site_figure_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "day", "source", "medium", "tag", "content"],
                condition=models.Q(batch__isnull=False),
                name="one_site_figure_a_key",
            ),
            models.UniqueConstraint(
                fields=["brand", "day", "campaign"],
                condition=models.Q(batch__isnull=True),
                nulls_distinct=False,
                name="one_site_figure_by_hand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}"
