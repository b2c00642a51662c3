"""What the calendar asks of the people of a campaign."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from campaigns import means
from campaigns.models import Means
from editorial import load
from tests import factories
from tests.campaigns.factories import make_campaign, make_hours


@pytest.fixture(autouse=True)
def on_a_day():
    """A Friday."""
    with time_machine.travel("2026-09-11T10:00:00Z", tick=True), translation.override("en"):
        yield


@pytest.fixture
def campaign(brand):
    found = make_campaign(brand=brand)
    Means.objects.create(brand=brand, campaign=found, minutes_a_post=90)
    return found


def planned(campaign, day, accounts, state="approved"):
    at = datetime(2026, 9, day, 9, tzinfo=UTC)
    return factories.make_post(brand=campaign.brand, accounts=accounts, campaign=campaign, planned_for=at, state=state)


def test_the_weeks_ahead_ask_for_posts_times_minutes(campaign, brand, author):
    account = factories.make_account(brand=brand)
    planned(campaign, 8, [account])
    planned(campaign, 15, [account])
    planned(campaign, 16, [account], state="draft")
    planned(campaign, 17, [account], state="archived")
    make_hours(campaign=campaign, member=author, minutes=120)
    found = load.of(means.of(campaign))
    assert [(week.monday.day, week.posts, week.asked, week.there) for week in found.weeks][:2] == [
        (7, 1, 90, 120),
        (14, 2, 180, 120),
    ]
    assert found.warnings == ["The week of 14 September asks for 3 h (2 posts); 2 h are there, 1 h are missing."]
    assert len(found.weeks) == 4


def test_without_hours_the_calendar_says_what_it_asks_for(campaign, brand):
    assert load.of(means.of(campaign)).warnings == []
    planned(campaign, 15, [factories.make_account(brand=brand)])
    sentence = "The calendar asks for up to 1.5 h a week, and nobody has hours for this campaign yet."
    assert load.of(means.of(campaign)).warnings == [sentence]


def test_a_post_on_two_networks_shares_its_time_and_a_network_has_hours_of_its_own(campaign, brand, author):
    accounts = [factories.make_account(brand=brand), factories.make_account(brand=brand, network="mastodon")]
    for day in range(14, 18):
        planned(campaign, day, accounts)
    make_hours(campaign=campaign, member=author, minutes=30, network_name="bluesky")
    make_hours(campaign=campaign, member=author, minutes=330)
    found = load.of(means.of(campaign))
    assert [(part.network_name, part.asked, part.there) for part in found.parts] == [("bluesky", 45, 30), ("mastodon", 45, 0)]
    assert found.warnings == [
        "No hours are left in the week of 14 September.",
        "Bluesky asks for 0.8 h a week, and 0.5 h are kept for it.",
    ]


def test_the_campaign_page_shows_it(campaign, brand, reader, sign_in):
    planned(campaign, 15, [factories.make_account(brand=brand)])
    page = sign_in(reader).get(reverse("editorial:campaign_load", args=[brand.slug, campaign.pk])).content.decode()
    assert "14 September" in page and "1.5" in page
