"""The hours at which the posts of an account do better than usual: what the page of slots proposes."""

from dataclasses import dataclass
from datetime import time

from analytics import results
from analytics.period import Period
from publishing.models import Account

DAYS = 365  # few accounts post often enough for less
LEAST = 3  # posts with figures that an hour rests on
BETTER = 1.1  # times what is usual, from which an hour is worth a word
MOST = 4


@dataclass(frozen=True)
class Hours:
    """A span of three hours of a day of the week (0 is Monday). `ratio` is against what is usual: 1.5 is half as much again."""

    weekday: int
    start: int
    ratio: float
    posts: int

    @property
    def at(self) -> time:
        """The middle of the span, to be proposed as a slot."""
        return time(self.start + 1, 30)


def best(account: Account) -> list[Hours]:
    """The spans that do best and have no slot yet, the best first; at most MOST. Hours of the brand's zone.

    None where the figures are too few.
    """
    period = Period(days=DAYS, account=account.pk)
    medians = results.usual(account.brand, period, [account]).medians
    rows = results.read(account.brand, period, medians).hours
    taken = {(slot.weekday, slot.at.hour // 3 * 3) for slot in account.slots.all()}
    found = [
        Hours(*span, row.ratio, row.known)
        for span, row in rows.items()
        if span not in taken and row.known >= LEAST and row.ratio is not None and row.ratio >= BETTER
    ]
    return sorted(found, key=lambda hours: (-hours.ratio, hours.weekday, hours.start))[:MOST]
