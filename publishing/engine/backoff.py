"""When to try again."""

import random
from datetime import datetime, timedelta

FIRST = timedelta(seconds=20)
LONGEST = timedelta(minutes=30)
MAX_TRIES = 8


def next_try(tries: int, now: datetime) -> datetime:
    """After `tries` tries (1 or more): doubling from 20 s to 30 min, each somewhere between half and all of it."""
    wait = min(FIRST * 2 ** min(tries - 1, 10), LONGEST)
    return now + wait * random.uniform(0.5, 1)  # noqa: S311 - spreads load, guards nothing
