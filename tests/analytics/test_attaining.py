"""Where objectives begin, whether they can be attained, how a forecast spreads, why a figure is missing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from analytics import attaining, baselines, progress
from analytics.forecasting import spread
from analytics.models import AccountSnapshot
from lib import clock
from tests import factories
from tests.campaigns.factories import make_spending


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def campaign(brand, noon):
    """From 1 November to 30 December 2026; today is the 23rd of November."""
    return factories.make_campaign(brand=brand, starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 30))


def followers(account, **days):
    for day, count in days.items():
        AccountSnapshot.objects.create(account=account, day=date(2026, int(day[1:3]), int(day[3:])), followers=count)


def published(account, day, campaign=None, **counts):
    at = datetime(2026, *day, 9, tzinfo=UTC)
    return factories.make_standing(publication=factories.make_published(account=account, campaign=campaign, at=at), **counts)


# --- baselines -------------------------------------------------------------------------------------------------------
def test_the_start_is_looked_up_once_the_campaign_has_begun_and_never_over_what_somebody_typed(campaign, account, brand, noon):
    followers(account, d1020=90, d1031=100, d1122=160)
    found = factories.make_objective(campaign=campaign, metric="followers")
    typed = factories.make_objective(campaign=campaign, metric="followers", baseline=7, due_on=date(2026, 12, 1))
    later = factories.make_campaign(brand=brand, starts_on=date(2026, 12, 1))
    coming = factories.make_objective(campaign=later, metric="followers")
    assert baselines.waits(clock.now()) and baselines.take_all() == 1
    for row in (found, typed, coming):
        row.refresh_from_db()
    assert (found.baseline, typed.baseline, coming.baseline) == (100, 7, None)
    assert found.baseline_at == clock.now() and typed.baseline_at is None and coming.baseline_at is None


def test_a_start_that_was_looked_up_does_not_change_how_followers_are_counted(campaign, account):
    factories.make_objective(campaign=campaign, metric="followers", target=100)
    factories.make_published(account=account, campaign=campaign)
    followers(account, d1031=100, d1122=160)
    baselines.take_all()
    newcomer = factories.make_account(brand=campaign.brand, network="counting")
    factories.make_published(account=newcomer, campaign=campaign)
    followers(newcomer, d1115=1000, d1122=1010)
    assert progress.of_campaign(campaign)[0].measured == 70


def test_the_start_of_what_adds_up_is_what_the_accounts_brought_in_as_many_days_before(campaign, account, brand):
    row = factories.make_objective(campaign=campaign, metric="replies")
    published(account, (8, 30), replies=100)
    assert baselines.at_start(row) is None, "nothing within the sixty days"
    published(account, (9, 3), replies=4)
    published(account, (10, 20), replies=6)
    published(factories.make_account(brand=brand, network="counting"), (10, 20), replies=50)
    published(account, (11, 2), campaign=campaign, replies=500)
    assert baselines.at_start(row) == 10


def test_a_sum_over_too_few_days_is_no_start_and_is_looked_for_again_a_day_later(campaign, account, noon):
    row = factories.make_objective(campaign=campaign, metric="replies")
    published(account, (10, 20), replies=6)
    assert baselines.take_all() == 1 and not baselines.waits(clock.now())
    row.refresh_from_db()
    assert (row.baseline, row.baseline_at) == (None, clock.now())
    noon.shift(timedelta(days=1))
    assert baselines.waits(clock.now())


# --- attainable ------------------------------------------------------------------------------------------------------
def test_the_past_of_the_accounts_answers_in_a_sentence(campaign, account):
    followers(account, d0826=1000, d1122=1340)
    found = attaining.advise(campaign, "followers", 2000, date(2026, 12, 22))
    assert found.sentence.startswith("In the last 88 days these accounts gained 340 followers; you ask for 2,000 in 30 days.")
    assert "17.3 times the past" in found.sentence and found.tone == "warn"
    assert attaining.advise(campaign, "followers", 100, date(2026, 12, 22)).tone == "good"
    assert attaining.advise(campaign, "followers", 250, date(2026, 12, 22)).tone == "info"


def test_what_the_past_does_not_say_is_not_judged(campaign, account):
    assert attaining.advise(campaign, "replies", 5, date(2026, 12, 22)).tone == "idle"
    followers(account, d1120=1000, d1122=1340)
    assert "Too little is known" in attaining.advise(campaign, "followers", 5, date(2026, 12, 22)).sentence
    assert "bring in a table of your web analytics" in attaining.advise(campaign, "visits", 5, date(2026, 12, 22)).sentence


def test_a_rate_and_a_wait_are_compared_with_how_they_stood(campaign, account):
    published(account, (10, 1), likes=30, views=1000)
    found = attaining.advise(campaign, "engagement", 450, date(2026, 12, 22))
    assert "the rate of these accounts was 3%; you ask for 4.5%." in found.sentence and "1.5 times" in found.sentence
    at = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)
    post = factories.make_published(account=account, campaign=campaign)
    factories.make_conversation(account=account, publication=post, at=at, first_answered_at=at + timedelta(hours=2))
    found = attaining.advise(campaign, "first_answer", 60, date(2026, 12, 22))
    assert "half of the people waited less than 2 h; you ask for 60 min." in found.sentence


@pytest.mark.parametrize("asked", [{}, {"metric": "x", "target": "5"}, {"metric": "replies", "target": "viele"}])
def test_a_target_that_cannot_be_read_is_answered_with_nothing(campaign, reader, sign_in, asked):
    address = reverse("analytics:attainable", args=["maison-lune", campaign.pk])
    answer = sign_in(reader).get(address, {"due_on": "2026-12-22", **asked})
    assert (answer.status_code, answer.content.strip()) == (200, b"")


def test_a_target_is_answered_while_it_is_typed(campaign, account, reader, sign_in):
    followers(account, d0826=1000, d1122=1340)
    address = reverse("analytics:attainable", args=["maison-lune", campaign.pk])
    answer = sign_in(reader).get(address, {"metric": "followers", "target": "2 000", "due_on": "2026-12-22"})
    assert "you ask for 2,000 in 30 days" in answer.content.decode()


# --- measures --------------------------------------------------------------------------------------------------------
def test_the_engagement_rate_counts_only_posts_of_which_both_parts_are_known(campaign, account, noon):
    factories.make_objective(campaign=campaign, metric="engagement", target=500)
    published(account, (11, 2), campaign, likes=30, replies=10, reach=1000, views=9000)
    published(account, (11, 3), campaign, likes=10, views=1000)
    published(account, (11, 4), campaign, likes=999)
    published(account, (11, 5), campaign, views=999)
    (found,) = progress.of_campaign(campaign)
    assert (found.measured, found.verdict, found.forecast) == (250, "behind", None)


@pytest.mark.parametrize(
    ("metric", "sentence"),
    [
        ("visits", "no figure yet: bring in a table of your web analytics, or write a day down."),
        ("value", "no figure yet: bring in a table with what orders were worth, or write a day down."),
        ("saves", "no figure: Counting does not give it."),
        ("replies", "no figure yet: the first ones come a few minutes after a post is published."),
        ("first_answer", "no figure yet: nobody who wrote under its posts was answered."),
    ],
)
def test_a_missing_figure_says_why(campaign, account, metric, sentence):
    factories.make_objective(campaign=campaign, metric=metric)
    factories.make_published(account=account, campaign=campaign)
    (found,) = progress.of_campaign(campaign)
    assert (found.measured, found.reason) == (None, sentence)


def test_a_campaign_without_posts_says_so(campaign):
    factories.make_objective(campaign=campaign)
    assert progress.of_campaign(campaign)[0].reason == "no figure yet: nothing of this campaign is published."


# --- the forecast ----------------------------------------------------------------------------------------------------
def test_the_range_repeats_the_weaker_and_the_better_weeks():
    found = spread(measured=60, middle=120, weeks=[10, 20, 30], left=3)
    assert (found.low, found.high) == (60 + 3 * 15, 60 + 3 * 25)
    assert spread(measured=60, middle=500, weeks=[10, 20, 30], left=3).high == 500
    assert spread(measured=60, middle=120, weeks=[10, 20], left=3) is None


def test_weeks_are_whole_and_begin_with_the_campaign(campaign, account):
    factories.make_objective(campaign=campaign, metric="likes", target=100)
    for day, likes in (((11, 1), 1), ((11, 7), 2), ((11, 8), 10), ((11, 22), 400)):
        published(account, day, campaign, likes=likes)
    (found,) = progress.of_campaign(campaign)
    assert list(found.weeks) == [3, 10, 0]
    assert found.range.low == pytest.approx(413 + 1.5 * (1 - found.elapsed) * 60 / 7)


def test_followers_are_gained_by_the_week(campaign, account):
    factories.make_objective(campaign=campaign, metric="followers", target=100)
    factories.make_published(account=account, campaign=campaign)
    followers(account, d1031=100, d1107=110, d1114=140, d1120=145, d1122=150)
    assert list(progress.of_campaign(campaign)[0].weeks) == [10, 30, 10]


# --- what a result costs ---------------------------------------------------------------------------------------------
def test_what_one_result_costs_is_what_was_spent_over_what_was_measured(campaign, account, lead):
    for metric in ("likes", "engagement", "saves"):
        factories.make_objective(campaign=campaign, metric=metric)
    published(account, (11, 2), campaign, likes=100, views=500)
    assert [row.cost for row in progress.of_campaign(campaign)] == [None, None, None]
    make_spending(campaign=campaign, amount=2500)
    assert [row.cost for row in progress.of_campaign(campaign)] == [25, None, None]
