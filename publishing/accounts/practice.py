"""Accounts on the practice network: opened there for the asking, then connected like any other."""

from django.conf import settings

from networks.base import Identity, Network
from publishing.accounts import accounts
from publishing.models import Account


def open_account(network: Network, *, name: str, handle: str) -> Identity:
    """Open an account on the practice network and see who it is there. Raises as Network.connect does."""
    wire = accounts.wire_of(Account.Wire.STUB)
    reply = wire.request("POST", f"{settings.STUBNET_URL}/_stub/{network.name}/accounts", json={"handle": handle, "name": name})
    return network.connect(wire, reply.json())
