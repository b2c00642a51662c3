"""How a post stands, in one word for people: its way to approval, and then what became of its publications."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from editorial.models import PATTERN, PostState, Variant
from lib import clock
from publishing.models import NEEDS_SOMEBODY, Publication, State


class Standing(models.TextChoices):
    """Where a post stands, all its accounts together."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for approval")
    LATE = "late", _("Not approved in time")
    STOCKED = "stocked", _("Ready, without a date")
    SCHEDULED = "scheduled", _("Scheduled")
    SENDING = "sending", _("Leaving")
    PUBLISHED = "published", _("Published")
    PARTLY = "partly", _("Partly published")
    UNCONFIRMED = "unconfirmed", _("Unconfirmed")
    HELD = "held", _("Held")
    REFUSED = "refused", _("Refused")
    MISSED = "missed", _("Missed")
    CANCELLED = "cancelled", _("Taken back")
    ARCHIVED = "archived", _("Archived")


class Group(models.TextChoices):
    """What lists are filtered by."""

    DRAFT = "draft", _("Drafts")
    SUBMITTED = "submitted", _("Waiting for approval")
    READY = "ready", _("Ready, without a date")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    TROUBLE = "trouble", _("Needs somebody")


# Of the states of a post's publications the first one found here says how it stands.
WEIGHT = [
    (State.UNCONFIRMED, Standing.UNCONFIRMED),
    (State.CLAIMED, Standing.SENDING),
    (State.SENDING, Standing.SENDING),
    (State.REFUSED, Standing.REFUSED),
    (State.HELD, Standing.HELD),
    (State.MISSED, Standing.MISSED),
    (State.PLANNED, Standing.SCHEDULED),
    (State.WAITING, Standing.SCHEDULED),
    (State.CANCELLED, Standing.CANCELLED),
]
FIXED = frozenset({Standing.SENDING, Standing.PUBLISHED, Standing.PARTLY, Standing.UNCONFIRMED})  # a date does not move any more
MOVING = frozenset({State.CLAIMED, State.SENDING, State.UNCONFIRMED})


def of(state: str, planned_for: datetime | None, publications: Collection[str]) -> Standing:
    """How a post stands: its own state, its date, the states of its publications, those of a thread's parts among them."""
    if state == PostState.ARCHIVED:
        return Standing.ARCHIVED
    if state != PostState.APPROVED:
        if planned_for and planned_for < clock.now():
            return Standing.LATE
        return Standing.DRAFT if state == PostState.DRAFT else Standing.SUBMITTED
    if not planned_for and State.PUBLISHED not in publications:
        return Standing.STOCKED
    return _delivered(publications)


def _delivered(publications: Collection[str]) -> Standing:
    if State.PUBLISHED in publications:
        rest = set(publications) - {State.PUBLISHED}
        if not rest:
            return Standing.PUBLISHED
        first = _first(rest)
        return first if first in (Standing.UNCONFIRMED, Standing.SENDING) else Standing.PARTLY
    return _first(publications)


def _first(publications: Collection[str]) -> Standing:
    return next((standing for state, standing in WEIGHT if state in publications), Standing.CANCELLED)


def within(group: str, now: datetime | None = None) -> Q:
    """The condition on posts that a filter asks for; every post for a group nobody knows."""
    match group:
        case Group.DRAFT | Group.SUBMITTED:
            return Q(state=group)
        case Group.READY:
            return Q(state=PostState.APPROVED, planned_for=None) & ~PATTERN
        case Group.SCHEDULED:
            return Q(state=PostState.APPROVED) & _any(State.PLANNED, State.CLAIMED, State.SENDING)
        case Group.PUBLISHED:
            return _any(State.PUBLISHED)
        case Group.TROUBLE:
            late = Q(state__in=[PostState.DRAFT, PostState.SUBMITTED], planned_for__lt=now or clock.now())
            return late | (Q(state=PostState.APPROVED) & _any(*NEEDS_SOMEBODY))
    return Q()


def _any(*states: str) -> Q:
    """The condition that one of the post's publications is in one of the states; what follows another has no other states
    than it before that one is out."""
    variants = Variant.objects.filter(post=OuterRef("pk"))
    first = Q(Exists(variants.filter(publication__state__in=states)))
    if State.PUBLISHED in states:
        return first
    return first | Q(Exists(variants.filter(publication__state=State.PUBLISHED, publication__parts__state__in=states)))


def after() -> ArraySubquery:
    """For a query of variants: the states of what follows the publication of each, in order."""
    return ArraySubquery(Publication.objects.filter(head=OuterRef("publication")).order_by("pk").values("state"))
