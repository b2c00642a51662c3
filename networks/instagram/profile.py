"""What Instagram shows of an account."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from networks.base import Busy, Connection
from networks.instagram.connect import ME
from networks.profiles import Profile

if TYPE_CHECKING:
    from networks.instagram.network import Instagram

PLAIN = "user_id,username,name,profile_picture_url"


def read(net: "Instagram", connection: Connection) -> Profile:
    """The account, which has no banner there."""
    me = _answer(net, connection)
    description = str(me["biography"] or "") if "biography" in me else None
    return Profile(str(me.get("name") or me["username"]), description, str(me.get("profile_picture_url") or ""))


def _answer(net: "Instagram", connection: Connection) -> Mapping[str, Any]:
    """What Instagram tells; Meta's pages differ on whether the biography may be asked here, and a refused field refuses all."""
    try:
        me = net.read(connection, ME, params={"fields": f"{PLAIN},biography"})
        return {"biography": "", **me}
    except Busy as busy:
        if not busy.code.startswith("100"):
            raise
        return net.read(connection, ME, params={"fields": PLAIN})
