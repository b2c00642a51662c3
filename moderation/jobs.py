"""Jobs of the workers. Each may run twice, late, or not at all; the next one makes good."""

import django_rq

from lib import clock
from moderation import answering, fetching


def fetch_all() -> None:
    """Have the accounts asked whose time has come, one job each."""
    queue = django_rq.get_queue("chores")
    for account in fetching.due_accounts(clock.now()):
        queue.enqueue(fetch_account, account.pk, result_ttl=0, failure_ttl=3600)


def fetch_account(account_id: int) -> None:
    """Fetch what was said to one account."""
    fetching.fetch(account_id)


def settle_failures() -> None:
    """Put conversations whose answer failed back among those that wait."""
    answering.settle_failures()
