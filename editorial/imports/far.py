"""Pictures that a table names by their address: fetched over judged addresses and taken into the library."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from editorial.library import assets
from editorial.models import Asset
from lib import pictures
from lib.answers import Lost, NotReached, Reply
from lib.http import AddressRefused, Client, TooLarge
from lib.pictures import BadFile
from team.models import Brand, Membership

SECONDS = 20.0  # for each answer
MAX_HOPS = 3
MOVED = {301, 302, 303, 307, 308}
HEADERS = {"Accept": "image/*"}

_standing_in: list[Any] = []


class NotHad(ValueError):
    """The picture could not be had; the text is a sentence for the person."""


@contextmanager
def standing_in(wire: Any) -> Iterator[None]:
    """Within the block pictures are asked for over `wire`."""
    _standing_in.append(wire)
    try:
        yield
    finally:
        _standing_in.pop()


@cache
def _client() -> Client:
    """No private host is ever asked: anybody who writes may send a table."""
    return Client((), max_bytes=pictures.MAX_BYTES, connections=4)


def fetch(brand: Brand, address: str, *, by: Membership) -> Asset:
    """The picture at an address, in the library from now on. Raises NotHad."""
    reply, address = _reply(address)
    name = unquote(urlsplit(address).path.rpartition("/")[2]) or "image"
    try:
        return assets.add(brand, SimpleUploadedFile(name[-200:], reply.body), by=by)
    except BadFile as bad:
        raise NotHad(_("%(address)s: %(trouble)s") % {"address": address[:120], "trouble": bad}) from bad


def _reply(address: str) -> tuple[Reply, str]:
    here = address
    for _hop in range(MAX_HOPS + 1):
        reply = _ask(here)
        if reply.ok:
            return reply, here
        if reply.status not in MOVED or not reply.headers.get("location"):
            said = _("%(address)s: the site answered %(status)d instead of a picture.")
            raise NotHad(said % {"address": address[:120], "status": reply.status})
        here = urljoin(here, reply.headers["location"].strip())
    raise NotHad(_("%(address)s: the address leads on and on.") % {"address": address[:120]})


def _ask(address: str) -> Reply:
    wire = _standing_in[-1] if _standing_in else _client()
    try:
        return wire.request("GET", address, headers=HEADERS, timeout=SECONDS)
    except AddressRefused as error:
        raise NotHad(_("%(address)s is not a public address, so it is not read.") % {"address": address[:120]}) from error
    except TooLarge as error:
        raise NotHad(_("%(address)s is larger than a picture may be.") % {"address": address[:120]}) from error
    except (NotReached, Lost, ValueError) as error:
        raise NotHad(_("%(address)s does not answer.") % {"address": address[:120]}) from error
