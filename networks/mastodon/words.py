"""Mastodon's HTML as the plain text it was written as, and its moments."""

from datetime import UTC, datetime
from html.parser import HTMLParser


class _Reader(HTMLParser):
    """Gathers text. Parts of addresses that Mastodon hides from the eye (class invisible) are kept: they belong to it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag == "p" and self.parts:
            self.parts.append("\n\n")
        elif tag == "li":
            self.parts.append("\n- ")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def from_html(content: str) -> str:
    """The text of a status or note."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return "".join(reader.parts).strip()


def moment(text: str) -> datetime:
    """An ISO date as aware UTC. Raises ValueError."""
    found = datetime.fromisoformat(text)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
