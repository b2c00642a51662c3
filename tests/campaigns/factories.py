"""Makers of rows for the tests of campaigns."""

from datetime import date

from campaigns import means
from campaigns.models import Audience, BudgetLine, Campaign, Hours, Objective, Spending, Theme
from team.models import Brand, Membership
from tests.factories import counter

START, END = date(2026, 9, 1), date(2026, 10, 31)


def make_campaign(
    *, brand: Brand, name: str = "Rentrée", aim: str = "engage", starts_on: date = START, ends_on: date = END, **fields
) -> Campaign:
    return Campaign.objects.create(brand=brand, name=name, aim=aim, starts_on=starts_on, ends_on=ends_on, **fields)


def make_audience(*, brand: Brand, name: str = "", **fields) -> Audience:
    return Audience.objects.create(brand=brand, name=name or f"Audience {next(counter)}", **fields)


def make_objective(*, campaign: Campaign, metric: str = "replies", target: int = 50, due_on: date = END, **fields) -> Objective:
    return Objective.objects.create(
        brand=campaign.brand, campaign=campaign, metric=metric, target=target, due_on=due_on, **fields
    )


def make_theme(*, campaign: Campaign, name: str = "Coulisses", **fields) -> Theme:
    return Theme.objects.create(brand=campaign.brand, campaign=campaign, name=name, **fields)


def make_line(*, campaign: Campaign, name: str = "Annonces", kind: str = "advertising", planned: int = 100_000) -> BudgetLine:
    return BudgetLine.objects.create(brand=campaign.brand, campaign=campaign, name=name, kind=kind, planned=planned)


def make_spending(*, campaign: Campaign, amount: int = 1250, line: BudgetLine | None = None, **fields) -> Spending:
    by = campaign.brand.memberships.first()
    return means.spend(line or make_line(campaign=campaign), by=by, amount=amount, on=fields.pop("on", START), **fields)


def make_hours(*, campaign: Campaign, member: Membership, minutes: int = 300, network_name: str = "") -> Hours:
    return Hours.objects.create(
        brand=campaign.brand, campaign=campaign, member=member, minutes=minutes, network_name=network_name
    )
