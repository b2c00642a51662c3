"""What an account may do on Mastodon to what others said: like it, keep its author away; and take its own posts back."""

from typing import TYPE_CHECKING

from networks.base import Busy, Connection, Declined
from networks.outcomes import Trouble
from networks.parcels import Ref

if TYPE_CHECKING:
    from networks.mastodon.network import Mastodon

STATUS = "/api/v1/statuses/{id}"
ACCOUNT = "/api/v1/accounts/{id}"


def on_status(net: "Mastodon", connection: Connection, ref: Ref, act: str) -> None:
    """`act` is the end of the address: favourite, unfavourite."""
    net.act(connection, "POST", f"{STATUS.format(id=ref.id)}/{act}")


def on_person(net: "Mastodon", connection: Connection, id: str, act: str) -> None:
    """`act` is the end of the address: block, unblock."""
    net.act(connection, "POST", f"{ACCOUNT.format(id=id)}/{act}")


def delete(net: "Mastodon", connection: Connection, ref: Ref) -> None:
    """Take a status of ours away. Of others' the instance says what it says of one that is gone, so we look."""
    try:
        net.act(connection, "DELETE", STATUS.format(id=ref.id))
    except Declined as refusal:
        if refusal.trouble is not Trouble.GONE:
            raise
        if _is_there(net, connection, ref):
            raise Declined(net.sentence(Trouble.PERMISSION), Trouble.PERMISSION, refusal.code) from refusal


def _is_there(net: "Mastodon", connection: Connection, ref: Ref) -> bool:
    try:
        net.read(connection, STATUS.format(id=ref.id))
        return True
    except Busy as busy:
        if busy.code == "404":
            return False
        raise
