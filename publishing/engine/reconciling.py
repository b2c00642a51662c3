"""Unconfirmed publications are looked for; sent again only when proved absent; else a person decides."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import connections, transaction
from django.db.models import F, Max

from lib import clock, locks
from lib.answers import Lost, NotReached
from networks.base import Busy, Unsupported
from networks.outcomes import NotSent, Sent, Unknown
from networks.steps import ABSENT
from publishing.engine import following, hints, sending, steps
from publishing.engine.backoff import MAX_TRIES
from publishing.engine.settling import NOTHING_SAID, published, said
from publishing.models import FLOW, Account, Hold, Publication, State
from team import audit
from team.models import Membership

log = logging.getLogger(__name__)
AT_ONCE = 16  # looks over the wire
BETWEEN_LOOKS = timedelta(seconds=60)
LOOK_LEASE = timedelta(minutes=3)
PATIENCE = timedelta(minutes=30)  # after so long without a clear answer a person is asked


def reconcile(limit: int = 50) -> int:
    """Look for the unconfirmed publications whose time has come. Returns how many were looked for."""
    _ask_for_those_out_of_reach(clock.now())
    rows = _take(clock.now(), limit)
    done = steps.done_for(rows)
    with ThreadPoolExecutor(AT_ONCE) as pool, steps.Ledger() as ledger:
        looks = [(row, pool.submit(_look, row, steps.RowSteps(row.pk, ledger, done.get(row.pk, {})))) for row in rows]
        for row, look in looks:
            _judge(row, look.result(), clock.now())
    return len(rows)


def _ask_for_those_out_of_reach(now: datetime) -> None:
    """Nobody can look on an account that is not connected: a person is asked, until it is."""
    due = Publication.objects.filter(state=State.UNCONFIRMED, asked_at=None, due_at__lte=now)
    due.exclude(account__state=Account.State.CONNECTED).update(asked_at=now)


@transaction.atomic
def _take(now: datetime, limit: int) -> list[Publication]:
    """Take rows in hand by moving their next look into the future and raising the fence, so that no late answer counts."""
    due = Publication.objects.filter(state=State.UNCONFIRMED, asked_at=None, due_at__lte=now)
    due = due.filter(account__state=Account.State.CONNECTED)
    ids = list(due.order_by("due_at").select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:limit])
    rows = Publication.objects.filter(pk__in=ids)
    rows.update(due_at=now + LOOK_LEASE, fence=F("fence") + 1)
    return list(rows.select_related("account__brand", "follows").annotate(sent_at=Max("attempts__started_at")))


def _look(row: Publication, done: steps.RowSteps) -> Sent | NotSent | Unknown:
    """What the network shows; in a thread of its own."""
    try:
        opened = sending.open_account(row.account)
        if isinstance(opened, NotSent):
            return Unknown(opened.reason, opened.trouble)
        return row.account.network.reconcile(opened, sending.parcel(row), done, _sent_at(row))
    except (NotReached, Lost, Busy, Unsupported) as error:
        return Unknown(str(error))
    except Exception as error:
        log.exception("publication %s: fault while looking", row.pk)
        return Unknown(type(error).__name__)
    finally:
        connections.close_all()


def _sent_at(row: Publication) -> datetime:
    return row.sent_at or row.due_at  # type: ignore[attr-defined]


@transaction.atomic
def _judge(row: Publication, found: Sent | NotSent | Unknown, now: datetime) -> None:
    if isinstance(found, Sent) and _is_anothers(row, found):
        found = NotSent("another post of the same words stands there")
    in_hand = Publication.objects.filter(pk=row.pk, fence=row.fence)
    needed = row.account.network.looks_before_absent
    waited = now - _sent_at(row)
    match found:
        case Sent():
            FLOW.move_all(in_hand, State.UNCONFIRMED, State.PUBLISHED, **published(found, now))
            following.wake(now, after=[row.pk])
        case NotSent() if needed and row.looks + 1 >= needed and row.tries >= MAX_TRIES:
            in_hand.filter(state=State.UNCONFIRMED).update(asked_at=now)
        case NotSent() if needed and row.looks + 1 >= needed:
            FLOW.move_all(in_hand, State.UNCONFIRMED, State.PLANNED, due_at=_sent_at(row), looks=0, **NOTHING_SAID)
            hints.when_due(now)
        case NotSent():
            in_hand.filter(state=State.UNCONFIRMED).update(looks=row.looks + 1, due_at=now + BETWEEN_LOOKS)
        case Unknown() if not needed or waited > PATIENCE:
            in_hand.filter(state=State.UNCONFIRMED).update(asked_at=now, **said(found))
        case Unknown():
            in_hand.filter(state=State.UNCONFIRMED).update(due_at=now + BETWEEN_LOOKS, **said(found))


def _is_anothers(row: Publication, found: Sent) -> bool:
    """Whether another publication is known by what was found; until the commit nobody else of the account takes it."""
    locks.one_by_one(f"found:{row.account_id}")
    others = Publication.objects.filter(account=row.account_id, remote_id=found.remote_id).exclude(pk=row.pk)
    return others.exists()


@transaction.atomic
def it_is_there(row: Publication, *, by: Membership, url: str = "") -> None:
    """A person has seen it on the network. Raises StaleState when it was settled meanwhile."""
    sent = Sent(row.remote_id or f"{following.UNKNOWN_ID}{row.pk}", url)
    FLOW.move(row, State.PUBLISHED, **published(sent, clock.now()))
    following.wake(clock.now(), after=[row.pk])
    audit.record("publication.seen", row, by=by, url=url)


@transaction.atomic
def it_is_not_there(row: Publication, *, by: Membership) -> None:
    """A person has looked and it is not there: it is sent again. Raises StaleState when it was settled meanwhile.

    Not before the network can no longer accept what it was sent: who looks at once may look too early. On an account that
    is not connected it is held until it is.
    """
    settled_at = row.due_at if row.asked_at is None and not row.looks else clock.now()
    due = max(settled_at, clock.now())
    FLOW.move(row, State.PLANNED, due_at=due, asked_at=None, looks=0, **NOTHING_SAID, told_at=None)
    if row.account.state != Account.State.CONNECTED:
        FLOW.move(row, State.HELD, hold=Hold.ACCOUNT)
    steps.keep(row, ABSENT, clock.now().isoformat())
    audit.record("publication.resent", row, by=by)
    hints.when_due(row.due_at)
