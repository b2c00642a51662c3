"""Looking at addresses that a person gave: is there a feed, and what stands in it."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from lib.feeds import wire
from lib.feeds.entries import Entry, NoFeed, named_by, read
from lib.feeds.troubles import Trouble
from lib.feeds.wire import Failed

AT_ONCE = 6
LONGEST = 500  # characters of an address


class NotAnAddress(ValueError):
    """What was typed is no address; the text is a sentence for the person."""


@dataclass(frozen=True)
class Source:
    """An address as it was looked at. `typed` is what the person gave, `address` the feed it led to."""

    typed: str
    address: str
    title: str = ""
    entries: list[Entry] = field(default_factory=list)
    trouble: str = ""

    @property
    def sentence(self) -> str:
        """What went wrong, in words; "" when nothing did."""
        return str(Trouble(self.trouble).label) if self.trouble else ""

    def __str__(self) -> str:
        return self.title or urlsplit(self.address).hostname or self.address


def clean(typed: str) -> str:
    """The address that a person typed, with https:// in front where they left it out. Raises NotAnAddress."""
    address = typed.strip()
    if "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError:
        host = ""
    if not host or "." not in host.strip(".") or parts.scheme not in ("http", "https") or any(c.isspace() for c in address):
        raise NotAnAddress(_("“%(address)s” is not an address on the web.") % {"address": typed.strip()[:80]})
    if parts.username is not None:
        raise NotAnAddress(_("An address with a name and a password in it is not read."))
    if len(address) > LONGEST:
        raise NotAnAddress(_("An address has at most %(most)d characters.") % {"most": LONGEST})
    return parts._replace(fragment="").geturl()


def look_at(addresses: Iterable[str]) -> list[Source]:
    """What is at these addresses, asked a few at a time; takes half a minute at most for each few."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [*pool.map(look, addresses)]


def look(address: str) -> Source:
    """What is at this address: a feed, or a page that names one, or a trouble."""
    try:
        return _look(address, address, pages=1)
    except Failed as failed:
        return Source(address, address, trouble=failed.trouble)
    except NoFeed:
        return Source(address, address, trouble=Trouble.NO_FEED)


def _look(typed: str, address: str, pages: int) -> Source:
    fetched = wire.fetch(address)
    try:
        found = read(fetched.body, address=fetched.base, kind=fetched.kind, scope=address)
        return Source(typed, fetched.address, found.title, found.entries)
    except NoFeed:
        named = next(named_by(fetched.body, fetched.base), "") if pages else ""
        if not named:
            raise
        return _look(typed, named, pages - 1)
