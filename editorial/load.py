"""What the calendar asks of the people of a campaign, in minutes a week, against the hours they have."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.means import Account
from campaigns.templatetags.plan import hours as _hours
from campaigns.templatetags.plan import network_label
from editorial.models import PostState, Variant
from lib import clock

WEEKS = 4  # looked ahead, this one included


@dataclass(frozen=True)
class Week:
    """What one week asks."""

    monday: date
    posts: int
    asked: float
    there: int

    @property
    def short(self) -> float:
        """How many minutes are missing; below zero when some are left."""
        return self.asked - self.there


@dataclass(frozen=True)
class Part:
    """What one network asks in a week, on average, against the hours that are kept for it."""

    network_name: str
    asked: float
    there: int


@dataclass(frozen=True)
class Load:
    """The weeks ahead, the networks in them, and what is wrong, in sentences."""

    weeks: list[Week]
    parts: list[Part]
    warnings: list[str]


def of(account: Account) -> Load:
    """What the weeks ahead ask of a campaign with these means, in one query."""
    zone = ZoneInfo(account.campaign.brand.zone)
    today = clock.now().astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    posts = _posts(account, datetime.combine(monday, time(), zone))
    minutes = account.means.minutes_a_post
    weeks = _weeks(account, posts, monday)
    shares: dict[str, float] = defaultdict(float)
    for _day, names in posts.values():
        for name in names:
            shares[name] += minutes / len(names) / max(len(weeks), 1)
    parts = _parts(account, shares)
    return Load(weeks, parts, [*_of_weeks(account, weeks), *_of_parts(parts)])


def _posts(account: Account, start: datetime) -> dict[int, tuple[date, set[str]]]:
    """The posts planned in these weeks: their day, and the networks they are for."""
    rows = (
        Variant.objects.filter(post__campaign=account.campaign, post__planned_for__gte=start)
        .filter(post__planned_for__lt=start + timedelta(weeks=WEEKS))
        .exclude(post__state=PostState.ARCHIVED)
        .order_by()
        .values_list("post", "post__planned_for", "account__network_name")
    )
    found: dict[int, tuple[date, set[str]]] = {}
    for post, moment, name in rows:
        found.setdefault(post, (timezone.localtime(moment, start.tzinfo).date(), set()))[1].add(name)
    return found


def _weeks(account: Account, posts: Mapping[int, tuple[date, set[str]]], monday: date) -> list[Week]:
    """Those of the weeks that the campaign has days in."""
    counts: dict[date, int] = defaultdict(int)
    for day, _names in posts.values():
        counts[day - timedelta(days=day.weekday())] += 1
    mondays = [monday + timedelta(weeks=number) for number in range(WEEKS)]
    campaign, minutes = account.campaign, account.means.minutes_a_post
    return [
        Week(day, counts[day], counts[day] * minutes, account.minutes)
        for day in mondays
        if counts[day] or (day <= campaign.ends_on and day + timedelta(days=6) >= campaign.starts_on)
    ]


def _parts(account: Account, asked: Mapping[str, float]) -> list[Part]:
    there: dict[str, int] = defaultdict(int)
    for row in account.hours:
        there[row.network_name] += row.minutes
    named = {name for name in there if name}
    return [Part(name, asked.get(name, 0), there[name]) for name in sorted(named | set(asked))] if named else []


def _of_weeks(account: Account, weeks: list[Week]) -> list[str]:
    if not account.hours:
        asked = max((week.asked for week in weeks), default=0)
        sentence = _("The calendar asks for up to %(asked)s h a week, and nobody has hours for this campaign yet.")
        return [sentence % {"asked": _hours(asked)}] if asked else []
    short = [week for week in weeks if week.short > 0]
    full = [week for week in weeks if week.short == 0 and week.posts]
    none_left = _("No hours are left in the week of %(day)s.")
    return [_short(week) for week in short] + [none_left % {"day": _day(week)} for week in full]


def _short(week: Week) -> str:
    sentence = ngettext(
        "The week of %(day)s asks for %(asked)s h (%(n)s post); %(there)s h are there, %(short)s h are missing.",
        "The week of %(day)s asks for %(asked)s h (%(n)s posts); %(there)s h are there, %(short)s h are missing.",
        week.posts,
    )
    said = {"asked": _hours(week.asked), "there": _hours(week.there), "short": _hours(week.short)}
    return sentence % {**said, "day": _day(week), "n": week.posts}


def _of_parts(parts: list[Part]) -> list[str]:
    sentence = _("%(network)s asks for %(asked)s h a week, and %(there)s h are kept for it.")
    return [
        sentence % {"network": network_label(part.network_name), "asked": _hours(part.asked), "there": _hours(part.there)}
        for part in parts
        if part.there and part.asked > part.there
    ]


def _day(week: Week) -> str:
    return date_format(week.monday, _("j F"))
