"""Who signed the plans of the demo brand, and what was changed since; which campaign is over and closed."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from analytics.documents import plan
from campaigns import document, objectives, signing
from campaigns.models import Campaign
from lib import clock
from team.models import Brand, Membership

RAISED = 1.25  # the target of the workshop's reach, once people had seen how it went


def sign(brand: Brand, team: dict[str, Membership], now: datetime) -> None:
    """The approver signed each plan two days before its campaign began; what is over was closed on the morning after."""
    zone = ZoneInfo(brand.zone)
    for campaign in brand.campaigns.order_by("starts_on", "pk"):
        begun = datetime.combine(campaign.starts_on - timedelta(days=2), time(16, 20), zone)
        ended = datetime.combine(campaign.ends_on + timedelta(days=1), time(9, 40), zone)
        if begun < now:
            with clock.stopped_at(begun):
                said = plan.gather(campaign)
                signing.sign(campaign, by=team["approver"], said=said, seen=document.digest(said))
        if ended < now:
            with clock.stopped_at(ended):
                signing.close(campaign, by=team["lead"])
    _raise(brand, team, now)


def _raise(brand: Brand, team: dict[str, Membership], now: datetime) -> None:
    """A target that was set higher a week ago: the plan now differs from what was signed."""
    running: Campaign | None = brand.campaigns.filter(aim=Campaign.Aim.GROW).order_by("pk").first()
    objective = running.objectives.filter(metric="reach").first() if running else None
    if objective:
        with clock.stopped_at(now - timedelta(days=7)):
            objectives.change(objective, by=team["lead"], revision=objective.revision, target=round(objective.target * RAISED))
