"""Makers of rows for the tests of campaigns."""

from datetime import date

from campaigns.models import Audience, Campaign, Objective, Theme
from team.models import Brand
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
