"""What Bluesky shows of an account."""

from typing import TYPE_CHECKING

from networks.base import Connection
from networks.bluesky.connect import PROFILE
from networks.profiles import Profile

if TYPE_CHECKING:
    from networks.bluesky.network import Bluesky


def read(net: "Bluesky", connection: Connection) -> Profile:
    """The profile; what its owner left empty is absent from the answer."""
    found = net.read(connection, PROFILE, params={"actor": connection.remote_id})
    name, *rest = (str(found.get(name) or "") for name in ("displayName", "description", "avatar", "banner"))
    return Profile(name or str(found["handle"]), *rest)
