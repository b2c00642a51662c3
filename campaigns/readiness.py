"""What a reader looks for in a plan before it is signed, each with the page on which it is said; none of it stops a signature."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Campaign


@dataclass(frozen=True)
class Step:
    """A part of the plan, whether something is said of it, and where one says it."""

    name: str
    done: bool
    url: str


def steps(campaign: Campaign, said: Mapping[str, Any], *, charter: bool) -> list[Step]:
    """The parts of the plan in the order in which one thinks of them; `said` is what it says, `charter` whether there is one."""

    def step(name: str, done: Any, view: str, at: str = "", *args: int) -> Step:
        return Step(name, bool(done), reverse(view, args=[campaign.brand.slug, *args]) + at)

    pk = campaign.pk
    return [
        step(_("a positioning"), said["positioning"], "campaigns:edit", "", pk),
        step(_("an audience"), said["audiences"], "campaigns:edit", "#whom", pk),
        step(_("an objective"), said["objectives"], "campaigns:new_objective", "", pk),
        step(_("a network, and why"), any(row["chosen"] for row in said["choices"]), "campaigns:networks", "", pk),
        step(_("themes"), said["themes"], "campaigns:themes", "", pk),
        step(_("a budget or hours"), said["means"], "campaigns:means", "", pk),
        step(_("somebody in charge"), said["owner"], "campaigns:edit", "", pk),
        step(_("the charter of the brand"), charter, "charter:show"),
    ]
