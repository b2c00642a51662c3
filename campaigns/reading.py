"""What campaign pages show, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from campaigns.models import Campaign, Standing
from campaigns.planning import today
from team.models import Brand

FEW = 12  # how many campaigns a group of the overview shows


@dataclass(frozen=True)
class Row:
    """A campaign on the day it is for the brand."""

    campaign: Campaign
    standing: Standing
    elapsed: float
    days_left: int

    @classmethod
    def of(cls, campaign: Campaign, day: date) -> "Row":
        """The row of a campaign on that day; `days_left` until its first day, or else until its last."""
        standing = campaign.standing(day)
        until = campaign.starts_on if standing == Standing.TO_COME else campaign.ends_on
        return cls(campaign, standing, campaign.elapsed(day), (until - day).days)

    @property
    def day(self) -> int:
        """Which of its days it is, while it runs; the first is 1."""
        return self.campaign.days - self.days_left


@dataclass(frozen=True)
class Group:
    """Campaigns that stand alike; `more` when not all are shown."""

    standing: Standing
    rows: list[Row]
    more: bool


def listed(campaigns: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """The campaigns with what a row of the list shows."""
    return campaigns.select_related("owner__user").annotate(objective_count=Count("objectives"))


def counts(brand: Brand) -> dict[str, int]:
    """How many campaigns stand where."""
    day = today(brand)
    kept = Q(archived_at=None)
    where = {
        Standing.RUNNING: kept & Q(starts_on__lte=day, ends_on__gte=day),
        Standing.TO_COME: kept & Q(starts_on__gt=day),
        Standing.ENDED: kept & Q(ends_on__lt=day),
        Standing.ARCHIVED: ~kept,
    }
    return brand.campaigns.aggregate(**{str(name): Count("pk", filter=condition) for name, condition in where.items()})


def overview(brand: Brand) -> list[Group]:
    """What runs, what comes and what ended, each with its first campaigns; groups without any are left out."""
    day = today(brand)
    orders = {Standing.RUNNING: "ends_on", Standing.TO_COME: "starts_on", Standing.ENDED: "-ends_on"}
    groups = []
    for standing, order in orders.items():
        found = list(listed(brand.campaigns.standing(standing, day)).order_by(order, "-pk")[: FEW + 1])
        if found:
            groups.append(Group(standing, [Row.of(campaign, day) for campaign in found[:FEW]], len(found) > FEW))
    return groups
