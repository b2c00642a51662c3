"""Time: aware UTC inside, wall time and IANA zone for people."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

_stopped: list[datetime] = []


def now() -> datetime:
    """The present moment, aware, UTC."""
    return _stopped[-1] if _stopped else timezone.now()


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Within the block it is `moment`, in every thread of this process: for telling a past that leads up to today."""
    _stopped.append(moment)
    try:
        yield
    finally:
        _stopped.pop()


def parse_moment(text: str) -> datetime | None:
    """The aware moment that an ISO text says; None where it says none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def resolve(wall: datetime, zone: str) -> datetime:
    """The UTC moment at which clocks in `zone` show the naive time `wall`.

    A time that a clock change skips moves forward by the gap; one that occurs twice means the first.
    Raises ZoneInfoNotFoundError for an unknown zone, ValueError for an aware `wall`.
    """
    if wall.tzinfo is not None:
        raise ValueError("a wall time is naive")
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def wall(moment: datetime, zone: str) -> datetime:
    """What clocks in `zone` show at `moment`, as a naive time."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@cache
def zones() -> tuple[str, ...]:
    """Names of the zones a person may choose, sorted, without the historical aliases that hold no slash."""
    names = (name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/", "right/")))
    return tuple(sorted(names))
