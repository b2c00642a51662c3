"""Past its due day an objective shows the figure as it stood at the end of that day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from analytics import progress
from analytics.models import AccountSnapshot, Snapshot
from tests import factories

END = datetime(2026, 11, 10, 23, 0, tzinfo=UTC)  # midnight in Paris: the end of the due day
LITTLE = timedelta(minutes=1)


@pytest.fixture
def campaign(brand, noon):
    """From 1 November to 30 December 2026; it is the 23rd of November."""
    return factories.make_campaign(brand=brand, starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 30))


@pytest.fixture
def publication(account, campaign):
    return factories.make_published(account=account, campaign=campaign)


def due(campaign, metric, **fields):
    return factories.make_objective(campaign=campaign, metric=metric, due_on=date(2026, 11, 10), **fields)


def taken(publication, at, **counts):
    Snapshot.objects.create(publication=publication, taken_at=at, **counts)


def measured(*objectives):
    return [found.measured for found in progress.of_objectives(objectives)]


def test_a_sum_is_what_was_last_counted_before_the_end_of_the_due_day(campaign, publication, account):
    objective, other = due(campaign, "replies"), factories.make_published(account=account, campaign=campaign)
    for at, count in ((END - timedelta(days=2), 3), (END - LITTLE, 5), (END, 8), (END + timedelta(days=9), 40)):
        taken(publication, at, replies=count)
    taken(other, END - timedelta(days=1), replies=2)
    factories.make_standing(publication=publication, replies=40)
    factories.make_standing(publication=other, replies=20)
    found = progress.of_objectives([objective])[0]
    assert (found.measured, found.measure.as_of, found.over) == (7, END - LITTLE, True)


def test_the_rate_of_the_due_day_counts_posts_of_which_both_parts_are_known(campaign, publication, account):
    other, settled = (factories.make_published(account=account, campaign=campaign) for _each in range(2))
    taken(publication, END - LITTLE, replies=5, likes=5, reach=100)
    taken(publication, END + LITTLE, replies=50, likes=50, reach=100)
    taken(other, END - LITTLE, replies=9)
    taken(settled, END - LITTLE, views=100, saves=20)
    factories.make_standing(publication=publication, replies=50, likes=50, reach=100)
    factories.make_standing(publication=settled, taken_at=END - LITTLE, views=100, saves=20)
    found = progress.of_objectives([due(campaign, "engagement"), due(campaign, "replies"), due(campaign, "views")])
    assert [row.measured for row in found] == [1500, 14, 100]


def test_one_that_still_runs_beside_it_shows_what_is_known_now(campaign, publication):
    taken(publication, END - LITTLE, replies=5)
    factories.make_standing(publication=publication, replies=40)
    assert measured(due(campaign, "replies"), factories.make_objective(campaign=campaign, metric="replies")) == [5, 40]


def test_each_is_measured_on_its_own_day(campaign, publication):
    first = due(campaign, "replies")
    second = factories.make_objective(campaign=campaign, metric="replies", due_on=date(2026, 11, 15))
    taken(publication, END - LITTLE, replies=5)
    taken(publication, END + timedelta(days=5) - LITTLE, replies=9)
    taken(publication, END + timedelta(days=5), replies=11)
    assert measured(first, second) == [5, 9]


def test_what_nobody_had_counted_by_then_stays_unknown(campaign, publication):
    taken(publication, END + LITTLE, replies=5, likes=2)
    factories.make_standing(publication=publication, replies=5)
    objective = due(campaign, "replies")
    assert measured(objective, due(campaign, "saves")) == [None, None]
    assert progress.of_objectives([objective])[0].verdict == "unknown"


def test_followers_are_those_of_the_due_day(campaign, publication, account):
    for day, count in ((1, 100), (8, 130), (10, 140), (11, 150), (22, 190)):
        AccountSnapshot.objects.create(account=account, day=date(2026, 11, day), followers=count)
    assert measured(due(campaign, "followers"), factories.make_objective(campaign=campaign, metric="followers")) == [40, 90]


def test_answers_after_the_due_day_do_not_count(campaign, publication, account):
    for at, minutes in ((END - timedelta(hours=2), 30), (END - timedelta(minutes=5), 60), (END + timedelta(days=1), 600)):
        factories.make_conversation(
            account=account, publication=publication, at=at, first_answered_at=at + timedelta(minutes=minutes)
        )
    objectives = due(campaign, "first_answer"), factories.make_objective(campaign=campaign, metric="first_answer")
    assert measured(*objectives) == [30, 60]


def test_the_campaigns_page_says_on_which_day_it_was_measured(sign_in, analyst, campaign, publication):
    due(campaign, "replies", target=4)
    taken(publication, END - LITTLE, replies=5)
    page = reverse("analytics:campaign_progress", args=[campaign.brand.slug, campaign.pk])
    said = sign_in(analyst).get(page).content.decode()
    assert "measured on 10 November 2026, the due day" in said, said
    assert "figures of" not in said and "of the time gone, due" not in said
    analyst.user.language = "fr"
    analyst.user.save()
    assert "mesuré le 10 novembre 2026, jour de l’échéance" in sign_in(analyst).get(page).content.decode()


def test_many_past_objectives_take_as_many_queries_as_few(brand, account, campaign):
    costs = []
    for _size in range(2):
        for number in range(4):
            other = factories.make_campaign(brand=brand, name=f"C{_size}{number}", starts_on=date(2026, 11, 1))
            taken(factories.make_published(account=account, campaign=other), END - LITTLE, replies=1)
            for metric in ("replies", "likes", "followers", "first_answer"):
                due(other, metric)
        rows = list(brand.objectives.select_related("campaign__brand"))
        with CaptureQueriesContext(connection) as queries:
            progress.of_objectives(rows)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 7


def test_no_row_of_the_figures_is_read_however_many_there_are(campaign, account):
    objective = due(campaign, "replies")
    for size in (3, 6):
        for _number in range(size):
            publication = factories.make_published(account=account, campaign=campaign)
            for hour in range(4):
                taken(publication, END - timedelta(hours=hour), replies=1)
        with CaptureQueriesContext(connection) as queries:
            assert progress.of_objectives([objective])[0].measured == campaign.posts.count()
        told = [query["sql"] for query in queries if "snapshot" in query["sql"] and "replies" in query["sql"]]
        assert len(told) == 1 and "sum(replies)" in told[0]
