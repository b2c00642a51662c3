"""When a feed is read again: as often as it brings something, later after each trouble, and never an address of an example."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from lib.feeds.troubles import Trouble

QUICKEST = timedelta(minutes=10)
SLOWEST = timedelta(hours=6)
USUAL = timedelta(hours=1)  # for feeds whose entries have no dates
LONGEST_REST = timedelta(days=1)
LATEST = 12  # entries from which the pace is told
SELDOM = {Trouble.ABSENT, Trouble.DENIED, Trouble.NO_FEED, Trouble.TOO_LARGE, Trouble.MOVED_AROUND, Trouble.REFUSED}
# Names that lead nowhere by agreement: RFC 2606, section 2 and 3.
EXAMPLES = (".example", ".test", ".invalid", "example.com", "example.net", "example.org")


def after_reading(moments: Sequence[datetime], now: datetime, rest: timedelta | None = None) -> datetime:
    """When a feed with entries of these moments is due: half of what usually lies between two, from 10 min to 6 h.

    `rest` is how long the feed asks to be left alone; it counts up to a day.
    """
    latest = sorted(moments, reverse=True)[:LATEST]
    gaps = sorted(newer - older for newer, older in pairwise(latest))
    pace = min(max(gaps[len(gaps) // 2] / 2, QUICKEST), SLOWEST) if gaps else USUAL
    return now + max(pace, min(rest or pace, LONGEST_REST))


def after_trouble(trouble: Trouble, failures: int, now: datetime, retry_at: datetime | None = None) -> datetime | None:
    """When to try again after `failures` troubles in a row (1 or more): doubling from 10 min, or from an hour where a
    person has to mend something, up to a day. None when the feed has ended. Each wait is shortened by up to a quarter.
    """
    if trouble == Trouble.GONE:
        return None
    first = USUAL if trouble in SELDOM else QUICKEST
    wait = min(first * 2 ** min(failures - 1, 10), LONGEST_REST) * random.uniform(0.75, 1)  # noqa: S311 - spreads load
    return max(now + wait, min(retry_at or now, now + LONGEST_REST))


def is_example(address: str) -> bool:
    """Whether the address is one of those kept for examples."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    return any(host == name.lstrip(".") or host.endswith("." + name.lstrip(".")) for name in EXAMPLES)
