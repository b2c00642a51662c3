"""Which addresses we may connect to: a judge of resolved addresses, never of the text of a URL."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

IPAddress = IPv4Address | IPv6Address

# What Python 3.11 calls global though it leads, or may lead, to a machine near by.
REFUSED = [
    ip_network(block)
    for block in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.88.99.0/24",
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/32",
        "2002::/16",
        "fec0::/10",
    )
]


def is_public(address: str | IPAddress) -> bool:
    """Whether a resolved address is one anybody on the internet could mean. Anything unreadable is not."""
    try:
        ip = ip_address(address.partition("%")[0]) if isinstance(address, str) else address
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_link_local or ip.is_loopback:
        return False
    return not any(ip in block for block in REFUSED if block.version == ip.version)


class Allowed:
    """Hosts of the owner's own network that may be called though their addresses are private: `host` or `host:port`."""

    def __init__(self, hosts: Iterable[str] = ()):
        self._hosts = frozenset(host.strip().lower() for host in hosts if host.strip())

    def __contains__(self, place: tuple[str, int]) -> bool:
        host, port = place[0].lower().strip("[]"), place[1]
        names = {host, f"[{host}]"} if ":" in host else {host}
        return any(name in self._hosts or f"{name}:{port}" in self._hosts for name in names)
