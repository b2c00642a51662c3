"""What Facebook shows of a Page."""

from typing import TYPE_CHECKING

from networks.base import Connection
from networks.graph import VERSION
from networks.profiles import Profile

if TYPE_CHECKING:
    from networks.facebook.network import Facebook

FIELDS = "id,name,about,picture{url,is_silhouette},cover{source}"


def read(net: "Facebook", connection: Connection) -> Profile:
    """The Page: its short description, its picture unless it is Facebook's own silhouette, its cover."""
    page = net.read(connection, f"/{VERSION}/{connection.remote_id}", params={"fields": FIELDS})
    picture = (page.get("picture") or {}).get("data") or {}
    shown = "" if picture.get("is_silhouette") else str(picture.get("url") or "")
    return Profile(str(page["name"]), str(page.get("about") or ""), shown, str((page.get("cover") or {}).get("source") or ""))
