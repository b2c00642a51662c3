"""Connecting accounts, and taking them away."""

import logging
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lib import clock
from lib.answers import Lost, NotReached
from lib.crypto import WrongKey
from lib.http import AddressRefused
from networks.base import AccessLost, Busy, Declined, Identity, Network, Unsupported
from publishing.accounts import accounts
from publishing.engine import planning
from publishing.models import FLOW, TO_LEAVE, Account, State
from team import audit
from team.models import Brand, Membership

log = logging.getLogger(__name__)


class AlreadyElsewhere(Exception):
    """The answers lead to another account than the one to reconnect; the text is a sentence."""

    def __init__(self, other: str, account: str):
        sentence = _("These answers lead to %(other)s, not to %(account)s. Connect that one as a new account.")
        super().__init__(sentence % {"other": other, "account": account})


def ask(network: Network, answers: Mapping[str, str], *, kind: str) -> Identity:
    """Try the answers of the connect screen at the network; no row is touched, so that nobody waits on a lock meanwhile.

    Raises ConnectRefused with a sentence, NotReached, Lost.
    """
    return network.connect(accounts.wire_of(kind), answers)


def why_not_asked(error: NotReached | Lost) -> str:
    """Why a server could not be asked, as a sentence for who typed its address."""
    if isinstance(error, AddressRefused):
        return _(
            "This address is not a public one, so it is not called. If the server is your own, whoever looks after the "
            "installation adds it to ALLOWED_PRIVATE_HOSTS."
        )
    if isinstance(error, NotReached):
        return _("There is no such server, it is away, or its address is not allowed here. Check the address.")
    return _("The server did not answer in time. Try again in a moment.")


@transaction.atomic
def connect(
    brand: Brand, network: Network, identity: Identity, *, by: Membership | str, kind: str = Account.Wire.LIVE
) -> Account:
    """Keep the account that answered. One that was connected before is connected anew, with all that is planned on it."""
    service = "" if kind == Account.Wire.STUB else identity.service
    account = (
        Account.objects.select_for_update()
        .filter(brand=brand, network_name=network.name, wire=kind, service=service, remote_id=identity.remote_id)
        .first()
    ) or Account(brand=brand, network_name=network.name, wire=kind, service=service, remote_id=identity.remote_id)
    verb = "account.reconnected" if account.pk else "account.connected"
    take(account, identity)
    audit.record(verb, account, by=by, brand=brand, network=network.name, wire=kind)
    planning.account_is_back(account)
    return account


@transaction.atomic
def reconnect(account: Account, identity: Identity, *, by: Membership | str) -> None:
    """Give an account fresh access. Raises AlreadyElsewhere when the answers are those of another account."""
    if identity.remote_id != account.remote_id:
        raise AlreadyElsewhere(identity.handle, account.handle)
    row = Account.objects.select_for_update().get(pk=account.pk)
    take(row, identity)
    audit.record("account.reconnected", row, by=by, brand=row.brand)
    planning.account_is_back(row)


def take(account: Account, identity: Identity) -> None:
    """Write what the network said of the account into its row."""
    account.handle, account.url = identity.handle, identity.url
    account.name = identity.name or account.name
    account.limits = dict(identity.limits) or account.limits
    account.state, account.lost_reason = Account.State.CONNECTED, ""
    account.secrets_expire_at = identity.expires_at
    account.granted = account.granted if identity.granted is None else sorted(identity.granted)
    account.connected_at = account.secrets_at = clock.now()
    account.seal(identity.secrets)
    account.save()


def give_back(account: Account) -> bool:
    """Tell the network that the access is not wanted any more; False when there was something to tell, and it was not told.

    No row is touched; a network that is away, or an access that cannot be given back, stops nobody from disconnecting.
    """
    if not account.network.can("revoke"):
        return True
    try:
        account.network.revoke(accounts.connection_of(account))
    except (Unsupported, AccessLost, WrongKey):
        return True
    except (Busy, Declined) as error:
        log.warning("%s: access not given back: %s", account, error)
        return False
    return True


@transaction.atomic
def disconnect(account: Account, *, by: Membership) -> int:
    """Forget the access. What was planned is taken back; what is published stays. Returns how many were taken back."""
    taken = sum(FLOW.move_all(account.publications.all(), state, State.CANCELLED) for state in TO_LEAVE)
    account.seal({})
    account.state = Account.State.DISCONNECTED
    account.save(update_fields=["sealed_secrets", "state"])
    audit.record("account.disconnected", account, by=by, taken_back=taken)
    return taken


def practice_offered() -> bool:
    """Whether this installation runs a practice network."""
    return bool(settings.STUBNET_URL)
