"""Collecting figures."""

import time
from datetime import date, timedelta

import django_rq
import pytest

from analytics import collecting, jobs
from analytics.models import AccountSnapshot, Snapshot, Standing
from lib import clock
from lib.answers import Lost
from networks.base import AccessLost, Busy
from networks.figures import Figures, Metric
from tests import factories
from tests.analytics.counting import figures
from tests.concurrency import at_once


@pytest.fixture
def publication(account, noon):
    publication = factories.make_published(account=account, remote_id="post-1")
    collecting.begin_watching()
    return publication


def standing() -> Standing:
    return Standing.objects.get()


def test_a_published_post_gets_its_first_figures_in_a_few_minutes(publication, account):
    assert (standing().account, standing().published_at) == (account, clock.now())
    assert standing().next_at == clock.now() + timedelta(minutes=2)
    assert standing().taken_at is None and standing().likes is None


def test_beginning_to_watch_twice_makes_one_row(publication):
    assert collecting.begin_watching() == 0
    assert Standing.objects.count() == 1


def test_answers_and_what_is_not_published_are_not_watched(account):
    factories.make_publication(account=account, state="published")
    factories.make_publication(account=account, state="planned")
    assert collecting.begin_watching() == 0


def test_figures_are_kept_and_the_next_ones_planned(publication, account, script, noon):
    script.posts["post-1"] = figures(likes=3, replies=0, views=None)
    noon.shift(timedelta(minutes=2))
    assert collecting.collect(account.pk) == 1
    row, snapshot = standing(), Snapshot.objects.get()
    for counts in (row, snapshot):
        assert (counts.likes, counts.replies, counts.views, counts.shares) == (3, 0, None, None)
        assert counts.taken_at == clock.now()
    assert snapshot.raw == {"as": "it came"}
    assert row.interactions == 3
    assert row.next_at == clock.now() + timedelta(minutes=2)


def test_a_post_of_which_nothing_is_known_has_unknown_interactions_not_none(publication, account, script, noon):
    script.posts["post-1"] = figures(views=12)
    noon.shift(timedelta(minutes=2))
    collecting.collect(account.pk)
    assert standing().interactions is None and standing().views == 12


def test_nothing_is_asked_before_its_time(publication, account, script, noon):
    noon.shift(timedelta(minutes=1))
    assert collecting.collect(account.pk) == 0
    assert script.asked == []


def test_snapshots_are_added_and_never_changed(publication, account, script, noon):
    for likes in (1, 5, 5):
        script.posts["post-1"] = figures(likes=likes)
        noon.shift(timedelta(minutes=2))
        collecting.collect(account.pk)
    assert list(Snapshot.objects.order_by("taken_at").values_list("likes", flat=True)) == [1, 5, 5]
    assert standing().likes == 5


def test_what_is_no_count_is_unknown(publication, account, script, noon):
    script.posts["post-1"] = Figures({Metric.LIKES: -1, Metric.REPLIES: "7", Metric.VIEWS: True, Metric.SHARES: 2})
    noon.shift(timedelta(minutes=2))
    collecting.collect(account.pk)
    assert (standing().likes, standing().replies, standing().views, standing().shares) == (None, None, None, 2)


def test_a_post_the_network_no_longer_knows_keeps_its_last_figures_and_is_given_up_after_a_day(
    publication, account, script, noon
):
    script.posts["post-1"] = figures(likes=3)
    noon.shift(timedelta(minutes=2))
    collecting.collect(account.pk)
    del script.posts["post-1"]
    noon.shift(timedelta(minutes=2))
    collecting.collect(account.pk)
    gone_at = clock.now()
    assert (standing().gone_at, standing().likes) == (gone_at, 3)
    assert standing().next_at is not None
    noon.shift(timedelta(days=1))
    collecting.collect(account.pk)
    assert (standing().gone_at, standing().next_at) == (gone_at, None)
    assert Snapshot.objects.count() == 1


def test_a_post_that_comes_back_is_asked_for_as_before(publication, account, script, noon):
    noon.shift(timedelta(minutes=2))
    collecting.collect(account.pk)
    assert standing().gone_at is not None
    script.posts["post-1"] = figures(likes=1)
    noon.shift(timedelta(minutes=2))
    collecting.collect(account.pk)
    assert standing().gone_at is None and standing().next_at is not None


def test_many_posts_are_asked_for_in_batches(account, script, noon):
    for _number in range(120):
        factories.make_published(account=account)
    collecting.begin_watching()
    noon.shift(timedelta(minutes=2))
    assert collecting.collect(account.pk) == 120
    assert [len(asked) for asked in script.asked] == [50, 50, 20]


def test_lost_access_is_marked_and_nothing_is_asked_for_any_more(publication, account, script, noon):
    script.trouble.append(AccessLost("withdrawn"))
    noon.shift(timedelta(minutes=2))
    assert collecting.collect(account.pk) == 0
    account.refresh_from_db()
    assert account.state == "lost"
    assert standing().next_at is not None
    collecting.collect(account.pk)
    assert len(script.asked) == 1


@pytest.mark.parametrize("trouble", [Busy("later"), Lost("no answer")])
def test_a_busy_network_is_asked_later(publication, account, script, noon, trouble):
    script.trouble.append(trouble)
    noon.shift(timedelta(minutes=2))
    collecting.collect(account.pk)
    collecting.collect(account.pk)
    assert len(script.asked) == 1
    noon.shift(timedelta(minutes=3))
    collecting.collect(account.pk)
    assert len(script.asked) == 2


def test_the_account_is_counted_on_the_day_of_the_brands_zone(account, script, noon):
    noon.move_to("2026-11-23T23:30:00Z")
    collecting.collect(account.pk)
    snapshot = AccountSnapshot.objects.get()
    assert (snapshot.day, snapshot.followers, snapshot.posts) == (date(2026, 11, 24), 100, None)


def test_of_a_day_the_last_figures_of_the_account_count(account, script, noon):
    collecting.collect(account.pk)
    script.account = figures(followers=140)
    noon.shift(timedelta(hours=1))
    collecting.collect(account.pk)
    assert AccountSnapshot.objects.get().followers == 100
    noon.shift(timedelta(hours=6))
    collecting.collect(account.pk)
    assert AccountSnapshot.objects.get().followers == 140


def test_a_network_that_gives_no_figures_is_not_asked(brand, noon):
    silent = factories.make_account(brand=brand, network="silent")
    factories.make_published(account=silent)
    collecting.begin_watching()
    noon.shift(timedelta(hours=1))
    assert silent not in collecting.due_accounts(clock.now())
    assert collecting.collect(silent.pk) == 0


def test_only_accounts_of_which_something_is_wanted_are_due(publication, account, brand, noon):
    assert collecting.due_accounts(clock.now()) == [account]
    collecting.collect(account.pk)
    assert collecting.due_accounts(clock.now()) == []
    noon.shift(timedelta(minutes=2))
    assert collecting.due_accounts(clock.now()) == [account]
    factories.make_account(brand=brand, network="counting", state="lost")
    assert collecting.due_accounts(clock.now()) == [account]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_take_each_figure_once(publication, account, script, noon):
    script.posts["post-1"] = figures(likes=3)
    script.before = lambda: time.sleep(0.3)
    noon.shift(timedelta(minutes=2))
    assert sorted(at_once(4, lambda: collecting.collect(account.pk))) == [0, 0, 0, 1]
    assert Snapshot.objects.count() == 1


def test_the_round_makes_rows_and_has_each_account_asked_by_a_job_of_its_own(account, django_capture_on_commit_callbacks):
    queue = django_rq.get_queue("chores")
    queue.empty()
    factories.make_published(account=account)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.collect_due()
    assert Standing.objects.count() == 1
    assert [(job.func_name, list(job.args)) for job in queue.jobs] == [("analytics.jobs.collect_account", [account.pk])]
    queue.empty()


def test_collecting_asks_the_database_the_same_number_of_times_for_many_as_for_few(
    account, script, noon, django_assert_max_num_queries
):
    def asked(count):
        for _number in range(count):
            script.posts[factories.make_published(account=account).remote_id] = figures(likes=1)
        noon.shift(timedelta(hours=7))
        with django_assert_max_num_queries(30) as queries:
            collecting.begin_watching()
        noon.shift(timedelta(minutes=2))
        with django_assert_max_num_queries(30) as more:
            collecting.collect(account.pk)
        return len(queries) + len(more)

    few = asked(2)
    assert asked(40) <= few
