"""The campaigns behind the days of the calendar, drawn as lines that keep their height through a week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from campaigns.models import Campaign

MOST = 3  # lines behind a day, so that it keeps room for its posts


@dataclass(frozen=True)
class Band:
    """One line behind one day.

    `campaign` is None where the line is empty that day; `named` where the name stands; `tall` when a name stands somewhere
    on this line in this week, so that the line keeps room for it on every day.
    """

    campaign: Campaign | None
    first: bool = False
    last: bool = False
    named: bool = False
    tall: bool = False


def of_week(campaigns: Iterable[Campaign], days: Sequence[date], *, opening: bool) -> list[list[Band]]:
    """The lines behind each day of a week.

    A name stands where its campaign begins and, in the week that opens the page, where the week does; not again in each week.
    """
    lines = _lines(campaigns, days)
    tall = [any(_named(campaign, day, days, opening) for campaign in line for day in days) for line in lines]
    return [[_band(line, day, days, opening, high) for line, high in zip(lines, tall, strict=True)] for day in days]


def _lines(campaigns: Iterable[Campaign], days: Sequence[date]) -> list[list[Campaign]]:
    running = [each for each in campaigns if each.starts_on <= days[-1] and each.ends_on >= days[0] and not each.archived_at]
    lines: list[list[Campaign]] = []
    for campaign in sorted(running, key=lambda each: each.starts_on):
        free = next((line for line in lines if line[-1].ends_on < campaign.starts_on), None)
        if free is None:
            lines.append(free := [])
        free.append(campaign)
    return lines[:MOST]


def _named(campaign: Campaign, day: date, days: Sequence[date], opening: bool) -> bool:
    return day == campaign.starts_on or (opening and day == days[0] and campaign.starts_on <= day <= campaign.ends_on)


def _band(line: Iterable[Campaign], day: date, days: Sequence[date], opening: bool, tall: bool) -> Band:
    campaign = next((each for each in line if each.starts_on <= day <= each.ends_on), None)
    if campaign is None:
        return Band(None, tall=tall)
    named = _named(campaign, day, days, opening)
    return Band(campaign, day == campaign.starts_on, day == campaign.ends_on, named, tall)
