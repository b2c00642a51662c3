"""Asking for a feed and reading what came, in one go."""

from lib.feeds.entries import Contents, NoFeed, read
from lib.feeds.troubles import Trouble
from lib.feeds.wire import Failed, Fetched, fetch


def ask(address: str, *, etag: str = "", modified: str = "", scope: str = "") -> tuple[Fetched, Contents | None]:
    """What the address gave and what it says; None where nothing is new since `etag` and `modified`.

    `scope` tells the entries of two feeds apart. Raises Failed, also when what came is no feed.
    """
    fetched = fetch(address, etag=etag, modified=modified)
    if fetched.unchanged:
        return fetched, None
    try:
        return fetched, read(fetched.body, address=fetched.base, kind=fetched.kind, scope=scope)
    except NoFeed as error:
        raise Failed(Trouble.NO_FEED) from error
