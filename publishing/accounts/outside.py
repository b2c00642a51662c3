"""Keeping track of what accounts post without us, where their networks list it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Mod

import networks
from lib.text import storable
from networks.base import Connection
from networks.matching import plain
from networks.own import OwnPost
from publishing.accounts import asking
from publishing.models import Account, OutsidePost, State

OWN = "own"
NEWS = timedelta(days=2)  # how far back is looked each time
ALL = timedelta(days=35)  # and once a day, and the first time: as far as a month of the calendar shows
FRESH = timedelta(minutes=10)  # what is younger may be ours, on its way to being known
UNSURE = (State.CLAIMED, State.SENDING, State.UNCONFIRMED)


def look_all(now: datetime) -> int:
    """Ask for every account whose network lists what it posted. Returns for how many."""
    asked = [name for name in networks.NETWORKS if networks.network(name).can("own_posts")]
    rows = Account.objects.filter(state=Account.State.CONNECTED, network_name__in=asked)
    for account in rows.annotate(hour=Mod(F("pk"), 24)).select_related("brand"):
        if not asking.waits(account, OWN):
            look(account, now, whole=account.hour == now.hour)
    return len(rows)


def look(account: Account, now: datetime, *, whole: bool = False) -> int:
    """Keep what the account posted lately without us, and forget what is gone there; returns how many posts that is."""
    since = now - (ALL if whole or not account.outside_posts.exists() else NEWS)

    def question(connection: Connection) -> Sequence[OwnPost]:
        return account.network.own_posts(connection, since)

    listed = asking.ask(account, OWN, question)
    return _keep(account, listed, since, now) if listed is not None else 0


@transaction.atomic
def _keep(account: Account, listed: Sequence[OwnPost], since: datetime, now: datetime) -> int:
    ours, unsure = _known(account, listed)
    theirs = [post for post in listed if post.at < now - FRESH and post.id not in ours and plain(post.text) not in unsure]
    rows = [
        OutsidePost(
            brand_id=account.brand_id,
            account=account,
            remote_id=post.id,
            url=post.url[:500],
            text=storable(post.text),
            at=post.at,
            seen_at=now,
        )
        for post in theirs
    ]
    account.outside_posts.filter(at__gte=since).exclude(remote_id__in=[row.remote_id for row in rows]).delete()
    OutsidePost.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["account", "remote_id"], update_fields=["url", "text", "at", "seen_at"]
    )
    return len(rows)


def _known(account: Account, listed: Sequence[OwnPost]) -> tuple[set[str], set[str]]:
    """The numbers of those that we sent, and the words of what may be there already without our knowing its number."""
    ours = account.publications.filter(remote_id__in=[post.id for post in listed]).values_list("remote_id", flat=True)
    unsure = account.publications.filter(state__in=UNSURE).values_list("payload__text", flat=True)
    return set(ours), {plain(text) for text in unsure}
