"""What a campaign's plan says, as plain values: for its document, for what is kept when it is signed, for telling what changed.

Days are ISO texts; nothing is in the words of a language, so that each reader gets their own.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db.models import prefetch_related_objects

from campaigns import means
from campaigns.models import Audience, Campaign, NetworkChoice, Objective, Theme

Content = dict[str, Any]
# What belongs to the plan itself, in the order in which it is told.
PLAN = (
    "name",
    "aim",
    "positioning",
    "colour",
    "starts_on",
    "ends_on",
    "owner",
    "audiences",
    "objectives",
    "themes",
    "means",
    "choices",
    "links",
)


def content(campaign: Campaign, account: means.Account | None = None) -> Content:
    """The plan as it stands, in a constant number of queries; none for what was fetched along with the campaign.

    `account` are its means, where they are known already.
    """
    prefetch_related_objects([campaign], "audiences", "themes", "objectives__owner__user", "choices__who__user")
    return {
        "name": campaign.name,
        "aim": campaign.aim,
        "positioning": campaign.positioning,
        "colour": campaign.colour,
        "starts_on": campaign.starts_on.isoformat(),
        "ends_on": campaign.ends_on.isoformat(),
        "owner": _who(campaign.owner),
        "audiences": [_audience(row) for row in sorted(campaign.audiences.all(), key=lambda row: (row.name, row.pk))],
        "objectives": [_objective(row) for row in campaign.objectives.all()],
        "themes": [_theme(row) for row in campaign.themes.all()],
        "means": _means(account or means.of(campaign)),
        "choices": [_choice(row) for row in campaign.choices.all()],
        **_links(campaign),
    }


def _links(campaign: Campaign) -> Content:
    """How links are tagged; nothing at all where they are not, as in plans that were signed before there were tags."""
    if not campaign.tagged_domains:
        return {}
    return {"links": {"domains": campaign.tagged_domains, "slug": campaign.slug, "posts": campaign.tags_posts}}


def _choice(row: NetworkChoice) -> Content:
    return {"pk": row.pk, "network": row.network_name, "chosen": row.chosen, "why": row.why, "who": _who(row.who)}


def _means(account: means.Account) -> Content | None:
    """What the campaign may cost, by line in cents, and who works how long for it, in minutes a week; not what was spent."""
    if not account.there:
        return None
    return {
        "currency": account.campaign.brand.currency,
        "budget": account.means.budget,
        "lines": [
            {"pk": line.row.pk, "kind": line.row.kind, "name": line.row.name, "planned": line.row.planned}
            for line in account.lines
        ],
        "hours": [{"who": str(row.member), "network": row.network_name, "minutes": row.minutes} for row in account.hours],
    }


def digest(said: Mapping[str, Any]) -> str:
    """What tells this plan from every other, 64 letters; whatever floors above added to it does not count."""
    plan = {name: value for name, value in said.items() if name in PLAN}
    return sha256(json.dumps(plan, sort_keys=True).encode()).hexdigest()


def _who(member: Any) -> str:
    return str(member) if member else ""


def _audience(row: Audience) -> Content:
    names = ("name", "age_from", "age_to", "interests", "maturity", "place", "language", "occupation")
    return {"pk": row.pk, **{name: getattr(row, name) for name in names}}


def _objective(row: Objective) -> Content:
    """An objective; a start that was looked up is no part of the plan, one that was typed is."""
    due_on, owner = row.due_on.isoformat(), _who(row.owner)
    return {
        "pk": row.pk,
        "metric": row.metric,
        "target": row.target,
        "currency": row.campaign.brand.currency,
        "baseline": None if row.baseline_at else row.baseline,
        "due_on": due_on,
        "owner": owner,
    }


def _theme(row: Theme) -> Content:
    return {"pk": row.pk, "name": row.name, "share": row.share, "colour": row.colour}
