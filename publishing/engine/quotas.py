"""How much an account may still send: what networks allow in a time, against the attempts of that time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from lib import locks
from networks.errors import sentence
from networks.limits import Quota
from networks.outcomes import Trouble
from publishing.models import IN_HAND, Account, Attempt, Publication, State


@dataclass(frozen=True)
class Use:
    """A quota and what of it is used."""

    quota: Quota
    used: int

    @property
    def left(self) -> int:
        """How much may still be sent in the time."""
        return max(self.quota.limit - self.used, 0)


def rooms(accounts: Sequence[Account], most: int, now: datetime) -> dict[int, int]:
    """How many more publications may be taken in hand for each account: `most` with those in hand, and what quotas leave.

    Exact while the accounts' rows are locked. What an account may not send now moves to the moment when it may.
    """
    in_hand = Publication.objects.filter(account__in=accounts, state__in=IN_HAND).order_by()
    busy = dict(in_hand.values_list("account").annotate(n=Count("pk")))
    room = {account.pk: most - busy.get(account.pk, 0) for account in accounts}
    for quota, some in _by_quota(accounts).items():
        used = _taken(quota, some, now)
        for account in some:
            left = quota.limit - used[account.pk]
            room[account.pk] = min(room[account.pk], left)
            if left <= 0:
                _postpone(account, quota, now)
            elif quota.per == "app":
                used = {pk: count + room[account.pk] for pk, count in used.items()}
    return room


def of_account(account: Account, now: datetime) -> list[Use]:
    """The quotas of an account and how much of each is used."""
    return [Use(quota, _used(quota, [account], now)[account.pk]) for quota in account.network.quotas]


def of_accounts(accounts: Sequence[Account], now: datetime) -> dict[int, list[Use]]:
    """The same for many accounts, with a query for each quota of their networks."""
    found: dict[int, list[Use]] = {account.pk: [] for account in accounts}
    for quota, some in _by_quota(accounts).items():
        used = _used(quota, some, now)
        for account in some:
            found[account.pk].append(Use(quota, used[account.pk]))
    return found


def _by_quota(accounts: Sequence[Account]) -> dict[Quota, list[Account]]:
    found: dict[Quota, list[Account]] = {}
    for account in accounts:
        for quota in account.network.quotas:
            found.setdefault(quota, []).append(account)
    return found


def _used(quota: Quota, accounts: Sequence[Account], now: datetime) -> dict[int, int]:
    """The attempts that count against the quota of each account."""
    return _shared(quota, accounts, _counted(_attempts(quota, accounts, now)))


def _taken(quota: Quota, accounts: Sequence[Account], now: datetime) -> dict[int, int]:
    """The same with what is claimed, in one look: what a worker begins meanwhile is counted, and counted once."""
    if quota.per == "app":
        locks.one_by_one(f"quota:{accounts[0].network_name}")
    claimed = _counted(Publication.objects.filter(_whose(quota, accounts), state=State.CLAIMED))
    return _shared(quota, accounts, _counted(_attempts(quota, accounts, now)).union(claimed, all=True))


def _whose(quota: Quota, accounts: Sequence[Account]) -> Q:
    """The condition on rows of these accounts or, for a quota of the app, of all accounts of their network."""
    everybody = Q(account__network_name=accounts[0].network_name)
    return Q(account_id__among=[account.pk for account in accounts]) if quota.per == "account" else everybody


def _attempts(quota: Quota, accounts: Sequence[Account], now: datetime) -> "QuerySet[Attempt]":
    return Attempt.objects.filter(_whose(quota, accounts), started_at__gt=now - timedelta(seconds=quota.seconds))


def _counted(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    return rows.order_by().values_list("account").annotate(n=Count("pk"))


def _shared(quota: Quota, accounts: Sequence[Account], counted: Iterable[tuple[int, int]]) -> dict[int, int]:
    """What counts for each account: its own or, of a quota of the app, the sum of all."""
    found: Counter[int] = Counter()
    for pk, n in counted:
        found[pk] += n
    return {account.pk: found[account.pk] if quota.per == "account" else found.total() for account in accounts}


def _postpone(account: Account, quota: Quota, now: datetime) -> None:
    """Move what is due on the account to the moment when the oldest attempt leaves the time that is counted."""
    time = timedelta(seconds=quota.seconds)
    started = _attempts(quota, [account], now).aggregate(first=Min("started_at"))["first"]
    free_at = max((started or now) + time, now + timedelta(seconds=1))
    due = Publication.objects.filter(account=account, state=State.PLANNED, due_at__lte=now)
    told = sentence(account.network.label, Trouble.QUOTA)
    due.update(due_at=free_at, trouble=Trouble.QUOTA, words=told.words, reason=str(told))
