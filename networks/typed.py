"""Answers of the connect screen, as people type them."""

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from networks.base import ConnectRefused

HANDLE = re.compile(r"@?[^@/\s]+@(?P<host>[^@/\s]+)")


def service_address(text: str, example: str, field: str = "service") -> str:
    """The address with scheme and without end; of a whole handle (@name@host) its host. Raises ConnectRefused."""
    typed = text.strip()
    if handle := HANDLE.fullmatch(typed):
        typed = handle["host"]
    address = (typed if "://" in typed else f"https://{typed}").rstrip("/")
    if not _is_good(address):
        sentence = _("This is not the address of a service; it looks like %(example)s.") % {"example": example}
        raise ConnectRefused(sentence, field)
    return address


def _is_good(address: str) -> bool:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    plain = not parts.query and not parts.fragment and parts.username is None and port != 0
    return parts.scheme in ("http", "https") and bool(parts.hostname) and plain and not re.search(r"\s", address)
