"""The brand's campaigns and their themes, as the desk offers them."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from campaigns.models import Campaign, Theme
from team.models import Brand


def campaigns(brand: Brand, **more: Any) -> list[Campaign]:
    """The campaigns, the latest first, each with its themes in `theme_list`, and the values of `more`; in one query."""
    themes = Theme.objects.filter(campaign=OuterRef("pk")).order_by("name", "pk")
    rows = ArraySubquery(themes.values(row=JSONObject(id="pk", name="name", colour="colour", share="share")))
    found: list[Campaign] = list(brand.campaigns.annotate(theme_rows=rows, **more).order_by("-starts_on", "pk"))
    for campaign in found:
        campaign.theme_list = [_theme(campaign, row) for row in campaign.theme_rows]  # type: ignore[attr-defined]
    return found


def _theme(campaign: Campaign, row: dict[str, Any]) -> Theme:
    return Theme(brand_id=campaign.brand_id, campaign=campaign, **row)
