"""Feeds as a test wants them, answered like by a web server."""

from dataclasses import dataclass, field
from html import escape
from typing import Any

from lib.answers import NotReached, Reply

HEAD = '<?xml version="1.0" encoding="utf-8"?>'


def item(title: str = "Une bougie", number: int = 1, *, guid: str | None = None, link: str | None = None, **said: str) -> str:
    """An entry of an RSS feed; an empty `guid` or `link` leaves it out."""
    parts = {
        "title": title,
        "link": f"https://gazette.fr/{number}" if link is None else link,
        "guid": f"https://gazette.fr/{number}" if guid is None else guid,
        "description": said.get("text", ""),
        "pubDate": said.get("date", "Mon, 23 Nov 2026 09:00:00 GMT"),
    }
    return "<item>" + "".join(f"<{name}>{escape(value)}</{name}>" for name, value in parts.items() if value) + "</item>"


def rss(*items: str, title: str = "La Gazette", more: str = "") -> bytes:
    """An RSS feed."""
    return f'{HEAD}<rss version="2.0"><channel><title>{title}</title>{more}{"".join(items)}</channel></rss>'.encode()


def atom(title: str, link: str = "https://blog.fr/1", updated: str = "2026-11-23T09:00:00Z") -> bytes:
    """An Atom feed of one entry."""
    entry = f'<entry><id>tag:blog.fr,2026:1</id><title>{title}</title><link href="{link}"/><updated>{updated}</updated></entry>'
    return f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Blog</title>{entry}</feed>'.encode()


@dataclass
class Paper:
    """What stands at each address: a body, a reply, a trouble to raise, or a function of the headers; and what was asked."""

    pages: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def request(self, method: str, url: str, *, headers: Any = None, timeout: float = 20.0) -> Reply:
        self.asked.append((url, dict(headers or {})))
        found = self.pages.get(url, NotReached(url))
        if callable(found):
            found = found(dict(headers or {}))
        if isinstance(found, Exception):
            raise found
        return found if isinstance(found, Reply) else Reply(200, found, {"content-type": "application/rss+xml"})
