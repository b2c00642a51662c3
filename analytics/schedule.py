"""How often the figures of a post are asked for: often at first, then ever more rarely, then no more."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Stretch:
    """Until a post is this old, its figures are asked for this often."""

    until: timedelta
    every: timedelta


SCHEDULE = (
    Stretch(timedelta(minutes=10), timedelta(minutes=2)),
    Stretch(timedelta(hours=1), timedelta(minutes=10)),
    Stretch(timedelta(days=1), timedelta(hours=1)),
    Stretch(timedelta(days=7), timedelta(hours=6)),
    Stretch(timedelta(days=30), timedelta(days=1)),
    Stretch(timedelta(days=180), timedelta(days=7)),
)


def next_after(published_at: datetime, taken_at: datetime) -> datetime | None:
    """The first moment of the schedule after `taken_at`; None when the post is too old to be asked for.

    The moments are counted from the publication, so that a late figure does not make all that follow late.
    """
    age, start = max(taken_at - published_at, timedelta(0)), timedelta(0)
    for stretch in SCHEDULE:
        steps = max((age - start) // stretch.every + 1, 1)
        if (due := start + steps * stretch.every) <= stretch.until:
            return published_at + due
        start = stretch.until
    return None
