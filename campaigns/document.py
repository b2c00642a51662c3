"""What a campaign's plan says, as plain values: for its document, for what is kept when it is signed, for telling what changed.

Days are ISO texts; nothing is in the words of a language, so that each reader gets their own.
"""

from typing import Any

from campaigns.models import Audience, Campaign, Objective, Theme

Content = dict[str, Any]


def content(campaign: Campaign) -> Content:
    """The plan as it stands, in a constant number of queries."""
    return {
        "name": campaign.name,
        "aim": campaign.aim,
        "positioning": campaign.positioning,
        "colour": campaign.colour,
        "starts_on": campaign.starts_on.isoformat(),
        "ends_on": campaign.ends_on.isoformat(),
        "owner": _who(campaign.owner),
        "audiences": [_audience(row) for row in campaign.audiences.order_by("name", "pk")],
        "objectives": [_objective(row) for row in campaign.objectives.select_related("owner__user")],
        "themes": [_theme(row) for row in campaign.themes.all()],
    }


def _who(member: Any) -> str:
    return str(member) if member else ""


def _audience(row: Audience) -> Content:
    names = ("name", "age_from", "age_to", "interests", "maturity", "place", "language", "occupation")
    return {"pk": row.pk, **{name: getattr(row, name) for name in names}}


def _objective(row: Objective) -> Content:
    due_on, owner = row.due_on.isoformat(), _who(row.owner)
    return {
        "pk": row.pk,
        "metric": row.metric,
        "target": row.target,
        "baseline": row.baseline,
        "due_on": due_on,
        "owner": owner,
    }


def _theme(row: Theme) -> Content:
    return {"pk": row.pk, "name": row.name, "share": row.share, "colour": row.colour}
