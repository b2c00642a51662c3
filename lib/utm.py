"""UTM tags on links: what web analytics are told of where a visit comes from. The rest of a link stays letter for letter."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote_plus, urlsplit

NAMED = re.compile(r"(?:^|[?&;#])utm_[a-z]+=", re.IGNORECASE)
UNFIT = re.compile(r"[\s<>\"\x00-\x1f]")


def tagged(link: str, tags: Mapping[str, str], domains: Iterable[str]) -> str:
    """The link with these tags ("source": "…"), where it leads to one of the domains or to what lies below one.

    One that has any tag already stays as it is, so does what is no address of the web; tags without a value are left out.
    """
    if not is_of(link, domains) or has_tags(link):
        return link
    told = "&".join(f"utm_{name}={quote_plus(value)}" for name, value in tags.items() if value)
    before, sign, fragment = link.partition("#")
    address, _mark, query = before.partition("?")
    if not urlsplit(address).path:
        address += "/"
    return f"{address}?{'&'.join(filter(None, (query.rstrip('&'), told)))}{sign}{fragment}"


def has_tags(link: str) -> bool:
    """Whether somebody has tagged the link already, in its query or behind the #."""
    return bool(NAMED.search(link.partition("?")[2]) or NAMED.search(link.partition("#")[2]))


def is_of(link: str, domains: Iterable[str]) -> bool:
    """Whether it is an address of the web on one of the domains, or on one below."""
    host = host_of(link)
    return bool(host) and any(host == domain or host.endswith(f".{domain}") for domain in map(plain, domains) if domain)


def host_of(link: str) -> str:
    """The host that an address of the web leads to, as `plain` gives it; "" for everything else."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return plain(host) if parts.scheme in ("http", "https") and not UNFIT.search(link) else ""


def plain(domain: str) -> str:
    """A domain as machines write it: small letters, those of other alphabets in Punycode; "" for what can be none."""
    try:
        return domain.strip().rstrip(".").encode("idna").decode("ascii").casefold()
    except UnicodeError:
        return ""
