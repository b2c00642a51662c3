"""What publications become by their outcomes: one statement for many, each conditional on still being the one in hand."""

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeGuard

from django.db import connection, transaction

from networks.outcomes import NotSent, Outcome, Refused, Sent, Trouble, Unknown
from publishing.accounts import accounts
from publishing.engine import circuits, following
from publishing.engine.backoff import MAX_TRIES, next_try
from publishing.models import FLOW, Account, Hold, Publication, State

log = logging.getLogger(__name__)
Result = tuple[Publication, Outcome]
NOTHING_SAID: dict[str, Any] = {"reason": "", "words": None, "trouble": ""}

# A proof that it is there is taken even when the row was swept to unconfirmed meanwhile.
SETTLE = """
UPDATE publishing_publication AS row SET state = new.state, hold = new.hold, lease_until = NULL, looks = 0,
    due_at = COALESCE(new.due_at, row.due_at), trouble = new.trouble, reason = new.reason, words = new.words,
    remote_id = COALESCE(new.remote_id, row.remote_id), remote_url = COALESCE(new.remote_url, row.remote_url),
    remote_extra = COALESCE(new.remote_extra, row.remote_extra), published_at = COALESCE(new.published_at, row.published_at)
FROM jsonb_to_recordset(%s) AS new (id bigint, fence int, state text, hold text, due_at timestamptz, trouble text, reason text,
    words text, remote_id text, remote_url text, remote_extra jsonb, published_at timestamptz)
WHERE row.id = new.id AND row.fence = new.fence
    AND (row.state = 'sending' OR (row.state = 'unconfirmed' AND new.state = 'published'))
RETURNING row.id
"""
END_ATTEMPTS = """
UPDATE publishing_attempt AS attempt SET ended_at = %s, outcome = new.outcome, trouble = new.trouble, code = new.code,
    reason = new.reason
FROM jsonb_to_recordset(%s) AS new (id bigint, fence int, outcome text, trouble text, code text, reason text)
WHERE attempt.publication_id = new.id AND attempt.fence = new.fence AND attempt.ended_at IS NULL
RETURNING attempt.publication_id, attempt.started_at
"""


@transaction.atomic
def settle(results: Sequence[Result], now: datetime) -> set[int]:
    """Write down what became of sendings. Returns which rows were still in this worker's hand."""
    results = _without_access(results)
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, [_json(_settlement(row, outcome, now) for row, outcome in results)])
        moved = {pk for (pk,) in cursor.fetchall()}
        cursor.execute(END_ATTEMPTS, [now, _json(_end(row, outcome) for row, outcome in results)])
        began = dict(cursor.fetchall())
    for row, outcome in results:
        if row.pk not in moved:
            log.warning("publication %s: %s came too late to count", row.pk, type(outcome).__name__)
    sent = [row for row, outcome in results if isinstance(outcome, Sent)]
    following.wake(now, after=[row.pk for row in sent])
    _note_accounts(sent, now)
    circuits.note(((row.account, outcome, began[row.pk]) for row, outcome in results if row.pk in began), now)
    return moved


def _without_access(results: Sequence[Result]) -> Sequence[Result]:
    """Mark accounts whose access was refused as lost. Where it was replaced meanwhile, what it refused is tried with the new."""
    refused = {row.account_id: (row.account, outcome.reason) for row, outcome in results if _is_refused_access(outcome)}
    fresh = {pk for pk, (account, reason) in sorted(refused.items()) if not accounts.mark_lost(account, reason)}
    return [
        (row, replace(outcome, trouble=Trouble.EXPIRED) if row.account_id in fresh and _is_refused_access(outcome) else outcome)
        for row, outcome in results
    ]


def _is_refused_access(outcome: Outcome) -> TypeGuard[NotSent]:
    return isinstance(outcome, NotSent) and outcome.trouble in (Trouble.AUTH, Trouble.PERMISSION)


def _note_accounts(sent: Sequence[Publication], now: datetime) -> None:
    """Say when an account last sent something, to the minute; one that is being refreshed is not waited for."""
    fresh = now - timedelta(minutes=1)
    stale = {row.account_id for row in sent if not row.account.last_sent_at or row.account.last_sent_at < fresh}
    if stale:
        free = Account.objects.filter(pk__among=stale).select_for_update(skip_locked=True, no_key=True)
        Account.objects.filter(pk__in=list(free.values_list("pk", flat=True))).update(last_sent_at=now)


def _json(rows: Iterable[dict[str, Any]]) -> str:
    """The rows for PostgreSQL, which takes no NUL in a text."""
    return json.dumps(list(rows), default=str).replace("\\u0000", "")


def _settlement(row: Publication, outcome: Outcome, now: datetime) -> dict[str, Any]:
    to, fields = destination(row, outcome, now)
    FLOW.check(State.SENDING, to)
    return {"id": row.pk, "fence": row.fence, "state": to, "hold": "", **NOTHING_SAID, **fields}


def _end(row: Publication, outcome: Outcome) -> dict[str, Any]:
    said = {} if isinstance(outcome, Sent) else {"trouble": outcome.trouble, "code": outcome.code[:60], "reason": outcome.reason}
    name = type(outcome).__name__.lower()
    return {"id": row.pk, "fence": row.fence, "outcome": name, "trouble": "", "code": "", "reason": "", **said}


def destination(publication: Publication, outcome: Outcome, now: datetime) -> tuple[str, dict[str, Any]]:
    """The state an outcome leads to, and the fields that go with it."""
    match outcome:
        case Sent(remote_id=""):
            return destination(publication, Unknown("the network named no id"), now)
        case Sent():
            return State.PUBLISHED, published(outcome, now)
        case Refused():
            return State.REFUSED, said(outcome)
        case Unknown():
            look = now + timedelta(seconds=publication.account.network.settle_seconds)
            return State.UNCONFIRMED, {**said(outcome), "due_at": look}
        case NotSent():
            return _again(publication, outcome, now)


def published(sent: Sent, now: datetime) -> dict[str, Any]:
    """The fields of a publication that is on its network."""
    return {
        "remote_id": sent.remote_id,
        "remote_url": sent.url,
        "remote_extra": dict(sent.extra),
        "published_at": now,
        **NOTHING_SAID,
    }


def said(outcome: Refused | NotSent | Unknown) -> dict[str, Any]:
    """Why it did not go through, as fields of the publication."""
    return {"reason": str(outcome.reason), "words": getattr(outcome.reason, "words", None), "trouble": outcome.trouble}


def _again(publication: Publication, outcome: NotSent, now: datetime) -> tuple[str, dict[str, Any]]:
    fields = said(outcome)
    if _is_refused_access(outcome):
        return State.HELD, {**fields, "hold": Hold.ACCOUNT}
    if publication.tries >= MAX_TRIES:
        return State.HELD, {**fields, "hold": Hold.TRIES}
    expired_first = outcome.trouble == Trouble.EXPIRED and publication.tries == 1
    later = now if expired_first else next_try(publication.tries, now)
    return State.PLANNED, {**fields, "due_at": max(later, outcome.retry_at or later)}
