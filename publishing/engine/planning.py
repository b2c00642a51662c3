"""The door of the post office: hand over a letter, change its time, take it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lib import clock
from lib.states import NoSuchMove
from publishing.engine import expiring, following, hints
from publishing.engine.settling import NOTHING_SAID
from publishing.letters import payloads
from publishing.letters.letters import Letter
from publishing.models import FLOW, TO_LEAVE, Account, Hold, Publication, State


def plan(
    account: Account,
    letter: Letter,
    *,
    origin: str,
    wall: datetime,
    zone: str,
    tags: Sequence[str] = (),
    series: str = "",
    leave_by: datetime | None = None,
) -> Publication:
    """Freeze the letter into a publication that is due when clocks in `zone` show `wall`; from `leave_by` on it stays here.

    `origin` names the intent ("variant:12:3" for the third plan of a variant): the same origin planned twice gives the
    first publication. By one of `tags` (keys, see publishing.pausing.tagging) it can be paused with others; of a `series` at most
    one late occurrence goes out.
    Call it inside the transaction of the approval. Raises Unfit when the network would refuse it.
    """
    publication = _file(account, payloads.freeze(account, letter), origin, wall, zone, tags, series=series, leave_by=leave_by)
    hints.when_due(publication.due_at)
    return publication


def plan_thread(
    account: Account,
    letters: Sequence[Letter],
    *,
    origin: str,
    wall: datetime,
    zone: str,
    tags: Sequence[str] = (),
    pause: int = 0,
    **more: Any,
) -> list[Publication]:
    """Freeze letters of which each answers the one before: a thread, or a post and its first comment.

    The first is due as with `plan`; each other leaves `pause` seconds after the one before it is on the network, and waits
    as long as that takes. `more` are fields of all of them: `leave_by`, `charter`, `passes`; of a `series` at most one late
    occurrence goes out. Raises Unfit, and plans nothing, when the network would refuse one of them.
    """
    frozen = [payloads.freeze(account, letter, reply=number > 0) for number, letter in enumerate(letters)]
    publications = [_file(account, frozen[0], origin, wall, zone, tags, **more)]
    more.pop("series", None)
    for number, payload in enumerate(frozen[1:], 1):
        after: dict[str, Any] = {"follows": publications[-1], "head": publications[0], "after_seconds": pause}
        after |= {"state": State.WAITING, "hold": "", **more}
        publications.append(_file(account, payload, f"{origin}/{number}", wall, zone, tags, **after))
    hints.when_due(publications[0].due_at)
    return publications


def _file(
    account: Account, payload: dict[str, Any], origin: str, wall: datetime, zone: str, tags: Sequence[str], **fields: Any
) -> Publication:
    """The publication of that origin, made from the payload where there is none yet."""
    due = clock.resolve(wall, zone)
    held = account.state != Account.State.CONNECTED
    publication, _made = Publication.objects.get_or_create(
        account=account,
        origin=origin,
        defaults={
            "brand_id": account.brand_id,
            "tags": list(dict.fromkeys(tags)),
            "key": account.network.make_key(due),
            "payload": payload,
            "digest": payloads.digest_of(account, payload),
            "wall": wall,
            "zone": zone,
            "planned_for": due,
            "due_at": due,
            "state": State.HELD if held else State.PLANNED,
            "hold": Hold.ACCOUNT if held else "",
            **fields,
        },
    )
    return publication


def plan_now(account: Account, letter: Letter, *, origin: str) -> Publication:
    """Plan it for this moment: answers to the community. A worker is hinted after the commit. Raises Unfit."""
    zone = account.brand.zone
    return plan(account, letter, origin=origin, wall=clock.wall(clock.now(), zone), zone=zone)


def reschedule(publication: Publication, *, wall: datetime, zone: str) -> None:
    """Give a planned publication another time, and what follows it; one held because of the time it had is planned again.

    Raises StaleState when it has left meanwhile, NoSuchMove when it is past that.
    """
    if publication.state not in TO_LEAVE:
        raise NoSuchMove(publication.state)
    due = clock.resolve(wall, zone)
    when = {"wall": wall, "zone": zone, "planned_for": due, "due_at": due, "moved": False}
    if publication.state == State.HELD and publication.hold in (Hold.LATE, Hold.PAUSE, Hold.RIGHTS):
        FLOW.move(publication, State.PLANNED, hold="", told_at=None, **when)
    else:
        FLOW.stay(publication, **when)
    publication.parts.filter(state=State.WAITING).update(**when)
    hints.when_due(due)


def hold(publication: Publication, reason: str) -> None:
    """Keep a planned publication from leaving (a value of Hold).

    Raises StaleState when it is taken up meanwhile, NoSuchMove for what is in hand already, or waits no more.
    """
    if publication.state not in (State.PLANNED, State.WAITING):
        raise NoSuchMove(publication.state)
    FLOW.move(publication, State.HELD, hold=reason)


def release(publication: Publication) -> None:
    """Let a held publication leave at its time, or now when that is past; on a lost account it goes on waiting for that.

    Raises StaleState, and NoSuchMove for what is not held, held for want of an approval or by the charter, or may not leave
    any more.
    """
    over = expiring.is_past(publication, max(publication.planned_for, clock.now()))
    if publication.state != State.HELD or publication.hold in (Hold.APPROVAL, Hold.CHARTER) or over:
        raise NoSuchMove(f"{publication.state} {publication.hold}")
    if publication.account.state != Account.State.CONNECTED:
        return FLOW.stay(publication, hold=Hold.ACCOUNT)
    if following.waits(publication):
        return FLOW.move(publication, State.WAITING, hold="", told_at=None)
    due = max(publication.planned_for, clock.now())
    FLOW.move(publication, State.PLANNED, hold="", due_at=due, tries=0, **NOTHING_SAID, told_at=None)
    return hints.when_due(due)


@transaction.atomic
def cancel(publication: Publication) -> None:
    """Take a publication back for good, and what follows it. Raises StaleState when it has left meanwhile."""
    FLOW.move(publication, State.CANCELLED, hold="")
    following.take_back(publication)


def account_is_back(account: Account) -> None:
    """Plan again what was held for a lost access; what is late by now follows the brand's policy.

    What is unconfirmed is looked for again, also where a person was asked meanwhile.
    """
    asked = account.publications.filter(state=State.UNCONFIRMED).exclude(asked_at=None)
    asked.update(asked_at=None, due_at=clock.now(), looks=0)
    held, free = account.publications.filter(hold=Hold.ACCOUNT), {"hold": "", **NOTHING_SAID, "told_at": None}
    FLOW.move_all(held.exclude(follows=None).exclude(follows__state=State.PUBLISHED), State.HELD, State.WAITING, **free)
    FLOW.move_all(held, State.HELD, State.PLANNED, **free)
    hints.drain_soon()


def let_back() -> int:
    """The same for what somebody held for an account at the very moment it came back. Returns for how many accounts."""
    held = Publication.objects.filter(state=State.HELD, hold=Hold.ACCOUNT, account__state=Account.State.CONNECTED)
    accounts = list(Account.objects.filter(pk__in=held.values("account")))
    for account in accounts:
        account_is_back(account)
    return len(accounts)
