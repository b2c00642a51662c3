"""What may leave only up to a moment, because a right to what it shows ends: then it is held, and never begun."""

from datetime import datetime

from django.db.models import Q

from publishing.models import FLOW, Hold, Publication, State


def may_leave(now: datetime) -> Q:
    """The condition on publications that may still leave at that moment."""
    return Q(leave_by=None) | Q(leave_by__gt=now)


def is_past(publication: Publication, moment: datetime) -> bool:
    """Whether the publication may not leave any more at that moment."""
    return publication.leave_by is not None and publication.leave_by <= moment


def set_aside(now: datetime) -> int:
    """Hold what is due and may not leave any more. Returns how many."""
    return FLOW.move_all(
        Publication.objects.filter(due_at__lte=now, leave_by__lte=now), State.PLANNED, State.HELD, hold=Hold.RIGHTS
    )
