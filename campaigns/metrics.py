"""The catalogue of what objectives may measure: of what kind, in which unit, whether less is better, what it counts.

Figures are whole numbers: counts, minutes, hundredths of a percent, cents of the brand's currency.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lib import amounts


class Metric(models.TextChoices):
    """What an objective may measure."""

    FOLLOWERS = "followers", _("New followers")
    REACH = "reach", _("People reached")
    VIEWS = "views", _("Views")
    LIKES = "likes", _("Likes")
    REPLIES = "replies", _("Replies")
    SHARES = "shares", _("Shares")
    SAVES = "saves", _("Saves")
    ENGAGEMENT = "engagement", _("Engagement rate")
    CLICKS = "clicks", _("Clicks")
    FIRST_ANSWER = "first_answer", _("Time to the first answer (median)")
    VISITS = "visits", _("Visits of the site")
    CONVERSIONS = "conversions", _("Conversions")
    VALUE = "value", _("Value of the conversions")


HOURS_FROM, DAYS_FROM = 90, 36 * 60  # minutes from which a wait is told in hours, and in days
MINUTES = {"m": 1, "h": 60, "d": 1440, "j": 1440}  # by the first letter of a unit, English or French
WAIT = re.compile(r"(?P<count>[\d.,\s]*\d)\s*(?P<unit>min|minutes?|h|hours?|heures?|d|days?|j|jours?)?")

HOURS_AND_MINUTES = re.compile(r"(?P<hours>\d{1,4})\s*h\s*(?P<minutes>[0-5]\d)")


class Unit(StrEnum):
    """What the whole numbers of a measure are."""

    COUNT = "count"
    MINUTES = "minutes"
    PERCENT = "percent"
    MONEY = "money"


class Kind(models.TextChoices):
    """What a measure is about."""

    GROW = "grow", _("Growing")
    ENGAGE = "engage", _("Engaging")
    SERVICE = "service", _("Service")
    BUSINESS = "business", _("Business")


@dataclass(frozen=True)
class Fact:
    """What is known of a measure. `rate`: it stands at a height and does not add up."""

    kind: Kind
    help: Promise
    unit: Unit = Unit.COUNT
    rate: bool = False
    less_is_better: bool = False


M = Metric
CATALOGUE: dict[str, Fact] = {
    M.FOLLOWERS: Fact(Kind.GROW, _("Followers won on the accounts the campaign publishes on, since its first day.")),
    M.REACH: Fact(Kind.GROW, _("People who saw its posts, where the network says so.")),
    M.VIEWS: Fact(Kind.GROW, _("How often its posts were shown or played.")),
    M.LIKES: Fact(Kind.ENGAGE, _("Likes under its posts.")),
    M.REPLIES: Fact(Kind.ENGAGE, _("Answers and comments under its posts.")),
    M.SHARES: Fact(Kind.ENGAGE, _("How often people passed its posts on.")),
    M.SAVES: Fact(Kind.ENGAGE, _("How often people kept its posts for later.")),
    M.ENGAGEMENT: Fact(
        Kind.ENGAGE,
        _("Likes, replies, shares and saves for a hundred people reached; for a hundred views where the reach is not given."),
        unit=Unit.PERCENT,
        rate=True,
    ),
    M.CLICKS: Fact(Kind.GROW, _("Clicks on what its posts link to.")),
    M.FIRST_ANSWER: Fact(
        Kind.SERVICE,
        _("How long people wait for your first answer, half of them less. Less is better."),
        unit=Unit.MINUTES,
        rate=True,
        less_is_better=True,
    ),
    M.VISITS: Fact(
        Kind.BUSINESS, _("Visits of your site that its posts brought: from your web analytics, or written down by day.")
    ),
    M.CONVERSIONS: Fact(Kind.BUSINESS, _("Orders, registrations or requests that its posts brought, from the same source.")),
    M.VALUE: Fact(Kind.BUSINESS, _("What these conversions are worth, in the currency of the brand."), unit=Unit.MONEY),
}


def read(metric: str, text: str, currency: str) -> int:
    """A target or a start as it was typed, in the unit of the measure. Raises lib.amounts.Unreadable."""
    unit = CATALOGUE[metric].unit
    if unit == Unit.MONEY:
        return amounts.hundredths(text, currency=currency)
    if unit == Unit.MINUTES:
        return _minutes(text)
    return amounts.hundredths(text.replace("%", "")) if unit == Unit.PERCENT else amounts.whole(text)


def _minutes(text: str) -> int:
    """A wait as it was typed: “45”, “45 min”, “6.5 h”, “6 h 30”, “2 d”."""
    parts = HOURS_AND_MINUTES.fullmatch(text.strip().casefold())
    if parts:
        return int(parts["hours"]) * 60 + int(parts["minutes"])
    found = WAIT.fullmatch(text.strip().casefold())
    if not found or not found["unit"]:
        return amounts.whole(text)
    return round(amounts.hundredths(found["count"]) * MINUTES[found["unit"][0]] / 100)


def written(metric: str, value: int) -> str:
    """A figure of the measure as one types it; read again it is the same."""
    unit = CATALOGUE[metric].unit
    if unit == Unit.MINUTES:
        return wait(value) if value >= HOURS_FROM and _minutes(wait(value)) == value else str(value)
    return amounts.written(value) if unit in {Unit.PERCENT, Unit.MONEY} else str(value)


def said(metric: str, value: float, currency: str) -> str:
    """A figure of the measure as people read it."""
    unit = CATALOGUE[metric].unit
    if unit == Unit.MONEY:
        return amounts.money(round(value), currency)
    if unit == Unit.PERCENT:
        return _("%(rate)s%%") % {"rate": _short(value / 100)}
    return wait(value) if unit == Unit.MINUTES else number_format(round(value), 0, force_grouping=True)


def wait(minutes: float) -> str:
    """A wait in the one unit that suits it: 42 min, 3.5 h, 2 d."""
    if minutes < HOURS_FROM:
        return _("%(n)s min") % {"n": number_format(round(minutes), 0)}
    if minutes < DAYS_FROM:
        return _("%(n)s h") % {"n": _short(minutes / 60)}
    return _("%(n)s d") % {"n": _short(minutes / 1440)}


def _short(value: float) -> str:
    """A number with one decimal, or none where that is 0."""
    value = round(value, 1)
    return number_format(value, 0 if value == round(value) else 1)
