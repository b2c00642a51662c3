"""What a Page may do to what people said below its posts, beyond what the networks of Meta share."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from networks.base import Connection, Declined
from networks.graph import VERSION
from networks.incoming import Author
from networks.outcomes import Trouble
from networks.parcels import Ref

if TYPE_CHECKING:
    from networks.facebook.network import Facebook

LIKES = f"/{VERSION}/{{id}}/likes"
BLOCKED = f"/{VERSION}/{{id}}/blocked"


def like(net: "Facebook", connection: Connection, ref: Ref, liked: bool) -> None:
    """Like as the Page, or take that back."""
    net.act(connection, "POST" if liked else "DELETE", LIKES.format(id=ref.id))


def block(net: "Facebook", connection: Connection, author: Author, blocked: bool) -> None:
    """Keep a person from the Page. Comments name people by an id that holds for this Page only."""
    if not author.id.isdigit():
        raise Declined(_("Facebook does not say who wrote this, so nobody can be blocked for it."), Trouble.PERMISSION)
    path = BLOCKED.format(id=connection.remote_id)
    net.act(connection, "POST" if blocked else "DELETE", path, params={"psid": author.id})
