"""The words of people in a retrospective: writing them, part by part, and finishing the whole."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from campaigns.models import Campaign, Passage, Remark
from campaigns.planning import Archived
from lib.states import StaleState
from team import audit
from team.models import Membership

PARTS = ("summary", "published", "objectives", "posts", "talk", "site", "means", "next")
MOST = 4000  # characters of a part


def latest(campaign: Campaign) -> dict[str, Remark]:
    """The words that count, by part, in one query."""
    rows = campaign.remarks.order_by("part", "-revision").distinct("part")
    return {row.part: row for row in rows}


@transaction.atomic
def write(campaign: Campaign, part: str, text: str, *, by: Membership, revision: int) -> Remark:
    """Say this about a part, on top of the revision the writer saw (0: nothing was there). Raises StaleState, Archived."""
    _open(campaign)
    found = campaign.remarks.filter(part=part).order_by("-revision").first()
    if (found.revision if found else 0) != revision:
        raise StaleState(found or campaign)
    row = Remark.objects.create(
        brand=campaign.brand, campaign=campaign, part=part, text=text, revision=revision + 1, by=by, who=str(by)[:120]
    )
    audit.record("campaign.remarked", campaign, by=by, part=part)
    return row


@transaction.atomic
def finish(campaign: Campaign, *, by: Membership, said: Mapping[str, Any]) -> Passage:
    """Keep the retrospective as it stands, with its figures and words; may be done again later. Raises Archived."""
    _open(campaign)
    kind = Passage.Kind.FINISHED
    passage = Passage.objects.create(
        brand=campaign.brand, campaign=campaign, kind=kind, by=by, who=str(by)[:120], document=dict(said)
    )
    audit.record("campaign.retrospective_finished", campaign, by=by)
    return passage


def _open(campaign: Campaign) -> None:
    """Hold the campaign where it is. Raises Archived."""
    if Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk).archived_at:
        raise Archived
