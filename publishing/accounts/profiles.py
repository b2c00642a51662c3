"""Reading what networks show of the accounts, once a day; the pictures are looked at and not kept."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import F, Q, QuerySet

import networks
from lib import pictures
from lib.answers import Lost, NotReached
from lib.pictures import BadPicture, Looks
from lib.text import storable
from networks import profiles
from networks.base import Connection
from publishing.accounts import accounts, asking
from publishing.models import Account, Profile

PROFILE = "profile"
EVERY = timedelta(days=1)
AT_ONCE = 40  # accounts in one go
SECONDS = 10.0  # that one picture may take


def waits(now: datetime) -> bool:
    """Whether an account was not read for a day."""
    return _due(now).exists()


def read_due(now: datetime) -> int:
    """Read those not read for a day, the longest unread first; who asked for patience holds up nobody. Returns how many."""
    rows = _due(now).select_related("brand").order_by(F("profile__read_at").asc(nulls_first=True), "pk")
    asked = list(islice((account for account in rows if not asking.waits(account, PROFILE)), AT_ONCE))
    for account in asked:
        read(account, now)
    return len(asked)


def read(account: Account, now: datetime) -> Profile | None:
    """Read one account and keep what its network shows; None, and all as it was, when it does not answer now."""
    shown = asking.ask(account, PROFILE, account.network.profile)
    if shown is None:
        return None
    connection = accounts.connection_of(account)
    picture, banner = (_looks(connection, url) for url in (shown.picture_url, shown.banner_url))
    return Profile.objects.update_or_create(account=account, defaults={**_kept(shown, picture, banner), "read_at": now})[0]


def _kept(shown: profiles.Profile, picture: Looks | None, banner: Looks | None) -> Mapping[str, object]:
    return {
        "name": storable(shown.name)[:200],
        "description": None if shown.description is None else storable(shown.description),
        "has_picture": None if shown.picture_url is None else bool(shown.picture_url),
        "marks": list(picture.marks) if picture else None,
        "has_banner": None if shown.banner_url is None else bool(shown.banner_url),
        "banner": dict(banner.colours) if banner else {},
    }


def _due(now: datetime) -> "QuerySet[Account]":
    asked = [name for name in networks.NETWORKS if networks.network(name).can("profile")]
    rows = Account.objects.filter(state=Account.State.CONNECTED, network_name__in=asked)
    return rows.filter(Q(profile=None) | Q(profile__read_at__lte=now - EVERY))


def _looks(connection: Connection, url: str | None) -> Looks | None:
    """What stands at an open address looks like; None for none, and for what cannot be had or is no picture."""
    try:
        reply = connection.wire.request("GET", url, timeout=SECONDS) if url else None
        return pictures.look(reply.body) if reply and reply.ok else None
    except (NotReached, Lost, BadPicture):
        return None
