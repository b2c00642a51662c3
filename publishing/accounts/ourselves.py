"""Who we are to networks: where they send people back to, where they read who asks, and the keys that prove it is us."""

from django.conf import settings
from django.urls import reverse

from lib import jose
from lib.crypto import Keyring
from networks.base import Installation, Network

PURPOSE = "keys by which networks know this installation"


def installation(network: Network) -> Installation:
    """This installation, as that network sees it."""
    if not network.can("client_document"):
        return Installation(return_address())
    return Installation(return_address(), document_address(network), our_keys())


def return_address() -> str:
    """The one address that networks send people back to."""
    return settings.SITE_URL + reverse("connect_return")


def document_address(network: Network) -> str:
    """Where a network reads who we are."""
    return settings.SITE_URL + reverse("connect_client", args=[network.name])


def our_keys() -> tuple[str, ...]:
    """Our private keys, the one in use last; made of the ring that seals the accounts, so that nothing more is to be kept."""
    return tuple(jose.key_of(seed) for seed in Keyring(settings.TOKEN_KEYS).derived(PURPOSE, jose.SEED))
