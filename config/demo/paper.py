"""Who signed the plans of the demo brand, and what was changed since; which campaign is over and closed."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from analytics.documents import plan, retrospective
from campaigns import document, objectives, remarks, signing
from campaigns.models import Campaign
from lib import clock
from team.models import Brand, Membership

SAID = {
    "summary": (
        "lead",
        "La saison a surtout servi à faire parler les habitués : les réponses sont venues plus vite que les abonnés, et c’est "
        "ce que nous voulions.\nLe rythme de six publications par semaine a tenu, au prix de deux week-ends de travail.",
    ),
    "posts": (
        "cm",
        "Une question posée tôt le matin, une tasse vue de près, moins de trois lignes : c’est ce qui marche chez nous.",
    ),
    "next": (
        "lead",
        "Commencer par les producteurs, dont nous n’avons parlé qu’à la fin.\nGarder le dimanche libre.",
    ),
}
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
            with clock.stopped_at(min(ended + timedelta(days=2), now)):
                _look_back(campaign, team)
    _raise(brand, team, now)


def _look_back(campaign: Campaign, team: dict[str, Membership]) -> None:
    """What the lead and the community manager wrote of a campaign that is over."""
    for part, (who, text) in SAID.items():
        remarks.write(campaign, part, text, by=team[who], revision=0)
    remarks.finish(campaign, by=team["lead"], said=retrospective.gather(campaign))


def _raise(brand: Brand, team: dict[str, Membership], now: datetime) -> None:
    """A target that was set higher a week ago: the plan now differs from what was signed."""
    running: Campaign | None = brand.campaigns.filter(aim=Campaign.Aim.GROW).order_by("pk").first()
    objective = running.objectives.filter(metric="reach").first() if running else None
    if objective:
        with clock.stopped_at(now - timedelta(days=7)):
            objectives.change(objective, by=team["lead"], revision=objective.revision, target=round(objective.target * RAISED))
