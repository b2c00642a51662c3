"""The plan of a campaign with all that belongs to it on the floors around: accounts, posts by week, dates, charter.

What it says of itself comes from campaigns; this floor sees the others too. Everything is plain values, as in campaigns.document.
"""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncDate

from campaigns import document
from campaigns.models import Campaign
from campaigns.planning import today
from charter.models import Paper
from charter.papers import KINDS, content
from editorial.calendar import keydates
from editorial.models import PATTERN, Post, PostState, Variant
from publishing.models import Account

Content = dict[str, Any]
Span = tuple[date, date]
LONG = 400  # days: a campaign that lasts longer is told by months


def gather(campaign: Campaign) -> Content:
    """The whole plan as it stands, in a constant number of queries."""
    papers = _papers(campaign)
    return {
        **document.content(campaign),
        "brand": campaign.brand.name,
        "as_of": today(campaign.brand).isoformat(),
        "accounts": _accounts(campaign),
        "calendar": _calendar(campaign),
        "charters": _charters(campaign, papers),
        "crisis": _crisis(papers.get(Paper.Kind.CRISIS)),
    }


def posts(campaign: Campaign) -> Any:
    """The posts of the campaign that count: not put away, and no patterns."""
    return Post.objects.filter(campaign=campaign).exclude(PATTERN).exclude(state=PostState.ARCHIVED)


def _accounts(campaign: Campaign) -> list[Content]:
    """The accounts it publishes on, those with most posts first; while it has no posts, those that are connected."""
    counted = Variant.objects.filter(post__in=posts(campaign)).values_list("account").annotate(count=Count("pk"))
    counts = dict(counted.order_by())
    rows = list(campaign.brand.accounts.order_by("network_name", "handle"))
    used = [row for row in rows if row.pk in counts] or [row for row in rows if row.state != Account.State.DISCONNECTED]
    told = [
        {"network": row.network_name, "label": str(row.network.label), "handle": row.handle, "posts": counts.get(row.pk, 0)}
        for row in used
    ]
    return sorted(told, key=lambda row: -row["posts"])


def _calendar(campaign: Campaign) -> Content:
    """How many posts are planned in each week (or month), and the dates that fall into it; `undated` wait in the stock."""
    zone, start, end = ZoneInfo(campaign.brand.zone), campaign.starts_on, campaign.ends_on
    days = posts(campaign).values(day=TruncDate("planned_for", tzinfo=zone)).annotate(count=Count("pk")).order_by("day")
    counts = {row["day"]: row["count"] for row in days}
    inside = {day: count for day, count in counts.items() if day and start <= day <= end}
    cut = spans(campaign)
    totals: Counter[date] = Counter()
    for day, count in inside.items():
        totals[span_of(day, cut)] += count
    return {
        "spans": [{"first": first.isoformat(), "last": last.isoformat(), "posts": totals[first]} for first, last in cut],
        "dates": _dates(campaign),
        "undated": counts.get(None, 0),
        "outside": sum(count for day, count in counts.items() if day and not start <= day <= end),
    }


def spans(campaign: Campaign) -> list[Span]:
    """The weeks of the campaign, or the months of a long one: the first and the last day of each."""
    start, end = campaign.starts_on, campaign.ends_on
    return _months(start, end) if campaign.days > LONG else _weeks(start, end)


def span_of(day: date, cut: list[Span]) -> date:
    """The first day of the span that a day of the campaign lies in."""
    return max(first for first, _last in cut if first <= day)


def _weeks(start: date, end: date) -> list[Span]:
    """The weeks from Monday to Sunday, cut at the ends."""
    firsts = [start]
    monday = start + timedelta(days=7 - start.weekday())
    while monday <= end:
        firsts.append(monday)
        monday += timedelta(days=7)
    return _cut(firsts, end)


def _months(start: date, end: date) -> list[Span]:
    """The months, cut at the ends."""
    firsts = [start]
    while (first := (firsts[-1].replace(day=1) + timedelta(days=32)).replace(day=1)) <= end:
        firsts.append(first)
    return _cut(firsts, end)


def _cut(firsts: list[date], end: date) -> list[Span]:
    lasts = [first - timedelta(days=1) for first in firsts[1:]] + [end]
    return list(zip(firsts, lasts, strict=True))


def _dates(campaign: Campaign) -> list[Content]:
    """The key dates of the period that the brand's calendar shows."""
    rows = campaign.brand.key_dates.values(*keydates.FIELDS)
    found = keydates.days(rows, campaign.starts_on, campaign.ends_on + timedelta(days=1))
    return [{"on": each.day.isoformat(), "name": each.name, "kind": each.kind} for each in found]


def _papers(campaign: Campaign) -> dict[str, Paper]:
    """The papers beside the charter that are in force, by kind."""
    found: dict[str, Paper] = {}
    for paper in campaign.brand.papers.in_force():
        found.setdefault(paper.kind, paper)
    return found


def _charters(campaign: Campaign, papers: dict[str, Paper]) -> list[Content]:
    """The charter and the papers in force: number, from which day on, and who wrote them."""
    rows: list[tuple[str, Any]] = [("charter", row) for row in campaign.brand.charters.in_force()[:1]]
    rows += [(kind, papers[kind]) for kind in Paper.Kind.values if kind in papers]
    return [{"kind": kind, "number": row.number, "on": _day(campaign, row.starts_at), "who": row.who} for kind, row in rows]


def _crisis(paper: Paper | None) -> list[Content]:
    """Who is called in a crisis, from the crisis plan in force."""
    if paper is None:
        return []
    names = ("role", "who", "phone", "deputy", "deputy_phone")
    rows = content(paper, KINDS[Paper.Kind.CRISIS].parts["roles"])["rows"]
    return [{name: row[name] for name in names} for row in rows]


def _day(campaign: Campaign, moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(campaign.brand.zone)).date().isoformat()
