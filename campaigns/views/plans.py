"""The list of campaigns, and the page of one."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from campaigns import document, means, readiness, reading, signing, tagging
from campaigns.models import Campaign, Objective, Standing
from campaigns.planning import today
from campaigns.reading import Row
from campaigns.states import phase
from lib import sheets
from lib.pages import Keyset, answer
from team.access import BrandRequest, requires
from team.rights import Right

BY_END = Keyset("-ends_on", "-pk", size=40)


@requires(Right.VIEW)
def index(request: BrandRequest) -> HttpResponse:
    """The campaigns: an overview, or with `?state=` all that stand there."""
    context: dict[str, Any] = {"counts": reading.counts(request.brand), "standings": Standing, "state": ""}
    state = request.GET.get("state", "")
    if state in Standing.values:
        day = today(request.brand)
        page = BY_END.page(reading.listed(request.brand.campaigns.standing(state, day)), request.GET.get("after", ""))
        group = reading.Group(Standing(state), [Row.of(campaign, day) for campaign in page.rows], False)
        context |= {"state": state, "groups": [group] if group.rows else [], "after": page.after}
    else:
        context["groups"] = reading.overview(request.brand)
    return answer(request, "campaigns/list.html", context)


@requires(Right.VIEW)
def download(request: BrandRequest) -> StreamingHttpResponse:
    """All campaigns as CSV."""
    return sheets.download("campaigns.csv", _sheet(request))


@requires(Right.VIEW)
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """A campaign as a plan that can be read."""
    wanted = Prefetch("objectives", Objective.objects.select_related("owner__user"))
    campaigns = request.brand.campaigns.select_related("owner__user", "means").prefetch_related("audiences", "themes", wanted)
    campaign = get_object_or_404(campaigns, pk=pk)
    account = means.of(campaign)
    said = document.content(campaign, account)
    signed = signing.last(campaign, said)
    shares = [theme.share for theme in campaign.themes.all() if theme.share]
    context = {
        "campaign": campaign,
        "row": Row.of(campaign, today(request.brand)),
        "phase": phase(campaign, today(request.brand)),
        "signed": signed,
        "steps": None if signed or campaign.fixed else _steps(campaign, said),
        "account": account,
        "choices": list(campaign.choices.all()),
        "links": tagging.said_by(request.brand, campaign),
        "unshared": 100 - sum(shares) if shares else None,
    }
    return answer(request, "campaigns/show.html", context)


def _steps(campaign: Campaign, said: dict[str, Any]) -> list[readiness.Step]:
    return readiness.steps(campaign, said, charter=campaign.brand.charters.in_force().exists())


@requires(Right.VIEW)
def today_objectives(request: BrandRequest) -> HttpResponse:
    """The campaigns that run today, with their objectives and their time."""
    day = today(request.brand)
    running = request.brand.campaigns.standing(Standing.RUNNING, day).order_by("ends_on", "pk").prefetch_related("objectives")
    return answer(request, "campaigns/_today.html", {"rows": [Row.of(campaign, day) for campaign in running[: reading.FEW]]})


def _sheet(request: BrandRequest) -> Iterator[list[Any]]:
    yield [
        _("Name"),
        _("Where it stands"),
        _("Main aim"),
        _("First day"),
        _("Last day"),
        _("Positioning"),
        _("Owner"),
        _("Objectives"),
    ]
    day = today(request.brand)
    for row in reading.listed(request.brand.campaigns.all()).order_by("-ends_on", "-pk").iterator():
        aim, owner = row.get_aim_display(), row.owner or ""
        standing = row.standing(day).label
        yield [row.name, standing, aim, row.starts_on, row.ends_on, row.positioning, str(owner), row.objective_count]  # type: ignore[attr-defined]
