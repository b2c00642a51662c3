"""How far objectives are."""

import random
from datetime import UTC, date, datetime, timedelta
from statistics import median

import pytest

from analytics import progress
from analytics.models import AccountSnapshot, Snapshot
from lib import clock
from tests import factories


@pytest.fixture
def campaign(brand, noon):
    """From 1 November to 30 December 2026: on the 23rd, three eighths of the time are gone."""
    return factories.make_campaign(brand=brand, starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 30))


def only(campaign):
    return progress.of_campaign(campaign)[0]


def test_replies_are_added_up_over_all_posts_and_accounts_of_the_campaign(campaign, account, brand):
    factories.make_objective(campaign=campaign, metric="replies", target=10)
    other = factories.make_account(brand=brand, network="counting")
    for where, count in ((account, 2), (account, 3), (other, 1)):
        factories.make_standing(publication=factories.make_published(account=where, campaign=campaign), replies=count)
    factories.make_standing(publication=factories.make_published(account=account), replies=50)
    assert (only(campaign).measured, only(campaign).share) == (6, 0.6)
    assert only(campaign).measure.as_of == clock.now()


def test_what_nobody_has_counted_is_unknown_and_not_zero(campaign, account):
    factories.make_objective(campaign=campaign, metric="saves")
    assert only(campaign).measured is None
    factories.make_standing(publication=factories.make_published(account=account, campaign=campaign), likes=4)
    found = only(campaign)
    assert (found.measured, found.share, found.forecast, found.verdict, found.measure.as_of) == (
        None,
        None,
        None,
        "unknown",
        None,
    )


def test_a_known_zero_is_zero(campaign, account):
    factories.make_objective(campaign=campaign, metric="replies")
    factories.make_standing(publication=factories.make_published(account=account, campaign=campaign), replies=0)
    assert only(campaign).measured == 0


@pytest.mark.parametrize(
    ("now", "share"),
    [
        ("2026-10-01T00:00:00Z", 0.0),
        ("2026-10-31T23:00:00Z", 0.0),  # midnight in Paris
        ("2026-11-30T23:00:00Z", 0.5),
        ("2026-12-30T23:00:00Z", 1.0),
        ("2027-02-01T00:00:00Z", 1.0),
    ],
)
def test_time_goes_from_the_first_day_to_the_end_of_the_due_day_in_the_brands_zone(campaign, noon, now, share):
    objective = factories.make_objective(campaign=campaign)
    noon.move_to(now)
    assert progress.elapsed(objective) == pytest.approx(share)


@pytest.mark.parametrize(
    ("replies", "now", "verdict"),
    [
        (10, "2026-11-23T12:00:00Z", "reached"),
        (9, "2026-11-23T12:00:00Z", "ahead"),
        (2, "2026-11-23T12:00:00Z", "behind"),
        (2, "2026-11-03T12:00:00Z", "early"),
        (9, "2027-01-03T12:00:00Z", "missed"),
    ],
)
def test_the_verdict_compares_the_pace_with_the_time(campaign, account, noon, replies, now, verdict):
    factories.make_objective(campaign=campaign, metric="replies", target=10)
    publication = factories.make_published(account=account, campaign=campaign)
    factories.make_standing(publication=publication, replies=replies)
    Snapshot.objects.create(publication=publication, replies=replies)
    noon.move_to(now)
    assert only(campaign).verdict == verdict


def test_the_forecast_goes_on_at_the_pace_so_far_and_is_silent_at_the_start_and_the_end(campaign, account, noon):
    factories.make_objective(campaign=campaign, metric="likes", target=100)
    factories.make_standing(publication=factories.make_published(account=account, campaign=campaign), likes=20)
    noon.move_to("2026-11-30T23:00:00Z")
    assert only(campaign).forecast == pytest.approx(40)
    noon.move_to("2026-11-02T23:00:00Z")
    assert only(campaign).forecast is None
    noon.move_to("2027-01-02T23:00:00Z")
    assert only(campaign).forecast is None


def followers(account, **days):
    for day, count in days.items():
        AccountSnapshot.objects.create(account=account, day=date(2026, int(day[1:3]), int(day[3:])), followers=count)


def test_new_followers_are_counted_from_the_campaigns_start_on_the_accounts_it_uses(campaign, account, brand):
    factories.make_objective(campaign=campaign, metric="followers", target=100)
    unused = factories.make_account(brand=brand, network="counting")
    factories.make_published(account=account, campaign=campaign)
    followers(account, d1020=90, d1031=100, d1101=110, d1120=150, d1122=160)
    followers(unused, d1031=5, d1122=5000)
    assert only(campaign).measured == 50


def test_an_account_that_came_later_counts_from_its_first_day(campaign, account):
    factories.make_objective(campaign=campaign, metric="followers", target=100)
    factories.make_published(account=account, campaign=campaign)
    followers(account, d1110=200, d1122=230)
    assert only(campaign).measured == 30


def test_a_baseline_is_where_the_count_begins(campaign, account):
    factories.make_objective(campaign=campaign, metric="followers", target=100, baseline=100)
    factories.make_published(account=account, campaign=campaign)
    followers(account, d1101=110, d1122=160)
    assert only(campaign).measured == 60


def test_a_baseline_of_nothing_is_none(campaign, account):
    factories.make_objective(campaign=campaign, metric="followers", target=100, baseline=0)
    factories.make_published(account=account, campaign=campaign)
    followers(account, d1101=110, d1122=160)
    assert only(campaign).measured == 50


def test_followers_may_be_lost(campaign, account):
    factories.make_objective(campaign=campaign, metric="followers", target=100)
    factories.make_published(account=account, campaign=campaign)
    followers(account, d1101=110, d1122=90)
    assert only(campaign).measured == -20


def test_followers_nobody_knows_are_unknown(campaign, account):
    factories.make_objective(campaign=campaign, metric="followers", target=100)
    factories.make_published(account=account, campaign=campaign)
    followers(account, d1122=None)
    assert only(campaign).measured is None


def test_the_first_answer_is_the_median_wait_of_those_answered(campaign, account):
    factories.make_objective(campaign=campaign, metric="first_answer", target=60)
    publication = factories.make_published(account=account, campaign=campaign)
    at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    for minutes in (10, 30, 400):
        factories.make_conversation(
            account=account, publication=publication, at=at, first_answered_at=at + timedelta(minutes=minutes)
        )
    factories.make_conversation(account=account, publication=publication, at=at)
    found = only(campaign)
    assert (found.measured, found.verdict, found.share, found.forecast) == (30, "ahead", 1.0, None)


def test_answers_that_take_too_long_are_behind_and_then_missed(campaign, account, noon):
    factories.make_objective(campaign=campaign, metric="first_answer", target=60)
    publication = factories.make_published(account=account, campaign=campaign)
    at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    factories.make_conversation(account=account, publication=publication, at=at, first_answered_at=at + timedelta(hours=2))
    assert (only(campaign).verdict, only(campaign).share) == ("behind", 0.5)
    noon.move_to("2027-01-03T12:00:00Z")
    assert only(campaign).verdict == "missed"


def test_progress_is_what_a_person_would_add_up_by_hand(brand, account, noon):
    """Many campaigns, accounts and posts, against sums made in Python."""
    dice = random.Random(7)
    accounts = [account, *(factories.make_account(brand=brand, network="counting") for _ in range(3))]
    campaigns = [factories.make_campaign(brand=brand, name=f"C{n}", starts_on=date(2026, 11, 1)) for n in range(4)]
    metrics = ["replies", "likes", "shares", "saves", "clicks", "views", "reach"]
    expected: dict[tuple[int, str], list[int | None]] = {}
    waits: dict[int, list[int]] = {}
    for _number in range(60):
        campaign, counts = dice.choice(campaigns), {name: dice.choice([None, dice.randint(0, 99)]) for name in metrics}
        publication = factories.make_published(account=dice.choice(accounts), campaign=campaign)
        factories.make_standing(publication=publication, **counts)
        for name, count in counts.items():
            expected.setdefault((campaign.pk, name), []).append(count)
        if dice.random() < 0.6:
            minutes = dice.randint(1, 500)
            at = clock.now() - timedelta(days=2)
            factories.make_conversation(
                account=account, publication=publication, at=at, first_answered_at=at + timedelta(minutes=minutes)
            )
            waits.setdefault(campaign.pk, []).append(minutes)
    objectives = [factories.make_objective(campaign=c, metric=name) for c in campaigns for name in [*metrics, "first_answer"]]
    for found in progress.of_objectives(objectives):
        key = (found.objective.campaign_id, found.objective.metric)
        if found.objective.metric == "first_answer":
            assert found.measured == (median(waits[key[0]]) if key[0] in waits else None)
        else:
            known = [count for count in expected.get(key, []) if count is not None]
            assert found.measured == (sum(known) if known else None)


def test_the_posts_and_the_copies_of_a_campaign_are_gone_through_once(campaign, account, noon, django_assert_num_queries):
    for metric in ("replies", "reach", "engagement", "followers"):
        factories.make_objective(campaign=campaign, metric=metric)
    for week, count in enumerate((3, 5, 7)):
        at = datetime(2026, 11, 2 + 7 * week, 12, tzinfo=UTC)
        publication = factories.make_published(account=account, campaign=campaign, at=at)
        factories.make_standing(publication=publication, replies=count, reach=10)
        AccountSnapshot.objects.create(account=account, day=at.date(), followers=100 + count)
    with django_assert_num_queries(6) as asked:
        found = {row.objective.metric: row for row in progress.of_campaign(campaign)}
    assert {name: row.measured for name, row in found.items()} == {
        "replies": 15,
        "reach": 30,
        "engagement": 5000,
        "followers": 4,
    }
    assert (list(found["replies"].weeks), list(found["followers"].weeks)) == ([3, 5, 7], [0, 2, 2])
    sent = [query["sql"] for query in asked.captured_queries]
    assert sum("analytics_standing" in sql for sql in sent) == 1
    assert sum("editorial_variant" in sql and "GROUP BY" in sql for sql in sent) == 2


def test_many_objectives_take_as_many_queries_as_few(brand, account, noon, django_assert_max_num_queries):
    def make(count):
        for number in range(count):
            campaign = factories.make_campaign(brand=brand, name=f"C{number}", starts_on=date(2026, 11, 1))
            factories.make_standing(publication=factories.make_published(account=account, campaign=campaign), replies=1)
            for metric in ("replies", "followers", "first_answer"):
                factories.make_objective(campaign=campaign, metric=metric)

    make(1)
    with django_assert_max_num_queries(8):
        assert len(progress.running(brand)) == 3
    make(12)
    with django_assert_max_num_queries(8):
        assert len(progress.running(brand)) == 39


def test_only_objectives_that_are_still_running_are_shown_today(brand, noon):
    running = factories.make_objective(campaign=factories.make_campaign(brand=brand, starts_on=date(2026, 11, 1)))
    factories.make_objective(campaign=factories.make_campaign(brand=brand, starts_on=date(2026, 12, 1)))
    factories.make_objective(campaign=factories.make_campaign(brand=brand, starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 1)))
    archived = factories.make_campaign(brand=brand, starts_on=date(2026, 11, 1))
    factories.make_objective(campaign=archived)
    archived.archived_at = clock.now()
    archived.save()
    assert [found.objective for found in progress.running(brand)] == [running]
