"""Accounts in use: opening them for the wire, keeping their access alive, saying that it is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lib import clock
from networks.base import AccessLost, Connection, Unsupported
from networks.parcels import Ref
from networks.wires import HttpWire, Wire
from publishing.models import FLOW, Account, Hold, Publication, State
from team import audit, notices
from team.models import Notice
from team.rights import Right

REFRESH_AHEAD = timedelta(minutes=5)


@cache
def live_wire() -> Wire:
    """The wire to servers on the internet, and to those of our own network that the settings list."""
    return HttpWire(allowed_hosts=settings.ALLOWED_PRIVATE_HOSTS)


@cache
def stub_wire(address: str) -> Wire:
    """The wire to the practice network's server."""
    return HttpWire(allowed_hosts=[address.partition("://")[2].partition("/")[0]])


_standing_in: dict[str, Wire] = {}


@contextmanager
def standing_in(kind: str, wire: Wire) -> Iterator[None]:
    """Within the block every account of that kind is reached over `wire`: a practice network inside this process."""
    _standing_in[kind] = wire
    try:
        yield
    finally:
        del _standing_in[kind]


def wire_of(kind: str) -> Wire:
    """The wire of that kind, a value of Account.Wire."""
    if kind in _standing_in:
        return _standing_in[kind]
    return stub_wire(settings.STUBNET_URL) if kind == Account.Wire.STUB else live_wire()


def service_of(account: Account) -> str:
    """Where the account's server is now: the practice network may stand elsewhere after each start."""
    if account.wire == Account.Wire.STUB and settings.STUBNET_URL:
        return f"{settings.STUBNET_URL}/{account.network_name}"
    return account.service


def connection_of(account: Account) -> Connection:
    """The account, open for use, with its access as it is kept. Raises WrongKey when that cannot be opened."""
    return Connection(
        service=service_of(account),
        remote_id=account.remote_id,
        handle=account.handle,
        secrets=account.unseal(),
        wire=wire_of(account.wire),
        limits=account.limits,
    )


def open_connection(account: Account) -> Connection:
    """The account, open for use; access about to run out is refreshed first.

    Raises AccessLost when a person must reconnect it, NotReached, Lost or Busy when refreshing did not work now.
    """
    if runs_out(account):
        refresh(account)
    return connection_of(account)


def runs_out(account: Account, within: timedelta = REFRESH_AHEAD) -> bool:
    """Whether the account's access must be refreshed before it is used, or so long before."""
    return bool(account.secrets_expire_at and account.secrets_expire_at < clock.now() + ahead(account, within))


def ahead(account: Account, most: timedelta) -> timedelta:
    """How long before its end access is refreshed: at most a third of what it lasts, so that short access is used too."""
    if account.secrets_expire_at is None or account.secrets_at is None:
        return most
    return max(min(most, (account.secrets_expire_at - account.secrets_at) / 3), timedelta())


def refresh(account: Account) -> None:
    """Refresh the account's access and keep the new one in the same transaction.

    One refresher at a time: who waited for the row and finds fresh access keeps that. Nothing is claimed for the account
    meanwhile; what is planned on it can still be written. Raises as open_connection.
    """
    seen = account.sealed_secrets
    with transaction.atomic():
        row = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        if row.sealed_secrets == seen:
            try:
                fresh = row.network.refresh(connection_of(row))
            except Unsupported as error:
                raise AccessLost(str(error)) from error
            row.seal({**row.unseal(), **{name: value for name, value in fresh.secrets.items() if value}})
            row.secrets_expire_at, row.secrets_at = fresh.expires_at, clock.now()
            row.granted = row.granted if fresh.granted is None else sorted(fresh.granted)
            row.save(update_fields=["sealed_secrets", "secrets_expire_at", "secrets_at", "granted"])
    account.sealed_secrets, account.secrets_expire_at = row.sealed_secrets, row.secrets_expire_at


@transaction.atomic
def mark_lost(account: Account, reason: str) -> bool:
    """Note that a person must reconnect the account; what is planned on it is held; those who can act are told once.

    False, and all as it was, when the access that `account` was read with has been replaced meanwhile.
    """
    words = getattr(reason, "words", reason)[:300]
    connected = Account.objects.filter(pk=account.pk, state=Account.State.CONNECTED)
    moved = connected.filter(sealed_secrets=account.sealed_secrets).update(state=Account.State.LOST, lost_reason=words)
    if not moved and connected.exists():
        return False
    FLOW.move_all(account.publications.all(), State.PLANNED, State.HELD, hold=Hold.ACCOUNT, told_at=clock.now())
    if not moved:
        return True
    account.state, account.lost_reason = Account.State.LOST, words
    audit.record("account.lost", account, by="Tribu", brand=account.brand, reason=words)
    notices.tell(
        notices.holders(account.brand, Right.CONNECT),
        _("The access to %(account)s is no longer valid. What is planned there is held until somebody reconnects it."),
        key=f"account-lost:{account.pk}",
        url=reverse("publishing:accounts", args=[account.brand.slug]),
        level=Notice.Level.ALERT,
        account=str(account),
    )
    return True


def recent_posts(account: Account, days: int = 30) -> list[Ref]:
    """Our posts of the last days that are on the network, newest first; answers to the community are not among them."""
    rows = Publication.objects.filter(
        account=account, state=State.PUBLISHED, published_at__gte=clock.now() - timedelta(days=days), payload__reply_to=None
    ).order_by("-published_at")
    return [Ref(row.remote_id, row.remote_url, row.remote_extra) for row in rows[:200]]
