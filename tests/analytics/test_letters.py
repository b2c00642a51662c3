"""The weekly word to the owners of objectives."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.utils import translation

from analytics import letters
from analytics.models import Standing
from team import digest
from team.models import Notice, User
from tests import factories


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def objective(brand, account, lead):
    """Of a campaign that runs; today is Monday the 23rd of November 2026, 13 o'clock in Paris."""
    campaign = factories.make_campaign(brand=brand, starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 30))
    factories.make_standing(publication=factories.make_published(account=account, campaign=campaign), replies=18)
    row = factories.make_objective(campaign=campaign, metric="replies", target=30, owner=lead)
    type(row).objects.update(created_at=datetime(2026, 11, 1, tzinfo=UTC))
    return row


def test_the_owner_is_told_once_a_week_how_far_it_is(objective, lead, noon, mailoutbox):
    lead.user.mail_notices = User.Mail.SOON
    lead.user.save()
    assert [letters.send_due(), letters.send_due()] == [1, 0]
    notice = Notice.objects.get()
    assert notice.text == "Your objective this week: 1 reached or on course"
    assert notice.items == ["Rentrée, Replies: 18 of 30; 38% of the time gone, on course"]
    noon.shift(120)
    digest.send_due()
    assert "Your objective this week" in mail.outbox[0].subject
    noon.move_to("2026-11-30T06:59:00Z")
    Notice.objects.update(read_at=datetime(2026, 11, 24, tzinfo=UTC))
    assert letters.send_due() == 0, "not before eight in Paris"
    noon.move_to("2026-11-30T07:00:00Z")
    assert letters.send_due() == 1


def test_weeks_are_those_of_the_person_however_far_east_they_live(objective, lead, noon):
    lead.user.zone = "Pacific/Auckland"
    lead.user.save()
    type(objective).objects.update(due_on=date(2026, 11, 22))  # the Sunday before
    noon.move_to("2026-11-22T19:30:00Z")  # Monday, half past eight in Auckland
    assert letters.send_due() == 1
    noon.move_to("2026-11-29T19:30:00Z")
    assert letters.send_due() == 0, "it was due more than a week ago"


def test_each_measure_is_said_in_the_readers_language(objective, lead):
    lead.user.language = "fr"
    lead.user.save()
    for metric, target in (("visits", 3000), ("engagement", 400)):
        factories.make_objective(campaign=objective.campaign, metric=metric, target=target, owner=lead)
    type(objective).objects.update(created_at=datetime(2026, 11, 1, tzinfo=UTC))
    Standing.objects.update(likes=12, views=500)
    letters.send_due()
    told = " ".join(Notice.objects.get().items).replace("\xa0", " ").replace("\u202f", " ")
    assert "Visites du site, objectif 3 000 : pas encore de chiffre : importez un tableau" in told
    assert "Taux d’engagement : 6 %, au moins 4 %" in told


def test_an_objective_set_in_the_middle_of_a_week_waits_for_the_next(objective, noon):
    type(objective).objects.update(created_at=datetime(2026, 11, 23, 8, tzinfo=UTC))
    assert letters.send_due() == 0


@pytest.mark.parametrize("why", ["archived", "over", "nobody", "left"])
def test_nobody_is_told_of_what_is_past_or_nobodys(objective, lead, why):
    if why == "archived":
        objective.campaign.archived_at = datetime(2026, 11, 2, tzinfo=UTC)
        objective.campaign.save()
    if why == "left":
        lead.left_at = datetime(2026, 11, 2, tzinfo=UTC)
        lead.save()
    changes = {"over": {"due_on": date(2026, 11, 10)}, "nobody": {"owner": None}}
    type(objective).objects.update(**changes.get(why, {"target": 30}))
    assert letters.send_due() == 0
