"""What Mastodon shows of an account."""

from typing import TYPE_CHECKING, Any

from networks.base import Connection
from networks.mastodon.connect import ME
from networks.mastodon.words import from_html
from networks.profiles import Profile

if TYPE_CHECKING:
    from networks.mastodon.network import Mastodon

MISSING = "/missing.png"  # how the address ends of what stands where nobody chose a picture


def read(net: "Mastodon", connection: Connection) -> Profile:
    """The profile of the account."""
    me = net.read(connection, ME)
    name = str(me.get("display_name") or me["username"])
    return Profile(name, from_html(str(me.get("note") or "")), _chosen(me.get("avatar")), _chosen(me.get("header")))


def _chosen(url: Any) -> str:
    return "" if str(url or "").endswith(MISSING) else str(url or "")
