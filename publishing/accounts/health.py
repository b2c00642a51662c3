"""How each account of a brand is, for its page: what waits, what went wrong, how long the access is good, what is used up."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from lib import clock
from networks import granting
from networks.errors import sentence
from networks.granting import Need
from networks.outcomes import Trouble
from publishing.accounts import accounts, tokens
from publishing.engine import circuits, quotas
from publishing.models import NEEDS_SOMEBODY, Account, Attempt, Circuit, Pause, Publication, State
from publishing.pausing import pausing
from publishing.troubles import lost, troubles
from team.models import Brand

BEHIND, LOOKED_FOR = "behind", "looked for"
FAILED = ("refused", "notsent", "unknown")  # outcomes of an attempt


@dataclass(frozen=True)
class Health:
    """How an account is: what waits on it, needs somebody or is looked for, what went out last, how long its access is good."""

    account: Account
    planned: int
    held: int
    troubled: int
    looked_for: int
    last_out: datetime | None
    last_trouble: Attempt | None
    uses: list[quotas.Use]
    circuit: Circuit | None
    pause: Pause | None = None

    @property
    def trouble_in_words(self) -> str:
        """What went wrong last, in the reader's language."""
        kind = self.last_trouble.trouble if self.last_trouble else ""
        return sentence(self.account.network.label, Trouble(kind)) if kind in set(Trouble) else ""

    @property
    def circuit_in_words(self) -> str:
        """Why it is left alone, in the reader's language."""
        return circuits.in_words(self.circuit, self.account) if self.circuit else ""

    @property
    def counted_at(self) -> datetime | None:
        """When the network itself was asked last how many posts it counted; None when it does not count."""
        told = self.account.allowance
        return datetime.fromisoformat(told["at"]) if told else None

    @property
    def missing(self) -> list[Need]:
        """What cannot be done here for want of a right; nothing where the rights are not known."""
        return granting.missing(self.account.network.needs, self.account.granted)

    @property
    def too_much(self) -> list[str]:
        """What is said against rights that nobody should have given us."""
        said = self.account.network.too_much
        return [str(said[name]) for name in self.account.granted or () if name in said]

    @property
    def next_refresh(self) -> datetime | None:
        """When the access is renewed by itself; None where that cannot be, or where its end is not known."""
        account = self.account
        if account.secrets_expire_at is None or not account.network.can("refresh"):
            return None
        return max(account.secrets_expire_at - accounts.ahead(account, tokens.AHEAD), clock.now())


def of_brand(brand: Brand, pauses: Sequence[Pause] = ()) -> list[Health]:
    """The accounts and how they are, broken ones first; in a few queries that do not read what is long published.

    `pauses` are those in force.
    """
    found = _with_latest(brand.accounts.exclude(state=Account.State.DISCONNECTED))
    counts = _counts(brand)
    troubles = Attempt.objects.in_bulk([account.last_trouble for account in found if account.last_trouble])
    uses, opened = quotas.of_accounts(found, clock.now()), circuits.opened()
    rows = [
        Health(
            account,
            planned=counts[account.pk][State.PLANNED] + counts[account.pk][State.WAITING],
            held=counts[account.pk][State.HELD],
            troubled=sum(counts[account.pk][state] for state in NEEDS_SOMEBODY)
            - counts[account.pk][BEHIND]
            - counts[account.pk][LOOKED_FOR],
            looked_for=counts[account.pk][LOOKED_FOR],
            last_out=account.last_out,
            last_trouble=troubles.get(account.last_trouble),
            uses=uses[account.pk],
            circuit=circuits.shut(account, opened),
            pause=pausing.covering(account, pauses),
        )
        for account in found
    ]
    return sorted(rows, key=lambda row: (_is_well(row), row.account.network_name, row.account.handle))


def _with_latest(accounts: "QuerySet[Account]") -> list[Any]:
    """The accounts with when something went out last, and which attempt failed last; each is the first row of an index."""
    sent = Publication.objects.filter(account=OuterRef("pk"), state=State.PUBLISHED).order_by("-published_at")
    failed = Attempt.objects.filter(account=OuterRef("pk"), outcome__in=FAILED).order_by("-ended_at")
    latest = {"last_out": Subquery(sent.values("published_at")[:1]), "last_trouble": Subquery(failed.values("pk")[:1])}
    return list(accounts.annotate(**latest))


def _counts(brand: Brand) -> defaultdict[int, Counter[str]]:
    """How many publications of each account wait or need somebody, by state.

    BEHIND are those that wait for the account, LOOKED_FOR those of which nobody is asked yet.
    """
    counted: defaultdict[int, Counter[str]] = defaultdict(Counter)
    waiting = brand.publications.filter(state__in=[State.PLANNED, State.WAITING, *NEEDS_SOMEBODY]).order_by()
    apart = {"behind": Count("pk", filter=lost.BEHIND), "looked_for": Count("pk", filter=troubles.LOOKED_FOR)}
    for pk, state, n, behind, looked_for in waiting.values_list("account", "state").annotate(n=Count("pk"), **apart):
        counted[pk] += Counter({state: n, BEHIND: behind, LOOKED_FOR: looked_for})
    return counted


def _is_well(row: Health) -> bool:
    return row.account.state == Account.State.CONNECTED
