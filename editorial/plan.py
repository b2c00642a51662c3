"""The brand's campaigns and their themes, as the desk offers them."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from campaigns.models import Campaign, Theme
from lib.prepared import Given, Prepared
from team.models import Brand


def campaigns(brand: Brand) -> list[Campaign]:
    """The campaigns, the latest first, each with its themes in `theme_list`, and its own `margin`; in one query."""
    found: list[Campaign] = _CAMPAIGNS.rows(brand=brand.pk)
    for campaign in found:
        campaign.brand = brand
        campaign.theme_list = [_theme(campaign, row) for row in campaign.theme_rows]  # type: ignore[attr-defined]
    return found


def _campaigns() -> QuerySet[Campaign]:
    themes = Theme.objects.filter(campaign=OuterRef("pk")).order_by("name", "pk")
    rows = ArraySubquery(themes.values(row=JSONObject(id="pk", name="name", colour="colour", share="share")))
    found = Campaign.objects.filter(brand=Given("brand", BigIntegerField()))
    return found.annotate(theme_rows=rows, margin=F("own_margin__share")).order_by("-starts_on", "pk")


_CAMPAIGNS = Prepared(_campaigns)


def _theme(campaign: Campaign, row: dict[str, Any]) -> Theme:
    return Theme(brand_id=campaign.brand_id, campaign=campaign, **row)
