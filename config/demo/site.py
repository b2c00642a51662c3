"""What the shop's web analytics say of the demo: a table as such programs write it, brought in by the product's own verbs."""

from datetime import date, timedelta

from analytics.site import batches
from campaigns.metrics import Metric
from team.models import Brand, Membership

SOURCES = (("instagram / social", 14, 2), ("facebook / social", 9, 3), ("bluesky / social", 3, 7))  # visits, an order each … days
BASKET = 2690  # cents of an order
HEAD = "Date,Session source / medium,Session campaign,Sessions,Key events,Total revenue"


def bring_in(brand: Brand, team: dict[str, Membership], today: date) -> None:
    """The days of the campaign that is to bring visits, until yesterday."""
    objective = brand.objectives.filter(metric=Metric.VISITS).select_related("campaign").first()
    if objective is None:
        return
    days = [objective.campaign.starts_on + timedelta(days=number) for number in range(objective.campaign.days)]
    lines = [_line(day, *source, objective.campaign.slug) for day in days if day < today for source in SOURCES]
    if lines:
        table = batches.begin(brand, "site.csv", "\n".join([HEAD, *lines]).encode(), by=team["lead"])
        batches.bring_in(table, by=team["lead"])


def _line(day: date, source: str, visits: int, every: int, campaign: str) -> str:
    """A day of a source: more visits at the end of the week, an order now and then."""
    count = visits + (day.weekday() * visits) // 9 + day.toordinal() * 7 % 5
    orders = int(day.weekday() % every == 0)
    cents = orders * (BASKET + day.toordinal() % 9 * 100)
    return f'{day:%Y%m%d},{source},"{campaign}",{count},{orders},{cents // 100}.{cents % 100:02d}'
