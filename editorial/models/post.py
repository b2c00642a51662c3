"""Posts: what a brand wants to say, as a draft, through approval, to its publications."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Campaign, Theme
from editorial.models.asset import CENTRE, Asset
from editorial.models.rule import Rule
from editorial.models.series import Series
from lib import clock
from lib.fields import WallTimeField
from lib.states import Flow
from lib.text import one_line
from publishing.models import Account, Publication
from team.models import Brand, Membership


class PostState(models.TextChoices):
    """Where a post stands on its way to approval; what became of it after is read from its publications."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    ARCHIVED = "archived", _("Archived")


POST_FLOW = Flow(
    PostState,
    {
        PostState.DRAFT: {PostState.SUBMITTED, PostState.ARCHIVED},
        PostState.SUBMITTED: {PostState.DRAFT, PostState.APPROVED, PostState.ARCHIVED},
        PostState.APPROVED: {PostState.DRAFT, PostState.ARCHIVED},
        PostState.ARCHIVED: {PostState.DRAFT},
    },
)


STOCKED = models.Q(state=PostState.APPROVED, planned_for=None, series=None)  # approved, without a date: the stock


class Post(models.Model):
    """A post as it is written, for several accounts at once. `revision` counts its saves: an editor with an older one is stale.

    `wall` and `zone` are the time a person chose, `planned_for` that moment; all empty for a post without a date (stock).
    In the stock, those of the highest `priority` (0 to 9) are drawn first; after `expires_on`, in the brand's zone, none is.
    `parts` are the further parts of a thread, each `{"text", "pictures"}` with numbers of assets of the post, `poll` is
    `{"choices", "seconds", "multiple"}`; `pause` is how many seconds pass between two parts.
    An exceptional post goes before all others; with a `fast_approver`, that one member's approval may be enough.
    A post of a `series` is the one of the day `occurrence`; without that day it is a text of the series, which never leaves
    itself. `turn` is the place of the text in the rotation.

    While it waits for approval: `rule` is the one it was submitted under (None: nobody made one), `step` the step it waits at,
    from 1, `round` counts how often its content was put before the approvers; `told_late_for` is the hour that passed unapproved.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="posts")
    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="posts")
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="posts")
    text = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    language = models.CharField(max_length=8, default="fr")
    parts = models.JSONField(default=list, blank=True)
    pause = models.PositiveIntegerField(default=0)
    first_comment = models.TextField(blank=True)
    poll = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=PostState.choices, default=PostState.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    wall = WallTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    planned_for = models.DateTimeField(null=True, blank=True)
    series = models.ForeignKey(Series, models.RESTRICT, null=True, blank=True, related_name="posts", db_index=False)
    occurrence = models.DateField(null=True, blank=True)
    turn = models.PositiveSmallIntegerField(null=True, blank=True)
    author = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    changed_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    exceptional = models.BooleanField(default=False)
    fast_approver = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    priority = models.PositiveSmallIntegerField(default=5)
    expires_on = models.DateField(null=True, blank=True)
    rule = models.ForeignKey(Rule, models.SET_NULL, null=True, blank=True, related_name="+")
    step = models.PositiveSmallIntegerField(default=1)
    round = models.PositiveIntegerField(default=0)
    told_late_for = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "occurrence"], condition=models.Q(series__isnull=False), name="one_post_an_occurrence"
            )
        ]
        indexes = [
            models.Index(fields=["brand", "planned_for", "id"], name="post_by_date"),
            models.Index(fields=["brand", "-priority", "id"], condition=STOCKED, name="post_in_stock"),
            models.Index(fields=["brand", "state", "-changed_at"], name="post_by_state"),
            models.Index(fields=["campaign", "planned_for"], name="post_of_campaign"),
            models.Index(fields=["brand", "planned_for"], condition=models.Q(state="submitted"), name="post_waiting"),
        ]

    def __str__(self) -> str:
        return one_line(self.text, 70) or str(_("Untitled"))

    @property
    def is_pattern(self) -> bool:
        """Whether it is a text of a series, from which posts are made."""
        return self.series_id is not None and self.occurrence is None


PATTERN = models.Q(series__isnull=False, occurrence=None)  # the texts of series: never in stock, nowhere by date


class PostAsset(models.Model):
    """A picture of a post, in its place, with the alternative text and the focal point it has here."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="pictures")
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="uses")
    place = models.PositiveSmallIntegerField()
    alt = models.TextField(blank=True)
    focal_x = models.FloatField(default=CENTRE)
    focal_y = models.FloatField(default=CENTRE)

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return str(self.asset)


class Variant(models.Model):
    """The post as one account shows it; what is unset is as shared, an empty value is one of its own.

    `options` are those of its network; `pictures` are the numbers of the post's assets shown here. `publication` is the last
    one planned: of a thread, its head. `gist` tells which texts are near it (see lib.alike).
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="variants")
    account = models.ForeignKey(Account, models.PROTECT, related_name="variants")
    text = models.TextField(null=True, blank=True)
    link = models.URLField(max_length=500, null=True, blank=True)
    options = models.JSONField(default=dict, blank=True)
    parts = models.JSONField(null=True, blank=True)
    first_comment = models.TextField(null=True, blank=True)
    poll = models.JSONField(null=True, blank=True)
    pictures = models.JSONField(null=True, blank=True)
    publication = models.OneToOneField(Publication, models.SET_NULL, null=True, blank=True, related_name="variant")
    plans = models.PositiveIntegerField(default=0)
    gist = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "account"], name="one_variant_an_account")]

    def __str__(self) -> str:
        return f"{self.post} → {self.account}"


class Decision(models.Model):
    """What was decided, by whom, on exactly which content (see editorial.content; `digest` tells two contents apart).

    A yes that was not the last one needed is `AGREED`. `step` and `round` are those of the post when it was decided on;
    `email` is the address of who decided by a link that was mailed.
    """

    class Kind(models.TextChoices):
        AGREED = "agreed", pgettext_lazy("decision", "Agreed")
        APPROVED = "approved", pgettext_lazy("decision", "Approved")
        CHANGES = "changes", _("Change asked for")
        WITHDRAWN = "withdrawn", _("Approval withdrawn")

    class Way(models.TextChoices):
        MEMBER = "member", _("in Tribu")
        LINK = "link", _("by link")
        RULE = "rule", _("by rule")
        PLAN_B = "plan_b", _("by plan B")

    post = models.ForeignKey(Post, models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=120)
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.MEMBER)
    step = models.PositiveSmallIntegerField(default=1)
    round = models.PositiveIntegerField(default=0)
    email = models.EmailField(blank=True)
    note = models.TextField(blank=True)
    content = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.who}"
