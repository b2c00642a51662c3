"""How much an account may still send: what networks allow in a time, against the attempts of that time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet

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
    ids = [account.pk for account in accounts]
    in_hand = Publication.objects.filter(account_id__among=ids, state__in=IN_HAND)
    busy, claimed = _counted(in_hand), _counted(in_hand.filter(state=State.CLAIMED))
    room = {account.pk: most - busy.get(account.pk, 0) for account in accounts}
    for quota, some in _by_quota(accounts).items():
        used = _used(quota, some, now)
        for account in some:
            left = quota.limit - used[account.pk] - claimed.get(account.pk, 0)
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


def _counted(rows: "QuerySet[Publication] | QuerySet[Attempt]") -> dict[int, int]:
    return dict(rows.order_by().values_list("account").annotate(n=Count("pk")))


def _by_quota(accounts: Sequence[Account]) -> dict[Quota, list[Account]]:
    found: dict[Quota, list[Account]] = {}
    for account in accounts:
        for quota in account.network.quotas:
            found.setdefault(quota, []).append(account)
    return found


def _used(quota: Quota, accounts: Sequence[Account], now: datetime) -> dict[int, int]:
    attempts = Attempt.objects.filter(started_at__gt=now - timedelta(seconds=quota.seconds))
    if quota.per == "account":
        counted = _counted(attempts.filter(account_id__among=[account.pk for account in accounts]))
        return {account.pk: counted.get(account.pk, 0) for account in accounts}
    name = accounts[0].network_name
    locks.one_by_one(f"quota:{name}")
    everybody = attempts.filter(account__network_name=name).count()
    claimed = Publication.objects.filter(account__network_name=name, state=State.CLAIMED).exclude(account__in=accounts).count()
    return dict.fromkeys((account.pk for account in accounts), everybody + claimed)


def _postpone(account: Account, quota: Quota, now: datetime) -> None:
    """Move what is due on the account to the moment when the oldest attempt leaves the time that is counted."""
    time = timedelta(seconds=quota.seconds)
    mine = {"account": account} if quota.per == "account" else {"account__network_name": account.network_name}
    started = Attempt.objects.filter(**mine, started_at__gt=now - time).aggregate(first=Min("started_at"))["first"]
    free_at = max((started or now) + time, now + timedelta(seconds=1))
    due = Publication.objects.filter(account=account, state=State.PLANNED, due_at__lte=now)
    told = sentence(account.network.label, Trouble.QUOTA)
    due.update(due_at=free_at, trouble=Trouble.QUOTA, words=told.words, reason=str(told))
