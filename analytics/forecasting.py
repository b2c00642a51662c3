"""How much each whole week since a campaign's start brought: from it comes the range of a forecast."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean
from typing import Any

from analytics.adding import METRICS, Days
from analytics.measuring import Used
from analytics.models import AccountSnapshot
from analytics.site import figures
from campaigns.metrics import Metric
from campaigns.models import Campaign, Objective
from campaigns.planning import today

FEWEST = 3  # whole weeks before a range is given
WEEK = 7
Count = tuple[date, Any]  # the followers known on a day


@dataclass(frozen=True)
class Range:
    """Where it ends if the weaker weeks come again, and if the better ones do."""

    low: float
    high: float


def spread(measured: float, middle: float, weeks: Sequence[float], left: float) -> Range | None:
    """The range around the forecast `middle`, with `left` weeks to go; None after fewer than three whole weeks."""
    if len(weeks) < FEWEST:
        return None
    ordered, half = sorted(weeks), (len(weeks) + 1) // 2
    low, high = (measured + mean(some) * left for some in (ordered[:half], ordered[-half:]))
    return Range(min(low, middle), max(high, middle))


def weeks(objectives: Sequence[Objective], posted: Days, accounts: Used) -> dict[int, list[float]]:
    """What each whole week since the start brought, by objective; a week of posts that nobody counted is left out.

    By the week in which posts were published, with what they brought until now. `posted` are the days of those campaigns whose
    posts are added up, `accounts` those of campaigns whose followers are counted.
    """
    summed = {
        row.pk: _by_week(row.campaign, posted.get(row.campaign_id, ()), row.metric) for row in objectives if row.metric in METRICS
    }
    gained = [objective for objective in objectives if objective.metric == Metric.FOLLOWERS]
    counted = [objective for objective in objectives if objective.metric in figures.MEASURES]
    return summed | (_of_followers(gained, accounts) if gained else {}) | (_of_site(counted) if counted else {})


def _whole(campaign: Campaign) -> int:
    """How many whole weeks are past since its start."""
    return max((min(today(campaign.brand), campaign.ends_on) - campaign.starts_on).days // WEEK, 0)


def _of_site(objectives: Sequence[Objective]) -> dict[int, list[float]]:
    """By the week of the visit; days that nobody told of count as none."""
    days = figures.days({objective.campaign_id for objective in objectives})
    return {row.pk: _by_week(row.campaign, days.get(row.campaign_id, []), f"sum_{row.metric}") for row in objectives}


def _by_week(campaign: Campaign, days: Sequence[Any], name: str) -> list[float]:
    sums: dict[int, float] = {}
    for row in days:
        if row[name] is not None:
            week = (row["day"] - campaign.starts_on).days // WEEK
            sums[week] = sums.get(week, 0) + row[name]
    last = _whole(campaign)
    silent = {(row["day"] - campaign.starts_on).days // WEEK for row in days} - set(sums)
    return [sums.get(week, 0) for week in range(last) if week not in silent]


def _of_followers(objectives: Sequence[Objective], used: Used) -> dict[int, list[float]]:
    accounts: dict[int, set[int]] = defaultdict(set)
    for campaign, account in used:
        accounts[campaign].add(account)
    since = min(objective.campaign.starts_on for objective in objectives) - timedelta(days=WEEK)
    known = _known({account for row in objectives for account in accounts[row.campaign_id]}, since)
    return {row.pk: _gains(row.campaign, [known[pk] for pk in accounts[row.campaign_id]]) for row in objectives}


def _known(accounts: set[int], since: date) -> dict[int, list[Count]]:
    rows = AccountSnapshot.objects.filter(account__in=accounts, followers__isnull=False, day__gte=since).order_by("day")
    found: dict[int, list[Count]] = defaultdict(list)
    for account, day, count in rows.values_list("account", "day", "followers"):
        found[account].append((day, count))
    return found


def _gains(campaign: Campaign, accounts: Sequence[Sequence[Count]]) -> list[float]:
    """By whole weeks; an account counts from the first day it is known."""
    bounds = [campaign.starts_on + timedelta(days=WEEK * number) for number in range(_whole(campaign) + 1)]
    totals = [[_at(bound, account) for bound in bounds] for account in accounts if account]
    return (
        [
            sum(row[number + 1] - row[number] for row in totals if row[number] is not None and row[number + 1] is not None)  # type: ignore[operator,misc]
            for number in range(len(bounds) - 1)
        ]
        if totals
        else []
    )


def _at(day: date, known: Sequence[Count]) -> int | None:
    """How many there were on that day: the last count until then, or else the first one known."""
    before = [count for on, count in known if on <= day]
    return before[-1] if before else None
