"""How the walk opens the addresses of campaigns."""

from campaigns import receipts
from team.models import Membership
from tests.campaigns.factories import make_audience, make_campaign, make_objective, make_spending
from tests.walk import get, post


def campaign(member: Membership) -> list[int]:
    return [make_campaign(brand=member.brand).pk]


def objective(member: Membership) -> list[int]:
    row = make_objective(campaign=make_campaign(brand=member.brand))
    return [row.campaign_id, row.pk]


def network_of(member: Membership) -> list[object]:
    return [make_campaign(brand=member.brand).pk, "bluesky"]


def entry(member: Membership) -> list[int]:
    row = make_spending(campaign=make_campaign(brand=member.brand), receipt=receipts.File(b"%PDF-1.4", "pdf", "facture.pdf"))
    return [row.line.campaign_id, row.pk]


def audience(member: Membership) -> list[int]:
    return [make_audience(brand=member.brand).pk]


LINES = {
    "campaigns:list": get(),
    "campaigns:download": get(),
    "campaigns:today_objectives": get(),
    "campaigns:usual_links": post(domains="maison.fr", tag="fil-rouge"),
    "campaigns:new": post(name="Noël", aim="grow", starts_on="2026-12-01", ends_on="2026-12-24", colour="rose"),
    "campaigns:show": get(campaign),
    "campaigns:edit": post(
        campaign, name="Noël", aim="grow", starts_on="2026-09-01", ends_on="2026-12-24", colour="rose", revision="1"
    ),
    "campaigns:themes": get(campaign),
    "campaigns:links": post(campaign, domains="maison.example", slug="rentree", revision="1"),
    "campaigns:copy": post(campaign, name="Noël 2", starts_on="2027-12-01"),
    "campaigns:archive": post(campaign),
    "campaigns:unarchive": post(campaign),
    "campaigns:close": post(campaign),
    "campaigns:reopen": post(campaign),
    "campaigns:new_objective": post(campaign, metric="replies", target="5", due_on="2026-10-01"),
    "campaigns:objective": post(objective, metric="replies", target="5", due_on="2026-10-01", revision="1"),
    "campaigns:remove_objective": post(objective),
    "campaigns:means": get(campaign),
    "campaigns:networks": get(campaign),
    "campaigns:wish": post(campaign, kinds="visual"),
    "campaigns:network": post(network_of, chosen="yes", why="Ils y sont", revision="0"),
    "campaigns:network_facts": get(lambda member: ["bluesky"], owned=False),
    "campaigns:spending": get(campaign),
    "campaigns:spend": post(campaign, line="0", amount="5", on="2026-10-01"),
    "campaigns:entry": post(entry, line="0", amount="5", on="2026-10-01", revision="1"),
    "campaigns:remove_entry": post(entry),
    "campaigns:receipt": get(entry),
    "campaigns:audiences": get(),
    "campaigns:new_audience": get(),
    "campaigns:audience": get(audience),
    "campaigns:remove_audience": post(audience),
}
