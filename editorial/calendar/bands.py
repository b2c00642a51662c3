"""The campaigns behind the days of the calendar, drawn as lines that keep their height through a week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from campaigns.models import Campaign

MOST = 3  # lines behind a week, so that its days keep room for their posts


@dataclass(frozen=True)
class Band:
    """A campaign through a week: its line (from 1), the day of the week it is drawn from (from 1) and through how many.

    `first` and `last` say that it begins and ends there; `named` that its name stands on it.
    """

    campaign: Campaign
    line: int
    start: int
    days: int
    first: bool = False
    last: bool = False
    named: bool = False


def of_week(campaigns: Iterable[Campaign], days: Sequence[date], *, opening: bool) -> list[Band]:
    """The lines behind a week.

    A name stands where its campaign begins and in the week that opens the page; not again in each week.
    """
    lines = _lines(campaigns, days)
    return [_band(campaign, number, days, opening) for number, line in enumerate(lines, 1) for campaign in line]


def _lines(campaigns: Iterable[Campaign], days: Sequence[date]) -> list[list[Campaign]]:
    running = [each for each in campaigns if each.starts_on <= days[-1] and each.ends_on >= days[0] and not each.archived_at]
    lines: list[list[Campaign]] = []
    for campaign in sorted(running, key=lambda each: each.starts_on):
        free = next((line for line in lines if line[-1].ends_on < campaign.starts_on), None)
        if free is None:
            lines.append(free := [])
        free.append(campaign)
    return lines[:MOST]


def _band(campaign: Campaign, line: int, days: Sequence[date], opening: bool) -> Band:
    start, end = max(campaign.starts_on, days[0]), min(campaign.ends_on, days[-1])
    first, last = campaign.starts_on >= days[0], campaign.ends_on <= days[-1]
    return Band(campaign, line, 1 + (start - days[0]).days, 1 + (end - start).days, first, last, named=first or opening)
