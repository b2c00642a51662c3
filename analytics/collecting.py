"""Collecting figures: of posts on a thinning schedule, of accounts each day; what was collected is never changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Q

import networks
from analytics.models import POST_METRICS, AccountSnapshot, Snapshot, Standing
from analytics.schedule import SCHEDULE, next_after
from editorial.models import Variant
from lib import clock
from lib.locks import alone
from lib.text import storable_json
from networks.base import Connection
from networks.figures import Figures, Metric
from networks.parcels import Ref
from publishing.accounts import asking
from publishing.models import Account, Publication, State

BATCH = 50  # posts asked for in one question
MOST_BATCHES = 20  # questions in one go; what is left comes with the next
ACCOUNT_EVERY = timedelta(hours=6)
GIVE_UP = timedelta(days=1)  # a post the network has not known for so long is not asked for any more
POSTS, ACCOUNT = "figures", "account-figures"


def begin_watching() -> int:
    """Have figures wanted for what was published since the last time; returns how many posts that was."""
    quote = connection.ops.quote_name
    publication, standing, variant = (quote(model._meta.db_table) for model in (Publication, Standing, Variant))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {standing} (publication_id, account_id, published_at, next_at)
            SELECT p.id, p.account_id, p.published_at, p.published_at + make_interval(secs => %s)
            FROM {publication} p JOIN {variant} v ON v.publication_id = p.id
            WHERE p.state = %s AND NOT EXISTS (SELECT 1 FROM {standing} s WHERE s.publication_id = p.id)
            ON CONFLICT DO NOTHING
            """,  # noqa: S608 - only names of our own tables
            [SCHEDULE[0].every.total_seconds(), State.PUBLISHED],
        )
        return cursor.rowcount


def due_accounts(now: datetime) -> list[Account]:
    """The accounts that figures are wanted of, and whose network gives some."""
    used = Account.objects.filter(state=Account.State.CONNECTED).values_list("network_name", flat=True).distinct()
    given = [networks.network(name) for name in used if name in networks.NETWORKS]
    posts = Q(network_name__in=[network.name for network in given if network.post_metrics], standings__next_at__lte=now)
    fresh = AccountSnapshot.objects.filter(taken_at__gt=now - ACCOUNT_EVERY).values("account")
    own = Q(network_name__in=[network.name for network in given if network.account_metrics]) & ~Q(pk__in=fresh)
    rows = Account.objects.filter(posts | own, state=Account.State.CONNECTED).distinct().order_by("pk")
    return [account for account in rows if not (asking.waits(account, POSTS) and asking.waits(account, ACCOUNT))]


def collect(account_id: int) -> int:
    """Collect what is wanted of one account; returns of how many posts. Only one worker does so at a time."""
    with alone(f"{POSTS}:{account_id}") as mine:
        account = Account.objects.select_related("brand").get(pk=account_id) if mine else None
        if account is None or account.state != Account.State.CONNECTED:
            return 0
        taken = sum(takewhile(bool, (_collect_batch(account) for _number in range(MOST_BATCHES))))
        _collect_account(account)
        return taken


def _collect_batch(account: Account) -> int:
    """Ask for one batch of posts that are due; returns how many there were, 0 when the network does not answer now."""
    if not account.network.post_metrics or account.state != Account.State.CONNECTED or asking.waits(account, POSTS):
        return 0
    due = Standing.objects.filter(account=account, next_at__lte=clock.now()).select_related("publication").order_by("next_at")
    standings = list(due[:BATCH])
    posts = [Ref(row.publication.remote_id, row.publication.remote_url, row.publication.remote_extra) for row in standings]
    if not posts:
        return 0

    def question(connection: Connection) -> Mapping[str, Figures]:
        return account.network.post_figures(connection, posts)

    answer = asking.ask(account, POSTS, question)
    if answer is None:
        return 0
    keep(standings, answer, clock.now())
    return len(standings)


@transaction.atomic
def keep(standings: Sequence[Standing], figures: Mapping[str, Figures], now: datetime) -> None:
    """Keep the figures of these posts, by their id on the network, as taken at `now`; a post without any is gone there."""
    found = [(row, figures[row.publication.remote_id]) for row in standings if row.publication.remote_id in figures]
    Snapshot.objects.bulk_create(
        Snapshot(publication_id=row.pk, taken_at=now, raw=storable_json(given.raw), **counts_of(given)) for row, given in found
    )
    for row, given in found:
        row.taken_at, row.gone_at = now, None
        for name, count in counts_of(given).items():
            setattr(row, name, count)
    for row in standings:
        if row.publication.remote_id not in figures:
            row.gone_at = row.gone_at or now
        gone_for_good = row.gone_at is not None and now - row.gone_at >= GIVE_UP
        row.next_at = None if gone_for_good else next_after(row.published_at, now)
    changed = [*map(str, POST_METRICS), "taken_at", "next_at", "gone_at"]
    Standing.objects.bulk_create(standings, update_conflicts=True, unique_fields=["publication"], update_fields=changed)


def counts_of(given: Figures) -> dict[str, int | None]:
    """The counts of a post by name; what the network did not give, or gave as no number, is None."""
    return {str(metric): _count(given.values.get(metric)) for metric in POST_METRICS}


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _collect_account(account: Account) -> None:
    fresh = AccountSnapshot.objects.filter(account=account, taken_at__gt=clock.now() - ACCOUNT_EVERY)
    given_up = account.state != Account.State.CONNECTED or asking.waits(account, ACCOUNT)
    if not account.network.account_metrics or given_up or fresh.exists():
        return
    given = asking.ask(account, ACCOUNT, account.network.account_figures)
    if given is not None:
        keep_account(account, given, clock.now())


def keep_account(account: Account, given: Figures, now: datetime) -> None:
    """Keep the figures of an account for the day that it is in the brand's zone."""
    counts = {"followers": _count(given.values.get(Metric.FOLLOWERS)), "posts": _count(given.values.get(Metric.POSTS))}
    AccountSnapshot.objects.update_or_create(
        account=account,
        day=now.astimezone(ZoneInfo(account.brand.zone)).date(),
        defaults={"taken_at": now, "raw": storable_json(given.raw), **counts},
    )
