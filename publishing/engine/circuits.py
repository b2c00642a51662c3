"""What is not well is left alone: a circuit for each account and each service, opened by failures, closed by an answer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import F, Q, QuerySet

from networks.errors import sentence
from networks.outcomes import NotSent, Outcome, Trouble, Unknown
from publishing.models import Account, Circuit

PATIENCE = 5  # failures in a row that open a circuit
SHORTEST, LONGEST = timedelta(seconds=15), timedelta(minutes=10)
TRIAL = timedelta(seconds=75)  # how long one publication has for trying: longer than any sending
SLOWER = timedelta(minutes=1)  # the rest of an account whose network asks for one without saying how long
USED_UP = timedelta(hours=1)
OUR_FAULT = "fault"  # the code of an outcome that says nothing of the service
FAILURES = (Trouble.DOWN, Trouble.UNCLEAR)  # what says that a service is not well


def account_key(account: Account) -> str:
    """The name of an account's circuit."""
    return f"account:{account.pk}"


def service_key(account: Account) -> str:
    """The name of the circuit of the service that an account lives on."""
    return f"service:{account.network_name}:{account.wire}:{account.service}"


@dataclass(frozen=True)
class Board:
    """All circuits that are not closed, by key, as they stand at one moment."""

    rows: dict[str, Circuit]
    now: datetime

    def ready(self, accounts: "QuerySet[Account]") -> "QuerySet[Account]":
        """Those of the accounts behind no open circuit."""
        shut = [_covers(row.key) for row in self.rows.values() if row.open_until and row.open_until > self.now]
        return accounts.exclude(reduce(or_, shut)) if shut else accounts

    def try_one(self, accounts: Sequence[Account]) -> list[Account]:
        """The accounts without those that wait for somebody else's trial; who tries keeps the circuit open for others."""
        return [account for account in accounts if all(self._try(row) for row in self._on_trial(account))]

    def limit(self, room: dict[int, int], accounts: Iterable[Account]) -> dict[int, int]:
        """The room of each account, one where a single publication finds out whether all is well again."""
        return room | {account.pk: min(room[account.pk], 1) for account in accounts if self._on_trial(account)}

    def _on_trial(self, account: Account) -> list[Circuit]:
        keys = (account_key(account), service_key(account))
        return [self.rows[key] for key in keys if key in self.rows and self.rows[key].open_until]

    def _try(self, row: Circuit) -> bool:
        mine = Circuit.objects.filter(key=row.key, open_until=row.open_until).update(open_until=self.now + TRIAL)
        return bool(mine)


def behind(key: str) -> "QuerySet[Account]":
    """The accounts behind the circuit of that key."""
    return Account.objects.filter(_covers(key))


def opened() -> list[Circuit]:
    """The circuits that keep something from leaving, or on which one publication is about to try."""
    return list(Circuit.objects.exclude(open_until=None).order_by("since"))


def shut(account: Account, circuits: Iterable[Circuit]) -> Circuit | None:
    """The one of these circuits that the account is behind, that of its service before its own."""
    found = {circuit.key: circuit for circuit in circuits}
    return found.get(service_key(account)) or found.get(account_key(account))


def in_words(circuit: Circuit, account: Account) -> str:
    """Why the account is left alone, in the reader's language; as the network said it where the kind of trouble was not kept."""
    return sentence(account.network.label, Trouble(circuit.trouble)) if circuit.trouble in set(Trouble) else circuit.reason


def board(now: datetime) -> Board:
    """How all circuits stand."""
    return Board({row.key: row for row in Circuit.objects.all()}, now)


def _covers(key: str) -> Q:
    """The accounts behind the circuit of that key."""
    kind, _, name = key.partition(":")
    if kind == "account":
        return Q(pk=int(name))
    network, wire, service = name.split(":", 2)
    return Q(network_name=network, wire=wire, service=service)


def note(outcomes: Iterable[tuple[Account, Outcome, datetime]], now: datetime) -> None:
    """Open and close circuits by what became of sendings, each with the moment at which it was begun."""
    well: dict[str, datetime] = {}
    failed: dict[str, list[NotSent | Unknown]] = defaultdict(list)
    for account, outcome, began in outcomes:
        if isinstance(outcome, NotSent) and outcome.trouble in (Trouble.RATE, Trouble.QUOTA):
            _rest(account, outcome, now)
        elif isinstance(outcome, NotSent | Unknown) and outcome.code == OUR_FAULT:
            continue
        elif isinstance(outcome, NotSent | Unknown) and outcome.trouble in FAILURES:
            failed[service_key(account)].append(outcome)
            well.pop(service_key(account), None)
        else:
            well |= {key: max(began, well.get(key, began)) for key in (account_key(account), service_key(account))}
            failed.pop(service_key(account), None)
    _close(well)
    for key, failures in sorted(failed.items()):
        _count(key, failures, now)


def _close(well: Mapping[str, datetime]) -> None:
    """Close what answers again. A rest that a network asked for is not over by answers to what was begun before it."""
    answering = Circuit.objects.filter(key__in=well)
    over = [row.key for row in answering if row.failures or row.since < well[row.key]]
    if over:
        Circuit.objects.filter(key__in=over).delete()


def _rest(account: Account, outcome: NotSent, now: datetime) -> None:
    """The network asked for patience with this account."""
    until = outcome.retry_at or now + (USED_UP if outcome.trouble == Trouble.QUOTA else SLOWER)
    Circuit.objects.update_or_create(key=account_key(account), defaults={"open_until": until, "since": now, **_why(outcome)})


def _count(key: str, failed: "Sequence[NotSent | Unknown]", now: datetime) -> None:
    Circuit.objects.get_or_create(key=key, defaults={"since": now})
    Circuit.objects.filter(key=key).update(failures=F("failures") + len(failed), **_why(failed[-1]))
    failures = Circuit.objects.filter(key=key).values_list("failures", flat=True).first() or 0
    if failures >= PATIENCE:
        wait = min(SHORTEST * 2 ** min((failures - PATIENCE) // PATIENCE, 10), LONGEST)
        Circuit.objects.filter(key=key).update(open_until=now + wait)


def _why(outcome: NotSent | Unknown) -> dict[str, str]:
    return {"trouble": outcome.trouble, "reason": str(outcome.reason)}
