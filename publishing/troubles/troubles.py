"""Telling those who can act about publications that need them: one notice for all of one kind on one account."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext_lazy

from lib import clock
from lib.text import one_line
from publishing.models import NEEDS_SOMEBODY, Account, Hold, Publication, State
from publishing.troubles import lost
from team import notices
from team.models import Brand, Membership, Notice
from team.rights import Right

Kind = tuple[str, str]  # a state and, of what is held, why
LOOKED_FOR = Q(state=State.UNCONFIRMED, asked_at=None)  # unconfirmed, and nobody is asked yet
EXCERPT = 90  # characters

KINDS: dict[Kind, tuple[str, Any]] = {
    (State.REFUSED, ""): (
        Notice.Level.ALERT,
        ngettext_lazy("%(account)s: %(n)s post was refused.", "%(account)s: %(n)s posts were refused.", "n"),
    ),
    (State.UNCONFIRMED, ""): (
        Notice.Level.ALERT,
        ngettext_lazy(
            "%(account)s: nobody knows whether %(n)s post is there. Look on the account, then say it.",
            "%(account)s: nobody knows whether %(n)s posts are there. Look on the account, then say it.",
            "n",
        ),
    ),
    (State.HELD, Hold.TRIES): (
        Notice.Level.ALERT,
        ngettext_lazy(
            "%(account)s: %(n)s post was tried many times and is held.",
            "%(account)s: %(n)s posts were tried many times and are held.",
            "n",
        ),
    ),
    (State.HELD, Hold.LATE): (
        Notice.Level.WARNING,
        ngettext_lazy(
            "%(account)s: %(n)s post is late. Say what becomes of it.",
            "%(account)s: %(n)s posts are late. Say what becomes of them.",
            "n",
        ),
    ),
    (State.HELD, Hold.PAUSE): (
        Notice.Level.WARNING,
        ngettext_lazy(
            "%(account)s: %(n)s post became due during a pause. Say what becomes of it.",
            "%(account)s: %(n)s posts became due during a pause. Say what becomes of them.",
            "n",
        ),
    ),
    (State.HELD, Hold.RIGHTS): (
        Notice.Level.ALERT,
        ngettext_lazy(
            "%(account)s: %(n)s post is held, a right to what it shows ends before it leaves.",
            "%(account)s: %(n)s posts are held, rights to what they show end before they leave.",
            "n",
        ),
    ),
    (State.HELD, Hold.CHARTER): (
        Notice.Level.ALERT,
        ngettext_lazy(
            "%(account)s: %(n)s post is held, the charter stops it now.",
            "%(account)s: %(n)s posts are held, the charter stops them now.",
            "n",
        ),
    ),
    (State.MISSED, ""): (
        Notice.Level.WARNING,
        ngettext_lazy("%(account)s: %(n)s post missed its hour.", "%(account)s: %(n)s posts missed their hour.", "n"),
    ),
}


def listed(brand: Brand, *, behind: bool = False) -> "QuerySet[Publication]":
    """What needs somebody, one by one; what became due during a pause is settled together (see publishing.pausing.resuming).

    What waits behind a lost account is only among it when asked for: the account has one card for all of that.
    """
    needing = brand.publications.filter(state__in=NEEDS_SOMEBODY).exclude(state=State.HELD, hold=Hold.PAUSE)
    return needing if behind else needing.exclude(lost.BEHIND)


def to_settle(brand: Brand) -> "QuerySet[Publication]":
    """What of it a person must settle now: what is looked for is not, until looking did not tell."""
    return listed(brand).exclude(LOOKED_FOR)


def untold() -> "QuerySet[Publication]":
    """Publications that need somebody whom nobody told yet."""
    needing = Publication.objects.filter(state__in=NEEDS_SOMEBODY, told_at=None)
    return needing.exclude(LOOKED_FOR).exclude(state=State.HELD, hold__in=[Hold.APPROVAL, Hold.ACCOUNT])


@transaction.atomic
def tell(limit: int = 200) -> int:
    """Tell those who schedule about publications that need them; returns how many were told of. Two at once tell once."""
    locked = untold().select_for_update(skip_locked=True, of=("self",)).select_related("brand", "account__brand")
    rows = sorted(locked.order_by("pk")[:limit], key=_group)
    for _key, some in groupby(rows, key=_group):
        _tell(list(some))
    Publication.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=clock.now())
    return len(rows)


def _concerned(brand: Brand, hold: str) -> list[Membership]:
    """Those who can act: who schedules; where the words must change or be let stand, who writes and who approves as well."""
    rights = (Right.WRITE, Right.APPROVE, Right.SCHEDULE) if hold == Hold.CHARTER else (Right.SCHEDULE,)
    return list(dict.fromkeys(member for right in rights for member in notices.holders(brand, right)))


def _group(row: Publication) -> tuple[int, str, str]:
    return row.account_id, row.state, row.hold


def _tell(rows: Sequence[Publication]) -> None:
    account, brand = rows[0].account, rows[0].brand
    state, hold = rows[0].state, rows[0].hold if rows[0].state == State.HELD else ""
    level, text = KINDS[State(state), hold]
    notices.gather(
        _concerned(brand, hold),
        text,
        key=f"publications:{account.pk}:{state}:{hold}",
        items=[one_line(row.text, EXCERPT) for row in rows],
        url=_where(account, state, hold),
        level=level,
        account=str(account),
    )


def _where(account: Account, state: str, hold: str) -> str:
    """The page on which these are settled."""
    if hold == Hold.PAUSE:
        return reverse("publishing:resume", args=[account.brand.slug])
    return reverse("publishing:troubles", args=[account.brand.slug], query={"account": account.pk, "state": state})
