"""Calendars as other programs subscribe to them: iCalendar (RFC 5545, with NAME and REFRESH-INTERVAL of RFC 7986)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from lib.text import shown

WIDTH = 75  # octets of a line, RFC 5545 section 3.1
CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
UNIVERSAL = (  # a calendar holds one component at least (section 3.6): without events, the zone of its hours
    "BEGIN:VTIMEZONE", "TZID:Etc/UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000",
    "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip


@dataclass(frozen=True)
class Event:
    """One event, during which nobody is busy. `uid` and `sequence` tell its versions apart; with days instead of moments it
    is of whole days, both in it.
    """

    uid: str
    start: datetime | date
    end: datetime | date
    summary: str
    changed_at: datetime
    sequence: int = 0
    description: str = ""
    url: str = ""
    status: str = CONFIRMED
    categories: tuple[str, ...] = ()


def calendar(name: str, events: Iterable[Event], *, refresh: timedelta = timedelta(hours=1)) -> bytes:
    """The calendar; `refresh` is how often a subscriber is asked to look again."""
    minutes = int(refresh.total_seconds() // 60)
    head = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tribu//Calendar//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"NAME:{text(name)}", f"X-WR-CALNAME:{text(name)}", f"REFRESH-INTERVAL;VALUE=DURATION:PT{minutes}M",
        f"X-PUBLISHED-TTL:PT{minutes}M",
    ]  # fmt: skip
    lines = [*head, *([line for event in events for line in _event(event)] or UNIVERSAL), "END:VCALENDAR"]
    return "".join(fold(line) for line in lines).encode()


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{text(event.uid)}"
    yield f"DTSTAMP:{_moment(event.changed_at)}"
    yield f"LAST-MODIFIED:{_moment(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    if isinstance(event.start, datetime) and isinstance(event.end, datetime):
        yield f"DTSTART:{_moment(event.start)}"
        yield f"DTEND:{_moment(event.end)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.end + timedelta(days=1):%Y%m%d}"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{text(event.summary)}"
    yield f"STATUS:{event.status}"
    if event.description:
        yield f"DESCRIPTION:{text(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    if event.categories:
        yield f"CATEGORIES:{','.join(text(word) for word in event.categories)}"
    yield "END:VEVENT"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def text(value: str) -> str:
    """A text as a value: its signs escaped (section 3.3.11), control characters shown."""
    plain = shown(value).replace("\t", " ")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> str:
    """A line parted so that no part is longer than WIDTH octets, and no sign is torn apart."""
    parts, part, room = [], "", WIDTH
    for sign in line:
        size = len(sign.encode())
        if size > room:
            parts.append(part)
            part, room = "", WIDTH - 1
        part, room = part + sign, room - size
    return "\r\n ".join([*parts, part]) + "\r\n"
