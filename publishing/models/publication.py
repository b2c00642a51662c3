"""Publications: frozen parcels that must be delivered once, and what happened to them."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Value, When
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from lib import clock
from lib.fields import WallTimeField
from lib.states import Flow
from publishing.models.account import Account
from team.models import Brand

BEHIND = timedelta(minutes=15)  # from then on one that waits its turn stands at an hour of its own


class State(models.TextChoices):
    """Where a publication stands."""

    PLANNED = "planned", _("Scheduled")
    CLAIMED = "claimed", _("Leaving")
    SENDING = "sending", _("On its way")
    UNCONFIRMED = "unconfirmed", _("Unconfirmed")
    WAITING = "waiting", _("After the part before it")
    HELD = "held", _("Held")
    PUBLISHED = "published", _("Published")
    REFUSED = "refused", _("Refused")
    MISSED = "missed", _("Missed")
    CANCELLED = "cancelled", _("Cancelled")


FLOW = Flow(
    State,
    {
        State.PLANNED: {State.CLAIMED, State.HELD, State.CANCELLED, State.MISSED},
        State.CLAIMED: {State.PLANNED, State.SENDING},
        State.SENDING: {State.PUBLISHED, State.PLANNED, State.HELD, State.REFUSED, State.UNCONFIRMED},
        State.UNCONFIRMED: {State.PUBLISHED, State.PLANNED, State.CANCELLED},
        State.WAITING: {State.PLANNED, State.HELD, State.CANCELLED},
        State.HELD: {State.PLANNED, State.WAITING, State.CANCELLED, State.MISSED},
        State.REFUSED: {State.PLANNED, State.CANCELLED},
        State.MISSED: {State.PLANNED, State.CANCELLED},
        State.PUBLISHED: set(),
        State.CANCELLED: set(),
    },
)
OPEN = [State.PLANNED, State.CLAIMED, State.SENDING, State.UNCONFIRMED, State.WAITING, State.HELD]
TO_LEAVE = [State.PLANNED, State.WAITING, State.HELD]  # nothing of it was begun
IN_HAND = [State.CLAIMED, State.SENDING]
NEEDS_SOMEBODY = [State.UNCONFIRMED, State.HELD, State.REFUSED, State.MISSED]
WENT_WRONG = [State.REFUSED, State.MISSED]  # surely not there, and leaving no more by itself


class Hold(models.TextChoices):
    """Why a publication is held."""

    APPROVAL = "approval", _("Its approval was withdrawn")
    PAUSE = "pause", _("Sending was paused at its hour: somebody decides")
    ACCOUNT = "account", _("Its account must be reconnected")
    LATE = "late", _("It is late: somebody decides")
    TRIES = "tries", _("It was tried too often")
    RIGHTS = "rights", _("A right it rests on has ended")
    CHARTER = "charter", _("The charter in force stops it")


class Publication(models.Model):
    """One parcel for one account. `due_at` alone says when it is tried next; `payload` never changes once planned.

    `tags` are keys of who planned it, by which it can be paused (see Tag). `wall` and `zone` are the time a person chose.
    `moved` says that somebody gave this one another time than its planner did, `behind` that it leaves later than it was to.
    `lease_until` and `fence` belong to the worker that has it in hand.
    While it is unconfirmed, `due_at` says when it is looked for next, `looks` how often it was not found, and `asked_at`
    that a person must decide. `told_at` is when somebody was told of its trouble.
    Where `words` is not None, `reason` is the common sentence for its `trouble` with these words of the network.
    What `follows` another (the next part of a thread, a first comment) waits until that one is published, then answers it
    `after_seconds`; its `head` is the first of the chain.
    From `leave_by` on it may not leave any more: a right to what it shows has ended.
    `charter` is the row of the charter that it was last held against, 0 for none yet, None where no charter counts;
    `passes` are pairs of a rule and words that somebody lets stand in it.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="publications")
    account = models.ForeignKey(Account, models.PROTECT, related_name="publications")
    follows = models.ForeignKey("self", models.PROTECT, related_name="followers", null=True, blank=True, db_index=False)
    head = models.ForeignKey("self", models.PROTECT, related_name="parts", null=True, blank=True, db_index=False)
    after_seconds = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=80)
    series = models.CharField(max_length=80, blank=True)
    tags = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    key = models.CharField(max_length=80)
    payload = models.JSONField()
    digest = models.CharField(max_length=64)
    wall = WallTimeField()
    zone = models.CharField(max_length=64)
    planned_for = models.DateTimeField()
    due_at = models.DateTimeField()
    leave_by = models.DateTimeField(null=True, blank=True)
    charter = models.PositiveBigIntegerField(null=True, blank=True)
    passes = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    hold = models.CharField(max_length=12, choices=Hold.choices, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    looks = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=16, blank=True)
    reason = models.TextField(blank=True)
    words = models.TextField(null=True, blank=True)
    remote_id = models.CharField(max_length=300, blank=True)
    remote_url = models.CharField(max_length=500, blank=True)
    remote_extra = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    moved = models.BooleanField(default=False)
    behind = models.GeneratedField(
        expression=Case(When(GreaterThan(F("due_at") - F("planned_for"), BEHIND), then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    told_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "origin"], name="one_publication_an_origin"),
            models.CheckConstraint(
                condition=~models.Q(state=State.PUBLISHED) | (~models.Q(remote_id="") & models.Q(published_at__isnull=False)),
                name="published_means_a_remote_id",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.WAITING) | models.Q(follows__isnull=False), name="waiting_means_for_another"
            ),
            models.CheckConstraint(condition=~models.Q(state=State.HELD) | ~models.Q(hold=""), name="held_means_a_reason"),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=models.Q(state=State.PLANNED), name="publication_due"),
            models.Index(fields=["account", "due_at", "id"], condition=models.Q(state=State.PLANNED), name="publication_next"),
            models.Index(fields=["lease_until"], condition=models.Q(state__in=IN_HAND), name="publication_leased"),
            models.Index(fields=["account"], condition=models.Q(state__in=IN_HAND), name="publication_in_hand"),
            models.Index(
                fields=["account", "series"],
                condition=models.Q(state=State.PLANNED) & ~models.Q(series=""),
                name="publication_series",
            ),
            models.Index(fields=["follows"], condition=models.Q(follows__isnull=False), name="publication_follows"),
            models.Index(fields=["follows"], condition=models.Q(state=State.WAITING), name="publication_waiting"),
            models.Index(fields=["head"], condition=models.Q(head__isnull=False), name="publication_parts"),
            models.Index(
                fields=["due_at"], condition=models.Q(state=State.UNCONFIRMED, asked_at=None), name="publication_unconfirmed"
            ),
            models.Index(fields=["id"], condition=models.Q(state__in=NEEDS_SOMEBODY, told_at=None), name="publication_untold"),
            models.Index(
                fields=["state", "hold"],
                condition=models.Q(state__in=[State.SENDING, State.UNCONFIRMED, State.HELD]),
                name="publication_standing",
            ),
            models.Index(
                fields=["account", "-published_at"], condition=models.Q(state=State.PUBLISHED), name="publication_newest"
            ),
            models.Index(fields=["brand", "state", "planned_for"], name="publication_of_brand"),
            models.Index(
                fields=["brand", "due_at"], condition=models.Q(behind=True) | models.Q(moved=True), name="publication_apart"
            ),
            models.Index(fields=["account", "remote_id"], condition=~models.Q(remote_id=""), name="publication_remote"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.planned_for:%Y-%m-%d %H:%M}"

    @property
    def text(self) -> str:
        """The text as it leaves."""
        return self.payload["text"]

    @property
    def is_answer(self) -> bool:
        """Whether it answers somebody of the community."""
        return bool((self.payload or {}).get("reply_to"))


class Step(models.Model):
    """What was done for a publication that takes several calls; kept before the next call is made."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="steps")
    name = models.CharField(max_length=120)
    result = models.TextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "name"], name="one_step_a_name")]

    def __str__(self) -> str:
        return self.name


class Attempt(models.Model):
    """One try, written and committed before the wire is touched; its end is filled in once.

    `due_at` is when it was due. Quotas are counted from these rows: a try takes its share whatever comes of it.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="attempts")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    fence = models.PositiveIntegerField()
    worker = models.CharField(max_length=120)
    due_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(default=clock.now)
    deadline = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    trouble = models.CharField(max_length=16, blank=True)
    code = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication"], condition=models.Q(ended_at=None), name="one_open_attempt")
        ]
        indexes = [
            models.Index(fields=["account", "started_at"], name="attempt_of_account"),
            models.Index(fields=["ended_at"], name="attempt_ended"),
            models.Index(
                fields=["account", "-ended_at"],
                condition=models.Q(outcome__in=["refused", "notsent", "unknown"]),
                name="attempt_in_trouble",
            ),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.publication_id} #{self.number} {self.outcome}"
