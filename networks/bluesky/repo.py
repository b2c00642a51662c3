"""The account's repository: every record is put, read and taken away here."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from networks.base import Busy, Connection, Declined

if TYPE_CHECKING:
    from networks.bluesky.network import Bluesky

POST = "app.bsky.feed.post"
LIKE = "app.bsky.feed.like"
BLOCK = "app.bsky.graph.block"
THREADGATE = "app.bsky.feed.threadgate"
POSTGATE = "app.bsky.feed.postgate"
PUT = "/xrpc/com.atproto.repo.putRecord"
GET = "/xrpc/com.atproto.repo.getRecord"
LIST = "/xrpc/com.atproto.repo.listRecords"
DELETE = "/xrpc/com.atproto.repo.deleteRecord"
SESSION = "/xrpc/com.atproto.server.getSession"
APPLY = "/xrpc/com.atproto.repo.applyWrites"
TAKEN = "InvalidSwap"  # something else stands there already
MISSING = "RecordNotFound"


class Place(NamedTuple):
    """Where a record stands: at://did/collection/key."""

    did: str
    collection: str
    key: str

    @classmethod
    def of(cls, uri: str) -> "Place":
        """The place that an address names. Raises ValueError for another kind of address."""
        did, collection, key = uri.removeprefix("at://").split("/")
        return cls(did, collection, key)

    def __str__(self) -> str:
        return f"at://{self.did}/{self.collection}/{self.key}"

    @property
    def params(self) -> dict[str, str]:
        """As one names it in a call."""
        return {"repo": self.did, "collection": self.collection, "rkey": self.key}


def dated(moment: datetime) -> str:
    """A moment as records tell it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def put_once(net: "Bluesky", connection: Connection, place: Place, record: Mapping[str, Any]) -> None:
    """Put a record of an act; what stands there already is what is wanted. Raises AccessLost, Busy, Declined."""
    try:
        replace(net, connection, place, record, None)
    except Declined as refusal:
        if refusal.code != TAKEN:
            raise


def replace(net: "Bluesky", connection: Connection, place: Place, record: Mapping[str, Any], cid: str | None) -> None:
    """Put a record where the one with that `cid` stands, or none. Raises AccessLost, Busy; Declined, with the code TAKEN."""
    net.act(connection, "POST", PUT, json={**place.params, "record": record, "swapRecord": cid})


def take_away(net: "Bluesky", connection: Connection, place: Place) -> None:
    """Take a record away; one that is not there is gone too. Raises AccessLost, Busy, Declined."""
    net.act(connection, "POST", DELETE, json=place.params)


def there(net: "Bluesky", connection: Connection, place: Place) -> tuple[dict[str, Any], str | None]:
    """The record at a place and its cid; empty and None where none stands. Raises AccessLost, Busy."""
    try:
        found = net.read(connection, GET, params=place.params)
        return found["value"], str(found["cid"])
    except Busy as refusal:
        if refusal.code != MISSING:
            raise
        return {}, None


def prove(net: "Bluesky", connection: Connection) -> None:
    """Nothing is to be done, and records are open to everybody: see that the access holds. Raises AccessLost, Busy."""
    net.act(connection, "GET", SESSION)
