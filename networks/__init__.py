"""Social networks: one folder each, all of the same shape. Knows no models; see base.py for the shape."""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from networks.base import Network
    from networks.stubs import Stub

NETWORKS = {
    "bluesky": "networks.bluesky.network.Bluesky",
    "mastodon": "networks.mastodon.network.Mastodon",
    "facebook": "networks.facebook.network.Facebook",
    "instagram": "networks.instagram.network.Instagram",
}


@cache
def network(name: str) -> "Network":
    """The network of that name. Raises KeyError for a name that is none."""
    module, _, attribute = NETWORKS[name].rpartition(".")
    return getattr(import_module(module), attribute)()


def all_networks() -> "list[Network]":
    """Every network, in the order of the table."""
    return [network(name) for name in NETWORKS]


@cache
def stub_class(name: str) -> "type[Stub]":
    """The stub of the network of that name; loads neither the network nor Django. Raises KeyError for a name that is none."""
    package = NETWORKS[name].rpartition(".network.")[0]
    return import_module(f"{package}.stub").Stub
