"""What a web page says of itself for those who link to it: title, description, picture. Reads its first bytes, runs nothing."""

import html
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lib.text import one_line, storable

MOST = 300_000  # characters looked at; a head is seldom longer
TITLE, DESCRIPTION = 300, 1000  # characters kept
CHARSET = re.compile(rb"charset=[\"']?([\w-]{1,40})", re.IGNORECASE)
TITLE_TAG = re.compile(r"<title[^<>]{0,500}>([^<]{0,2000})", re.IGNORECASE)
META = re.compile(r"<meta(?=[\s/])", re.IGNORECASE)
ATTRIBUTE = re.compile(r"[\s/]*([\w:-]{1,60})(?:\s{0,20}=\s{0,20}(?:\"([^\"]{0,3000})\"|'([^']{0,3000})'|([^\s\"'<>]{1,3000})))?")
TITLES = ("og:title", "twitter:title")
DESCRIPTIONS = ("og:description", "twitter:description", "description")
PICTURES = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")


@dataclass(frozen=True)
class Head:
    """What a page says of itself; "" for what it does not say. `picture` is a whole http or https address."""

    title: str = ""
    description: str = ""
    picture: str = ""


def read(body: bytes, address: str, kind: str = "") -> Head:
    """The head of the page in `body`, found at `address`; `kind` is the Content-Type it came with."""
    text = _decoded(body[: 4 * MOST], kind)[:MOST]
    told = _metas(text)
    title = next((told[name] for name in TITLES if told.get(name)), "") or _title(text)
    description = next((told[name] for name in DESCRIPTIONS if told.get(name)), "")
    picture = next((told[name] for name in PICTURES if told.get(name)), "")
    return Head(one_line(title, TITLE), one_line(description, DESCRIPTION), _whole(picture, address))


def _decoded(body: bytes, kind: str) -> str:
    found = CHARSET.search(kind.encode("ascii", "ignore")) or CHARSET.search(body[:4096])
    try:
        return body.decode(found[1].decode() if found else "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def _title(text: str) -> str:
    found = TITLE_TAG.search(text)
    return _plain(found[1]) if found else ""


def _metas(text: str) -> dict[str, str]:
    """The first value of each name that meta elements give."""
    told: dict[str, str] = {}
    for start in META.finditer(text):
        given, at = {}, start.end()
        while found := ATTRIBUTE.match(text, at):
            given[found[1].lower()] = found[2] or found[3] or found[4] or ""
            at = found.end()
        name = (given.get("property") or given.get("name") or "").lower()
        if name and given.get("content"):
            told.setdefault(name, _plain(given["content"]))
    return told


def _plain(text: str) -> str:
    """Text as it is read, without signs that would turn the reading around."""
    seen = "".join(char for char in html.unescape(text) if char.isprintable() or char.isspace() or char == "\u200d")
    return storable(" ".join(seen.split()))


def _whole(picture: str, address: str) -> str:
    try:
        whole = urljoin(address, picture) if picture else ""
        return whole if urlsplit(whole).scheme in ("http", "https") else ""
    except ValueError:
        return ""
