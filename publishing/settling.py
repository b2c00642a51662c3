"""What a publication becomes by its outcome: one update, conditional on still being the one in hand."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from networks.outcomes import NotSent, Outcome, Refused, Sent, Trouble, Unknown
from publishing.backoff import MAX_TRIES, next_try
from publishing.models import FLOW, Attempt, Hold, Publication, State

log = logging.getLogger(__name__)


@transaction.atomic
def settle(publication: Publication, outcome: Outcome, now: datetime) -> bool:
    """Write down what became of a sending. Says whether the row was still in this worker's hand.

    A proof that it is there is taken even when the row was swept to unconfirmed meanwhile.
    """
    to, fields = destination(publication, outcome, now)
    in_hand = Publication.objects.filter(pk=publication.pk, fence=publication.fence)
    moved = FLOW.move_all(in_hand, State.SENDING, to, lease_until=None, **fields)
    if not moved and isinstance(outcome, Sent):
        moved = FLOW.move_all(in_hand, State.UNCONFIRMED, to, **fields)
    end_attempt(publication, outcome, now)
    if not moved:
        log.warning("publication %s: %s came too late to count", publication.pk, type(outcome).__name__)
    return bool(moved)


def destination(publication: Publication, outcome: Outcome, now: datetime) -> tuple[str, dict]:
    """The state an outcome leads to, and the fields that go with it."""
    match outcome:
        case Sent():
            return State.PUBLISHED, published(outcome, now)
        case Refused():
            return State.REFUSED, said(outcome)
        case Unknown():
            look = now + timedelta(seconds=publication.account.network.settle_seconds)
            return State.UNCONFIRMED, {**said(outcome), "due_at": look, "looks": 0}
        case NotSent():
            return _again(publication, outcome, now)


def published(sent: Sent, now: datetime) -> dict:
    """The fields of a publication that is on its network."""
    return {
        "remote_id": sent.remote_id,
        "remote_url": sent.url,
        "remote_extra": dict(sent.extra),
        "published_at": now,
        **NOTHING_SAID,
    }


NOTHING_SAID: dict[str, Any] = {"reason": "", "words": None, "trouble": ""}


def said(outcome: Refused | NotSent | Unknown) -> dict[str, Any]:
    """Why it did not go through, as fields of the publication."""
    return {"reason": str(outcome.reason), "words": getattr(outcome.reason, "words", None), "trouble": outcome.trouble}


def _again(publication: Publication, outcome: NotSent, now: datetime) -> tuple[str, dict]:
    fields = said(outcome)
    if outcome.trouble in (Trouble.AUTH, Trouble.PERMISSION):
        return State.HELD, {**fields, "hold": Hold.ACCOUNT}
    if publication.tries >= MAX_TRIES:
        return State.HELD, {**fields, "hold": Hold.TRIES}
    expired_first = outcome.trouble == Trouble.EXPIRED and publication.tries == 1
    later = now if expired_first else next_try(publication.tries, now)
    return State.PLANNED, {**fields, "due_at": max(later, outcome.retry_at or later)}


def end_attempt(publication: Publication, outcome: Outcome, now: datetime) -> None:
    """Close the attempt that this worker opened."""
    values = {"outcome": type(outcome).__name__.lower(), "ended_at": now}
    if not isinstance(outcome, Sent):
        values |= {"trouble": outcome.trouble, "code": outcome.code[:60], "reason": outcome.reason}
    Attempt.objects.filter(publication=publication, fence=publication.fence, ended_at=None).update(**values)
