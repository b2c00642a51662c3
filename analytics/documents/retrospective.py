"""What became of a campaign, as plain values: planned against published, objectives, posts, talk, and the words of people."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate

from analytics import posts as figures
from analytics import progress, results
from analytics.documents import plan
from analytics.documents.plan import Content
from analytics.models import Standing
from analytics.period import Period
from analytics.site import figures as figures_of_site
from campaigns import document, means, remarks
from campaigns.models import Campaign
from campaigns.planning import today
from editorial.models import Variant
from lib import clock
from lib.text import one_line
from publishing.models import State

FEW = 5  # posts that did best, and that did worst
TEXT = 140  # characters of a post


def gather(campaign: Campaign) -> Content:
    """The whole as it stands, in a constant number of queries."""
    period, account = _period(campaign), means.of(campaign)
    return {
        **document.content(campaign, account),
        "brand": campaign.brand.name,
        "as_of": today(campaign.brand).isoformat(),
        "published": _published(campaign),
        "shares": _shares(campaign),
        "progress": [_progress(row) for row in progress.of_campaign(campaign)],
        "posts": _posts(campaign, period),
        "talk": _talk(campaign, period),
        "site": _site(campaign),
        "spent": _spent(account),
        "words": {part: {"text": row.text, "revision": row.revision} for part, row in remarks.latest(campaign).items()},
    }


def _period(campaign: Campaign) -> Period:
    """From the campaign's first day until today, of its posts only."""
    return Period(days=max((today(campaign.brand) - campaign.starts_on).days + 1, 1), campaign=campaign.pk)


def _live() -> Exists:
    """Whether a post is published on an account at least."""
    return Exists(Variant.objects.filter(post=OuterRef("pk"), publication__state=State.PUBLISHED))


def _published(campaign: Campaign) -> Content:
    """Posts planned and published, in all and by week (or month) of the period; `missed` are those whose hour passed in vain."""
    zone = ZoneInfo(campaign.brand.zone)
    rows = plan.posts(campaign).filter(planned_for__isnull=False).annotate(live=_live())
    days = rows.values(day=TruncDate("planned_for", tzinfo=zone)).annotate(
        count=Count("pk"),
        there=Count("pk", filter=Q(live=True)),
        missed=Count("pk", filter=Q(live=False, planned_for__lt=clock.now() - timedelta(hours=1))),
    )
    spans = plan.spans(campaign)
    planned: Counter[date] = Counter()
    there: Counter[date] = Counter()
    missed = 0
    for row in days.order_by("day"):
        if campaign.starts_on <= row["day"] <= campaign.ends_on:
            first = plan.span_of(row["day"], spans)
            planned[first] += row["count"]
            there[first] += row["there"]
            missed += row["missed"]
    told = [
        {"first": first.isoformat(), "last": last.isoformat(), "planned": planned[first], "published": there[first]}
        for first, last in spans
    ]
    return {"spans": told, "planned": planned.total(), "published": there.total(), "missed": missed}


def _shares(campaign: Campaign) -> list[Content]:
    """The themes: the share that was wanted, and what was planned and published; the last row is posts without one."""
    rows = plan.posts(campaign).annotate(live=_live()).values("theme", name=F("theme__name"))
    counted = {
        row["theme"]: row
        for row in rows.annotate(planned=Count("pk"), published=Count("pk", filter=Q(live=True))).order_by("theme")
    }
    themes: list[Any] = [*campaign.themes.all(), None]
    told = []
    for theme in themes:
        row = counted.get(theme.pk if theme else None, {"planned": 0, "published": 0})
        said = {"name": theme.name if theme else "", "share": theme.share if theme else None}
        told.append({**said, "planned": row["planned"], "published": row["published"]})
    return told if told[-1]["planned"] else told[:-1]


def _progress(row: progress.Progress) -> Content:
    objective = row.objective
    return {
        "metric": objective.metric,
        "currency": objective.campaign.brand.currency,
        "target": objective.target,
        "due_on": objective.due_on.isoformat(),
        "measured": row.measured,
        "share": row.share,
        "verdict": row.verdict,
    }


def _posts(campaign: Campaign, period: Period) -> Content:
    """The posts that got most and least against what their accounts usually get, each on its account."""
    brand = campaign.brand
    medians = results.usual(brand, period, list(brand.accounts.all())).medians
    end = datetime.combine(campaign.ends_on + timedelta(days=1), time(), ZoneInfo(brand.zone))
    chosen: Any = figures.chosen(brand, period, medians)
    known = chosen.filter(published_at__lt=end, score__gte=0)
    shown: Any = figures.shown(known)
    best = list(shown.order_by("-score", "-pk")[:FEW])
    worst = list(shown.exclude(pk__in=[row.pk for row in best]).order_by("score", "pk")[:FEW])
    return {"best": [_post(row, brand.zone) for row in best], "worst": [_post(row, brand.zone) for row in worst]}


def _post(row: Standing, zone: str) -> Content:
    return {
        "text": one_line(row.publication.text, TEXT),
        "account": str(row.account),
        "on": row.published_at.astimezone(ZoneInfo(zone)).date().isoformat(),
        "interactions": row.interactions,
        "seen": row.views if row.reach is None else row.reach,
        "ratio": row.score,  # type: ignore[attr-defined]
    }


def _talk(campaign: Campaign, period: Period) -> Content:
    """The conversations under its posts: how many, how many answered, and the minutes to the first answer (median)."""
    talk = results.talk(campaign.brand, period)
    wait = None if talk.wait is None else talk.wait / timedelta(minutes=1)
    return {"began": talk.began, "answered": talk.answered, "wait": wait}


def _site(campaign: Campaign) -> Content | None:
    """What the campaign brought on the site, in all and by source, values in cents; None where nothing is known."""
    site = figures_of_site.read(campaign.brand, campaign=campaign)
    if not site.first or not site.last:
        return None
    return {
        "currency": campaign.brand.currency,
        "first": site.first.isoformat(),
        "last": site.last.isoformat(),
        "total": _sums(site.total),
        "sources": [{"name": row.name, **_sums(row)} for row in site.sources],
    }


def _sums(row: figures_of_site.Sums) -> Content:
    return {name: getattr(row, name) for name in figures_of_site.MEASURES}


def _spent(account: means.Account) -> Content | None:
    """What was planned and spent by line, in cents; None where nothing was said of money."""
    if not account.lines and account.means.budget is None:
        return None
    lines = [{"name": line.row.name, "planned": line.row.planned, "spent": line.spent} for line in account.lines]
    return {"currency": account.campaign.brand.currency, "budget": account.budget, "spent": account.spent, "lines": lines}
