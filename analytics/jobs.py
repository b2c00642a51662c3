"""Jobs of the workers. Each may run twice, late, or not at all; the next one makes good."""

import django_rq

from analytics import baselines, collecting, letters, tiring
from lib import clock


def collect_due() -> None:
    """Have figures collected of the accounts that some are wanted of, one job each."""
    collecting.begin_watching()
    queue = django_rq.get_queue("chores")
    for account in collecting.due_accounts(clock.now()):
        queue.enqueue(collect_account, account.pk, result_ttl=0, failure_ttl=3600)


def collect_account(account_id: int) -> None:
    """Collect what is wanted of one account."""
    collecting.collect(account_id)


def tire_evergreens() -> None:
    """Stop the posts that come back and are tired."""
    tiring.tire_all()


def take_baselines() -> None:
    """Look up where objectives stood when their campaign began."""
    baselines.take_all()


def tell_owners() -> None:
    """Tell the owners of objectives, once a week, how far these are."""
    letters.send_due()
