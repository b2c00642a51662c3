"""What stands in a feed: its entries as plain text, whatever it got wrong."""

import calendar
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
from feedparser.encodings import convert_to_utf8

from lib.markup import plain
from lib.text import one_line, storable

LONGEST_TEXT = 20_000  # characters of an entry in which words are looked for
GLOBAL = re.compile(r"(https?://|tag:|urn:)", re.I)
DECLARATION = re.compile(rb"<!(?=\s*(?:ENTITY|ATTLIST|ELEMENT|NOTATION)\b)", re.I)
FEED_KINDS = {"application/rss+xml", "application/atom+xml", "application/rdf+xml"}
HEAD = 512 * 1024  # bytes of a page in which the address of its feed is looked for
OLDEST = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """One entry. `key` is the same whenever the entry is read again; `at` is None where the feed gives no usable date."""

    key: str
    url: str
    title: str
    text: str
    author: str
    at: datetime | None


@dataclass(frozen=True)
class Contents:
    """A feed that was read. `rest` is how long it asks to be left alone, None where it does not say."""

    title: str
    entries: list[Entry]
    rest: timedelta | None = None


class NoFeed(ValueError):
    """What was read is no feed."""


def read(body: bytes, *, address: str, kind: str = "", scope: str = "") -> Contents:
    """The feed in `body`, which was found at `address` with that content type. Raises NoFeed.

    A guid counts as the entry's own where it is an address or a name for the whole world, else within `scope`, the name
    of its feed; without one it is the link, and without a link the words.
    """
    parsed = feedparser.parse(
        io.BytesIO(_without_declarations(body, kind)),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise NoFeed("no feed")
    return Contents(
        one_line(storable(plain(_text(parsed.feed, "title"))), 200),
        [_entry(row, address, scope) for row in parsed.entries],
        _rest(parsed.feed),
    )


def _without_declarations(body: bytes, kind: str) -> bytes:
    """The feed in UTF-8, its declarations of entities and attributes made harmless: a few lines of them grow to gigabytes."""
    headers = {"content-type": kind} if kind else {}
    return DECLARATION.sub(b"<! ", convert_to_utf8(headers, body, {}) if body else b"")


def _entry(row: Any, address: str, scope: str) -> Entry:
    title = one_line(storable(plain(_text(row, "title"))), 300)
    text = storable(plain(_body(row)))[:LONGEST_TEXT]
    url = _link(row, address)
    author = one_line(storable(plain(_text(row, "author"))), 200)
    return Entry(_key(_text(row, "id"), url, title + text, scope), url, title, text, author, _moment(row))


def _text(row: Any, name: str) -> str:
    value = row.get(name, "")
    return value if isinstance(value, str) else ""


def _body(row: Any) -> str:
    """The longest of what the entry says of itself: its content or its summary."""
    contents = [_text(part, "value") for part in row.get("content", ()) if isinstance(part, dict)]
    return max([*contents, _text(row, "summary")], key=len)


def _link(row: Any, address: str) -> str:
    """Where the entry is to be read; "" where it names no address on the web."""
    try:
        url = urljoin(address, _text(row, "link").strip()) if _text(row, "link").strip() else ""
        usable = urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)
    except ValueError:
        return ""
    return storable(url) if usable and len(url) <= 1000 else ""


def _key(guid: str, url: str, words: str, scope: str) -> str:
    guid = guid.strip()
    within = f"{scope} {guid}" if guid else url or f"{scope} {words}"
    told = guid if GLOBAL.match(guid) else within
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _moment(row: Any) -> datetime | None:
    found = dict.get(row, "published_parsed") or dict.get(row, "updated_parsed")
    try:
        moment = datetime.fromtimestamp(calendar.timegm(found), UTC) if found else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    return moment if moment and moment > OLDEST else None


def _rest(feed: Any) -> timedelta | None:
    minutes = _text(feed, "ttl").strip()
    return timedelta(minutes=int(minutes)) if minutes.isascii() and minutes.isdigit() and len(minutes) < 6 else None


class _Head(HTMLParser):
    """Gathers the feeds that a page names."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "link" and "alternate" in said.get("rel", "").lower().split() and said.get("type", "").lower() in FEED_KINDS:
            self.found.append(said.get("href", "").strip())


def named_by(body: bytes, address: str) -> Iterator[str]:
    """The addresses of the feeds that the page in `body` names, in its order."""
    head = _Head()
    head.feed(body[:HEAD].decode("utf-8", "replace"))
    for target in filter(None, head.found):
        try:
            yield urljoin(address, target)
        except ValueError:
            continue
