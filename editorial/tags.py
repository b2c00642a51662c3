"""By what planned posts can be stopped together, for the post office: their campaign and their theme."""

from collections.abc import Sequence

from campaigns.models import Campaign, Theme
from publishing.models import Tag
from publishing.pausing import tagging
from team.models import Brand

CAMPAIGN, THEME = "campaign:", "theme:"


def of(campaign: Campaign | None, theme: Theme | None) -> dict[str, str]:
    """The tags, and what they are called today."""
    known = {f"{CAMPAIGN}{campaign.pk}": campaign.name} if campaign else {}
    return known | ({f"{THEME}{theme.pk}": f"{theme.campaign.name} · {theme.name}"} if theme else {})


def renew() -> None:
    """Follow the campaigns and themes that were given another name."""
    for brand in Brand.objects.filter(delivery_tags__isnull=False).distinct():
        keys = list(Tag.objects.filter(brand=brand).values_list("key", flat=True))
        labels: dict[str, str] = {}
        for campaign in brand.campaigns.filter(pk__in=_numbers(keys, CAMPAIGN)):
            labels |= of(campaign, None)
        for theme in brand.themes.filter(pk__in=_numbers(keys, THEME)).select_related("campaign"):
            labels |= of(None, theme)
        tagging.know(brand, labels)


def _numbers(keys: Sequence[str], kind: str) -> list[int]:
    return [int(key.removeprefix(kind)) for key in keys if key.startswith(kind)]
