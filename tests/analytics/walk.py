"""How the walk opens the addresses of the results."""

from datetime import date, timedelta

from analytics.documents import plan, retrospective
from analytics.site import batches, by_hand
from campaigns import document, remarks, signing
from team.models import Membership
from tests import factories
from tests.walk import get, post


def campaign(member: Membership) -> list[int]:
    return [factories.make_campaign(brand=member.brand).pk]


def an_account(member: Membership) -> list[int]:
    return [factories.make_account(brand=member.brand).pk]


def a_post(member: Membership) -> list[int]:
    return [factories.make_post(brand=member.brand).pk]


def a_table(member: Membership) -> list[int]:
    return [batches.begin(member.brand, "t.csv", b"Jour,Visites\n01/11/2026,5\n", by=member).pk]


def a_day(member: Membership) -> list[int]:
    day = date(2026, 1, 1) + timedelta(days=member.brand.site_figures.count())
    said = {"campaign": None, "visits": 3, "conversions": None, "value": None, "note": "Caisse"}
    return [by_hand.add(member.brand, by=member, day=day, **said).pk]


def a_signature(member: Membership) -> list[int]:
    row = factories.make_campaign(brand=member.brand)
    said = plan.gather(row)
    signing.sign(row, by=member, said=said, seen=document.digest(said))
    return [row.pk, 1]


def a_part(member: Membership) -> list[int | str]:
    return [*campaign(member), "summary"]


def a_retrospective(member: Membership) -> list[int]:
    row = factories.make_campaign(brand=member.brand)
    return [row.pk, remarks.finish(row, by=member, said=retrospective.gather(row)).pk]


LINES = {
    "analytics:results": get(),
    "analytics:posts": get(),
    "analytics:download": get(),
    "analytics:post_figures": get(a_post),
    "analytics:campaign_progress": get(campaign),
    "analytics:attainable": get(campaign, metric="replies", target="50", due_on="2026-10-01"),
    "analytics:best_hours": get(an_account),
    "analytics:today_objectives": get(),
    "analytics:site": get(),
    "analytics:site_send": post(),
    "analytics:site_batch": get(a_table),
    "analytics:site_bring": post(a_table),
    "analytics:site_undo": post(a_table),
    "analytics:site_forget": post(a_table),
    "analytics:site_add": get(),
    "analytics:site_day": get(a_day),
    "analytics:site_remove": post(a_day),
    "analytics:site_period": get(),
    "analytics:campaign_site": get(campaign),
    "documents:plan": get(campaign),
    "documents:plan_pdf": get(campaign),
    "documents:retrospective": get(campaign),
    "documents:retrospective_pdf": get(campaign),
    "documents:words": post(a_part, text="Bien.", revision="0"),
    "documents:finish": post(campaign),
    "documents:finished": get(a_retrospective),
    "documents:finished_pdf": get(a_retrospective),
    "documents:sign": post(campaign, seen="x"),
    "documents:withdraw": post(campaign),
    "documents:signed": get(a_signature),
    "documents:signed_pdf": get(a_signature),
}
