"""Parts of other pages: what waits, what leaves next, what is begun; a campaign's posts and themes."""

from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Left
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from campaigns import means
from campaigns.templatetags.plan import network_label
from editorial import load
from editorial.approval import queue
from editorial.calendar import calendar
from editorial.models import PostState, Variant
from lib import clock
from lib.pages import answer
from publishing.models import State
from team.access import BrandRequest, requires
from team.rights import Right

FEW = 5


@requires(Right.APPROVE)
def approvals(request: BrandRequest) -> HttpResponse:
    """What waits for this member's approval."""
    posts = queue.mine(request.brand, request.member)
    rows = queue.told(posts[:FEW], request.brand, request.user.zone)
    return answer(request, "editorial/_today_approvals.html", {"rows": rows, "count": len(posts)})


@requires(Right.VIEW)
def leaving(request: BrandRequest) -> HttpResponse:
    """What leaves next."""
    posts = request.brand.posts.filter(state=PostState.APPROVED, planned_for__gte=clock.now())
    return _entries(request, posts.order_by("planned_for", "pk")[:FEW], "editorial/_today_next.html")


@requires(Right.WRITE)
def drafts(request: BrandRequest) -> HttpResponse:
    """The member's own drafts, the one touched last on top; those that wait for the text of their series are nobody's."""
    posts = request.brand.posts.filter(state=PostState.DRAFT).filter(Q(author=request.member) | Q(changed_by=request.member))
    posts = posts.exclude(occurrence__isnull=False, changed_by=None)
    return _entries(request, posts.order_by("-changed_at", "-pk")[:FEW], "editorial/_today_drafts.html")


@requires(Right.VIEW)
def of_campaign(request: BrandRequest, pk: int) -> HttpResponse:
    """A campaign's posts around now: what left last, what comes next, how many there are of each theme."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    posts, now = campaign.posts.exclude(state=PostState.ARCHIVED), clock.now()
    coming = posts.filter(planned_for__gte=now).order_by("planned_for", "pk")[:FEW]
    gone = posts.filter(planned_for__lt=now).order_by("-planned_for", "-pk")[:FEW]
    return answer(
        request,
        "editorial/_campaign_posts.html",
        {"campaign": campaign, "coming": _told(request, coming), "gone": _told(request, gone), "count": posts.count()},
    )


@requires(Right.VIEW)
def themes_of_campaign(request: BrandRequest, pk: int) -> HttpResponse:
    """A campaign's themes: the share of posts that was wanted, planned and published."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    published = Q(posts__variants__publication__state=State.PUBLISHED)
    planned = ~Q(posts__state=PostState.ARCHIVED) & Q(posts__isnull=False)
    themes = campaign.themes.annotate(
        planned=Count("posts", filter=planned, distinct=True), published=Count("posts", filter=published, distinct=True)
    ).order_by("-share", "pk")
    rows: list[Any] = list(themes)
    totals = {"planned": sum(row.planned for row in rows), "published": sum(row.published for row in rows)}
    for row in rows:
        row.planned_share = round(100 * row.planned / totals["planned"]) if totals["planned"] else None
        row.published_share = round(100 * row.published / totals["published"]) if totals["published"] else None
    return answer(request, "editorial/_campaign_themes.html", {"campaign": campaign, "themes": rows, "totals": totals})


@requires(Right.VIEW)
def load_of_campaign(request: BrandRequest, pk: int) -> HttpResponse:
    """What the calendar asks of a campaign's people in the weeks ahead, against their hours."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    return answer(request, "editorial/_campaign_load.html", {"campaign": campaign, "load": load.of(means.of(campaign))})


@requires(Right.VIEW)
def networks_of_campaign(request: BrandRequest, pk: int) -> HttpResponse:
    """The networks that a campaign's posts go to, and that it is not ready for."""
    campaign = get_object_or_404(request.brand.campaigns, pk=pk)
    used = Variant.objects.filter(post__campaign=campaign).exclude(post__state=PostState.ARCHIVED)
    names = set(used.order_by().values_list("account__network_name", flat=True).distinct())
    said = {choice.network_name for choice in campaign.choices.all() if choice.chosen}
    unready = sorted(network_label(name) for name in names - said)
    return answer(request, "editorial/_campaign_networks.html", {"unready": ", ".join(unready)})


def _entries(request: BrandRequest, posts, template: str) -> HttpResponse:
    return answer(request, template, {"entries": _told(request, posts)})


def _told(request: BrandRequest, posts) -> list[calendar.Entry]:
    rows = list(posts.annotate(short=Left("text", 160)).values_list(*calendar.COLUMNS, named=True))
    accounts = {account.pk: account for account in request.brand.accounts.all()} if rows else {}
    return calendar.entries(rows, request.user.zone, accounts, length=110)
