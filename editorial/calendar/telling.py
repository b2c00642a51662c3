"""What a subscriber was told of each event, so that a change counts on: programs that read an address take a change only with a
higher SEQUENCE and a later LAST-MODIFIED, whatever has changed (RFC 5545, sections 3.8.7.3 and 3.8.7.4; Google Calendar).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, replace
from datetime import UTC, datetime
from typing import Any

from lib.events import Event

Told = dict[str, list[Any]]  # by UID: digest of what was told, its SEQUENCE, since when in seconds
EDGE = 8  # bytes of a digest


def counted(events: Iterable[Event], told: Told, now: datetime) -> tuple[list[Event], Told]:
    """The events with their numbers and moments of change, and what is to be kept of them."""
    found = [_counted(event, told.get(event.uid), now) for event in events]
    return found, {event.uid: [_digest(event), event.sequence, int(event.changed_at.timestamp())] for event in found}


def _counted(event: Event, before: list[Any] | None, now: datetime) -> Event:
    if before is None:
        return event
    digest, sequence, since = before
    if digest == _digest(event):
        return replace(event, sequence=sequence, changed_at=datetime.fromtimestamp(since, UTC))
    return replace(event, sequence=max(sequence + 1, event.sequence), changed_at=now)


def _digest(event: Event) -> str:
    """Of all that a reader sees."""
    shown = astuple(replace(event, sequence=0, changed_at=datetime.min))
    return hashlib.blake2b(repr(shown).encode(), digest_size=EDGE).hexdigest()
