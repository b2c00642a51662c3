"""The results page, put together: the answer first, then the chart, then the tables."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics import posts, results
from analytics.models import Standing
from analytics.period import Period
from analytics.results import Growth, Results, Row, Talk
from campaigns.models import Campaign
from networks.figures import Metric
from publishing.models import Account
from team.models import Brand

FEW = 8
HOURS = range(0, 24, 3)


@dataclass(frozen=True)
class Line:
    """One line of a table: what it is about, its figures, and what narrows the list of posts to it.

    `of` tells lines of the same name apart: the campaign of a theme. `tint` is the colour that the thing has everywhere.
    """

    name: str
    row: Row
    narrow: Mapping[str, int]
    account: Account | None = None
    tint: str = ""
    of: str = ""
    gained: int | None = None
    followers: int | None = None
    median: float | None = None


@dataclass(frozen=True)
class Report:
    """All that the page shows."""

    period: Period
    total: Row
    before: Row
    talk: Talk
    growth: Growth
    accounts: list[Line]
    themes: list[Line]
    campaigns: list[Line]
    week: list[tuple[str, list[tuple[int, int, Row | None]]]]
    best: list[Standing]
    advice: list[str]
    silent: dict[str, str]
    dates: list[tuple[str, Row | None]]
    chart: dict[str, Any]
    followers: dict[str, Any] | None


def make(brand: Brand, period: Period, accounts: Sequence[Account], campaigns: Sequence[Campaign]) -> Report:
    """Read all the figures of the page; the number of queries does not depend on how much there is."""
    usual = results.usual(brand, period, accounts)
    medians = usual.medians
    found = results.read(brand, period, medians)
    growth = results.growth(brand, period, accounts)
    themes = _theme_lines(brand, found)
    return Report(
        period=period,
        total=found.total,
        before=usual.before,
        talk=results.talk(brand, period),
        growth=growth,
        accounts=_account_lines(accounts, found, growth, medians),
        themes=_by_success(themes),
        campaigns=_by_success(_campaign_lines(campaigns, found)),
        week=_week(found),
        best=posts.best(posts.chosen(brand, period, medians), FEW),
        advice=_advice(found, themes),
        silent=_silent(accounts, found),
        dates=(dates := [(_label(day), found.dates.get(day)) for day in results.buckets(brand, period)]),
        chart=_chart(dates),
        followers=_followers_chart(growth),
    )


def _account_lines(
    accounts: Sequence[Account], found: Results, growth: Growth, medians: Mapping[int, float | None]
) -> list[Line]:
    return [
        Line(
            str(account),
            found.accounts.get(account.pk, Row()),
            {"account": account.pk},
            account=account,
            gained=growth.by_account.get(account.pk),
            followers=growth.newest.get(account.pk),
            median=medians[account.pk],
        )
        for account in accounts
        if account.pk in found.accounts or account.pk in growth.newest
    ]


def _theme_lines(brand: Brand, found: Results) -> list[Line]:
    known = {theme.pk: theme for theme in brand.themes.select_related("campaign")}
    names = Counter(row.name for row in found.themes.values())
    lines = []
    for pk, row in found.themes.items():
        if pk in known:
            of = str(known[pk].campaign) if names[row.name] > 1 else ""
            lines.append(Line(row.name, row, {"theme": pk}, tint=known[pk].colour, of=of))
        else:
            lines.append(Line(row.name or _("Without a theme"), row, {"theme": pk} if pk else {}))
    return lines


def _campaign_lines(campaigns: Sequence[Campaign], found: Results) -> list[Line]:
    named = {campaign.pk: campaign for campaign in campaigns}
    return [
        Line(str(named[pk]), row, {"campaign": pk}, tint=named[pk].colour)
        if pk in named
        else Line(_("Without a campaign"), row, {"campaign": pk} if pk else {})
        for pk, row in found.campaigns.items()
    ]


def _by_success(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (not line.narrow, -(line.row.ratio or 0)))


def _week(found: Results) -> list[tuple[str, list[tuple[int, int, Row | None]]]]:
    """The days of the week with their spans of three hours; None where nothing was published."""
    return [(str(WEEKDAYS[day]), [(day, hour, found.hours.get((day, hour))) for hour in HOURS]) for day in range(7)]


def _advice(found: Results, themes: list[Line]) -> list[str]:
    """What stands out, in sentences that say on how many posts they rest."""
    said = []
    top = max(
        (line for line in themes if line.narrow and line.row.known >= 3 and line.row.ratio),
        key=lambda line: line.row.ratio or 0,
        default=None,
    )
    if top and (top.row.ratio or 0) > 1.1:
        said.append(_stands_out(_("Theme “%(name)s”") % {"name": top.name}, top.row))
    hour = results.best(found.hours)
    if hour and (hour[1].ratio or 0) > 1.1:
        (day, start), row = hour
        said.append(_stands_out(span(day, start), row))
    return said


def span(day: int, start: int) -> str:
    """A span of three hours of a day of the week (0 is Monday), in words."""
    name = str(WEEKDAYS[day]).capitalize()
    return _("%(day)s, %(start)d:00 to %(end)d:00") % {"day": name, "start": start, "end": start + 3}


def narrowed(brand: Brand, period: Period) -> list[tuple[str, str]]:
    """What a list of posts is narrowed to besides what its filters show, and the query of the address without it."""
    said = []
    theme = brand.themes.filter(pk=period.theme).first() if period.theme else None
    if theme:
        said.append((str(theme), period.address(theme=None)))
    if period.weekday in WEEKDAYS and period.hour is not None and period.hour in HOURS:
        said.append((span(period.weekday, period.hour), period.address(weekday=None, hour=None)))
    return said


def _stands_out(what: str, row: Row) -> str:
    sentence = ngettext(
        "%(what)s: %(ratio)s times what these accounts usually get (on %(n)d post).",
        "%(what)s: %(ratio)s times what these accounts usually get (on %(n)d posts).",
        row.known,
    )
    return sentence % {"what": what, "ratio": posts.number(row.ratio or 0), "n": row.known}


def _silent(accounts: Sequence[Account], found: Results) -> dict[str, str]:
    """For the figures on top of the page, the networks of these posts that do not give them."""
    used = {account.network.label: account.network for account in accounts if account.pk in found.accounts}
    return {
        str(metric): ", ".join(label for label, network in used.items() if metric not in network.post_metrics)
        for metric in (Metric.VIEWS, Metric.REACH)
    }


def _chart(dates: list[tuple[str, Row | None]]) -> dict[str, Any]:
    return {
        "type": "bar",
        "labels": [label for label, _row in dates],
        "series": [{"label": _("Interactions"), "values": [row.interactions if row else None for _label, row in dates]}],
    }


def _followers_chart(growth: Growth) -> dict[str, Any] | None:
    if len(growth.days) < 2:
        return None
    return {
        "type": "line",
        "labels": [_label(day) for day, _gained in growth.days],
        "series": [{"label": _("Followers gained"), "values": [gained for _day, gained in growth.days], "tint": "ember"}],
        "zero": False,
    }


def _label(day: date) -> str:
    return date_format(day, "j N")
