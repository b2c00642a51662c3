"""Asking the networks what was said: each account at its own pace, quicker after something was published."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from lib import clock
from lib.locks import alone
from moderation.receiving import receive
from networks.base import Connection
from networks.incoming import Batch
from publishing.accounts import accounts, asking
from publishing.models import Account

# Since the last thing we sent from an account, how often it is asked. The last line holds for all that is older.
PACE = (
    (timedelta(hours=2), timedelta(minutes=1)),
    (timedelta(days=2), timedelta(minutes=3)),
    (timedelta.max, timedelta(minutes=5)),
)
MOST_BATCHES = 20  # asked for in one go; what is left comes with the next
FETCH = "fetch"


def pace(account: Account, now: datetime) -> timedelta:
    """How long after a fetch the account is asked again."""
    since = now - account.last_sent_at if account.last_sent_at else timedelta.max
    return next(every for age, every in PACE if since <= age)


def is_due(account: Account, now: datetime) -> bool:
    """Whether it is time to ask the account's network again."""
    if account.state != Account.State.CONNECTED or asking.waits(account, FETCH):
        return False
    return account.last_fetched_at is None or account.last_fetched_at + pace(account, now) <= now


def due_accounts(now: datetime) -> Iterator[Account]:
    """The accounts whose time has come, those asked longest ago first."""
    shortest = min(every for _age, every in PACE)
    rows = Account.objects.filter(Q(last_fetched_at=None) | Q(last_fetched_at__lte=now - shortest), state=Account.State.CONNECTED)
    return (account for account in rows.order_by("last_fetched_at") if is_due(account, now))


def fetch(account_id: int) -> int:
    """Fetch and keep what was said to one account, if its time has come; returns how many messages were new.

    Only one worker fetches for an account at a time; another one leaves at once.
    """
    with alone(f"{FETCH}:{account_id}") as mine:
        account = Account.objects.select_related("brand").get(pk=account_id) if mine else None
        if account is None or not is_due(account, clock.now()):
            return 0
        return sum(len(receive_and_remember(account, batch)) for batch in _batches(account))


def _batches(account: Account) -> Iterator[Batch]:
    """What the network has, batch by batch, each asked for after the one before was kept."""
    posts = accounts.recent_posts(account)
    for _number in range(MOST_BATCHES):

        def question(connection: Connection) -> Batch:
            return account.network.fetch(connection, account.fetch_cursor, posts)

        batch = asking.ask(account, FETCH, question)
        if batch is None:
            return
        yield batch
        if not batch.more:
            return


@transaction.atomic
def receive_and_remember(account: Account, batch: Batch) -> list:
    """Keep the messages, and in the same transaction how far we have come."""
    new = receive(account, batch)
    account.fetch_cursor, account.last_fetched_at = batch.cursor, clock.now()
    account.save(update_fields=["fetch_cursor", "last_fetched_at"])
    return new
