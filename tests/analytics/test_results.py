"""The figures of a period."""

import random
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics import hours, report, results
from analytics.median import Median
from analytics.models import AccountSnapshot, Standing
from analytics.period import Period
from lib import clock
from tests import factories

PARIS = ZoneInfo("Europe/Paris")


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=PARIS)


def read(brand, **period):
    accounts = list(brand.accounts.order_by("pk"))
    chosen = Period(**period)
    return results.read(brand, chosen, results.usual(brand, chosen, accounts).medians)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(counts=st.lists(st.one_of(st.none(), st.integers(0, 10**9)), min_size=1, max_size=12))
def test_the_median_of_the_database_is_the_median_of_what_is_known(account, counts):
    Standing.objects.all().delete()
    for count in counts:
        factories.make_standing(publication=factories.make_publication(account=account, state="published"), likes=count)
    known = [count for count in counts if count is not None]
    found = Standing.objects.aggregate(median=Median("interactions"))["median"]
    assert found == (pytest.approx(median(known)) if known else None)


def test_every_grouping_is_what_a_person_would_add_up_by_hand(brand, account, noon):
    dice = random.Random(11)
    accounts = [account, factories.make_account(brand=brand, network="counting")]
    campaigns = [None, *(factories.make_campaign(brand=brand, name=name) for name in "AB")]
    themes = {campaign: campaign and factories.make_theme(campaign=campaign) for campaign in campaigns}
    rows = []
    for _number in range(120):
        campaign, where = dice.choice(campaigns), dice.choice(accounts)
        moment = clock.now() - timedelta(hours=dice.randint(1, 24 * 80))
        publication = factories.make_published(account=where, at=moment, campaign=campaign, theme=themes[campaign])
        counts = {name: dice.choice([None, dice.randint(0, 50)]) for name in ("likes", "replies", "views")}
        factories.make_standing(publication=publication, **counts)
        known = [counts[name] for name in ("likes", "replies") if counts[name] is not None]
        rows.append((where, campaign, moment.astimezone(PARIS), sum(known) if known else None, counts["views"]))
    usual = {one: max(median([row[3] for row in rows if row[0] == one and row[3] is not None]), 1) for one in accounts}

    def by_hand(chosen):
        known = [row for row in chosen if row[3] is not None]
        views = [row[4] for row in chosen if row[4] is not None]
        total = sum(row[3] for row in known) if known else None
        expected = sum(usual[row[0]] for row in known)
        return len(chosen), total, (total / expected if known else None), (sum(views) if views else None)

    def same(row, chosen):
        posts, total, ratio, views = by_hand(list(chosen))
        assert (row.posts, row.interactions, row.sums["views"]) == (posts, total, views)
        assert row.ratio == (pytest.approx(ratio) if ratio is not None else None)

    found = read(brand, days=90)
    same(found.total, rows)
    for where in accounts:
        same(found.accounts[where.pk], (row for row in rows if row[0] == where))
    for campaign in campaigns:
        same(found.campaigns[campaign and campaign.pk], (row for row in rows if row[1] == campaign))
        same(found.themes[campaign and themes[campaign].pk], (row for row in rows if row[1] == campaign))
    assert sum(row.posts for row in found.hours.values()) == sum(row.posts for row in found.dates.values()) == 120
    for (weekday, hour), row in found.hours.items():
        same(row, (one for one in rows if one[2].weekday() == weekday and one[2].hour // 3 * 3 == hour))
    for monday, row in found.dates.items():
        same(row, (one for one in rows if monday <= one[2].date() < monday + timedelta(days=7)))


def test_hours_and_days_are_those_of_the_brands_zone(brand, account, noon):
    moment = datetime(2026, 11, 15, 23, 30, tzinfo=UTC)  # Monday 00:30 in Paris
    factories.make_standing(publication=factories.make_published(account=account, at=moment), likes=1)
    found = read(brand, days=30)
    assert list(found.hours) == [(0, 0)]
    assert list(found.dates) == [date(2026, 11, 16)]


def test_a_period_begins_at_midnight_of_its_first_day(brand, noon):
    assert Period(days=7).start(brand) == datetime(2026, 11, 17, tzinfo=PARIS)
    assert Period(days=7).before(brand) == datetime(2026, 11, 10, tzinfo=PARIS)


def test_posts_before_the_period_and_of_other_brands_do_not_count(brand, account, other_brand, noon):
    foreign = factories.make_account(brand=other_brand, network="counting")
    for where, moment in ((account, at(20)), (account, at(1)), (foreign, at(20))):
        factories.make_standing(publication=factories.make_published(account=where, at=moment), likes=1)
    assert read(brand, days=7).total.posts == 1


def test_narrowing_keeps_what_is_usual_for_the_account(brand, account, noon):
    campaign = factories.make_campaign(brand=brand)
    for likes in (2, 2, 2):
        factories.make_standing(publication=factories.make_published(account=account, at=at(20)), likes=likes)
    factories.make_standing(publication=factories.make_published(account=account, at=at(20), campaign=campaign), likes=8)
    found = read(brand, days=30, campaign=campaign.pk)
    assert (found.total.posts, found.total.ratio) == (1, 4.0)


def test_a_brand_without_accounts_has_empty_results(brand, noon):
    assert read(brand, days=30).total.posts == 0


def test_growth_counts_each_account_from_its_first_day(brand, account, noon):
    later = factories.make_account(brand=brand, network="counting")
    for where, day, followers in (
        (account, 1, 100), (account, 10, 120), (later, 10, 5000), (account, 20, 110), (later, 20, 5030), (account, 21, None),
    ):  # fmt: skip
        AccountSnapshot.objects.create(account=where, day=date(2026, 11, day), followers=followers)
    found = results.growth(brand, Period(days=30), [account, later])
    assert (found.total, found.by_account) == (40, {account.pk: 10, later.pk: 30})
    assert found.days == [(date(2026, 11, 1), 0), (date(2026, 11, 10), 20), (date(2026, 11, 20), 40)]


def test_growth_nobody_knows_is_unknown(brand, account, noon):
    assert results.growth(brand, Period(days=30), [account]).total is None


def test_an_account_that_gets_nothing_usually_gets_nothing(brand, account, noon):
    for day, likes in ((20, 0), (21, 0), (22, 3)):
        factories.make_standing(publication=factories.make_published(account=account, at=at(day)), likes=likes)
    period = Period(days=30)
    found = report.make(brand, period, [account], [])
    assert found.accounts[0].median == 0
    assert found.total.ratio == 1
    assert [row.score for row in found.best] == [3, 0, 0]


def test_the_period_before_is_compared(brand, account, noon):
    for day, likes in ((20, 4), (12, 1), (13, 2)):
        factories.make_standing(publication=factories.make_published(account=account, at=at(day)), likes=likes)
    found = results.usual(brand, Period(days=7), [account]).before
    assert (found.posts, found.interactions, found.each) == (2, 3, 1.5)


def test_the_period_before_is_narrowed_as_this_one_is(brand, account, noon):
    campaign = factories.make_campaign(brand=brand)
    for likes, where in ((1, None), (5, campaign)):
        factories.make_standing(publication=factories.make_published(account=account, at=at(12), campaign=where), likes=likes)
    assert results.usual(brand, Period(days=7, campaign=campaign.pk), [account]).before.interactions == 5


def test_conversations_are_counted_with_the_wait_for_the_first_answer(brand, account, noon):
    for day, minutes in ((20, 10), (21, 30), (22, None), (12, 90)):
        answered = at(day) + timedelta(minutes=minutes) if minutes else None
        factories.make_conversation(account=account, at=at(day), first_answered_at=answered)
    found = results.talk(brand, Period(days=7))
    assert (found.began, found.answered, found.began_before) == (3, 2, 1)
    assert (found.wait, found.wait_before) == (timedelta(minutes=20), timedelta(minutes=90))


@pytest.mark.parametrize("query", [{"days": "12"}, {"days": "x"}, {"account": "-1"}, {"hour": "9" * 40}, {"campaign": "1e3"}, {}])
def test_a_nonsense_address_shows_the_usual_period(query):
    assert Period.read(query) == Period()


def test_the_hours_that_do_better_than_usual_are_proposed_as_slots_once(brand, account, noon, sign_in):
    member = factories.make_member(brand=brand, roles=["cm"])
    for week in range(1, 5):
        for day, likes in ((0, 10), (1, 10), (3, 30)):
            moment = datetime(2026, 10, 5 + day, 18, 40, tzinfo=PARIS) - timedelta(weeks=week)
            factories.make_standing(publication=factories.make_published(account=account, at=moment), likes=likes)
    assert [(best.weekday, best.at, best.ratio, best.posts) for best in hours.best(account)] == [(3, time(19, 30), 3.0, 4)]
    page = sign_in(member).get(reverse("analytics:best_hours", args=[brand.slug, account.pk])).content.decode()
    assert "Thursday 19:30" in page
    sign_in(member).post(
        reverse("editorial:slots_add", args=[brand.slug, account.pk]), {"days": "3", "at": "19:30", "kind": "kept"}
    )
    assert account.slots.get().weekday == 3 and hours.best(account) == []
