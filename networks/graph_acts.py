"""Acts on comments and posts as the networks of Meta share them: hiding by a field, deleting, and telling what is gone."""

from typing import TYPE_CHECKING

from networks.graph import VERSION
from networks.outcomes import Trouble
from networks.parcels import Ref
from networks.refusals import Busy, Declined

if TYPE_CHECKING:
    from networks.base import Connection, Network

THING = f"/{VERSION}/{{id}}"


def set_hidden(net: "Network", connection: "Connection", ref: Ref, field: str, hidden: bool) -> None:
    """Hide a comment or show it again; `field` is the network's name for it."""
    net.act(connection, "POST", THING.format(id=ref.id), form={field: "true" if hidden else "false"})


def delete(net: "Network", connection: "Connection", ref: Ref) -> None:
    """Take a post or comment away. The same error says that it is gone and that it may not be deleted, so we look."""
    try:
        net.act(connection, "DELETE", THING.format(id=ref.id))
    except Declined as refusal:
        if refusal.trouble is not Trouble.GONE:
            raise
        if is_there(net, connection, ref.id):
            raise Declined(net.sentence(Trouble.PERMISSION), Trouble.PERMISSION, refusal.code) from refusal


def is_there(net: "Network", connection: "Connection", id: str) -> bool:
    """Whether a post, comment or film is there. Raises AccessLost, Busy."""
    try:
        net.read(connection, THING.format(id=id), params={"fields": "id"})
        return True
    except Busy as busy:
        if busy.code in ("100/33", "803"):
            return False
        raise
