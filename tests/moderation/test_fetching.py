"""Asking the networks what was said."""

import time
from datetime import timedelta

import django_rq
import pytest

from lib import clock
from lib.answers import Lost
from moderation import fetching, jobs
from moderation.models import Message
from networks.base import AccessExpired, AccessLost, Busy, Unsupported
from publishing.models import Account
from tests import factories
from tests.concurrency import at_once
from tests.moderation.talk import batch, said
from tests.publishing import toy


def test_a_fetch_keeps_the_messages_and_how_far_it_came(account, script):
    script.batches.append(batch(said("m1"), cursor="c1"))
    assert fetching.fetch(account.pk) == 1
    account.refresh_from_db()
    assert (account.fetch_cursor, account.last_fetched_at) == ("c1", clock.now())


def test_a_fetch_goes_on_while_there_is_more_each_from_where_the_last_ended(account, script):
    script.batches.extend([batch(said("m1"), cursor="c1", more=True), batch(said("m2"), cursor="c2")])
    assert fetching.fetch(account.pk) == 2
    assert script.asked == ["", "c1"]


def test_a_network_that_always_has_more_is_left_after_a_while(account, script):
    script.batches.extend(batch(said(f"m{n}"), cursor=f"c{n}", more=True) for n in range(100))
    fetching.fetch(account.pk)
    assert len(script.asked) == fetching.MOST_BATCHES


def test_the_cursor_does_not_move_when_the_messages_could_not_be_kept(account, script, monkeypatch):
    script.batches.append(batch(said("m1"), cursor="c1"))

    def broken(*args):
        raise ZeroDivisionError

    monkeypatch.setattr(fetching, "receive", broken)
    with pytest.raises(ZeroDivisionError):
        fetching.fetch(account.pk)
    account.refresh_from_db()
    assert account.fetch_cursor == ""
    assert account.last_fetched_at is None


def test_an_account_is_not_asked_before_its_time(account, script, later):
    fetching.fetch(account.pk)
    fetching.fetch(account.pk)
    assert len(script.asked) == 1
    later.shift(timedelta(minutes=5))
    fetching.fetch(account.pk)
    assert len(script.asked) == 2


@pytest.mark.parametrize(("sent_hours_ago", "minutes"), [(None, 5), (100, 5), (30, 3), (1, 1)])
def test_an_account_is_asked_more_often_after_it_published(account, sent_hours_ago, minutes):
    now = clock.now()
    account.last_sent_at = now - timedelta(hours=sent_hours_ago) if sent_hours_ago else None
    assert fetching.pace(account, now) == timedelta(minutes=minutes)


def test_only_accounts_whose_time_has_come_are_due(brand, account, later):
    factories.make_account(brand=brand, network="talk", state="lost")
    recent = factories.make_account(brand=brand, network="talk", last_fetched_at=clock.now() - timedelta(minutes=2))
    quick = factories.make_account(
        brand=brand, network="talk", last_fetched_at=clock.now() - timedelta(minutes=2), last_sent_at=clock.now()
    )
    due = list(fetching.due_accounts(clock.now()))
    assert set(due) == {account, quick} and recent not in due


def test_lost_access_is_marked_and_the_account_not_asked_again(account, script, later):
    script.batches.append(AccessLost("the password was changed"))
    assert fetching.fetch(account.pk) == 0
    account.refresh_from_db()
    assert (account.state, account.lost_reason) == (Account.State.LOST, "the password was changed")
    later.shift(timedelta(hours=1))
    fetching.fetch(account.pk)
    assert len(script.asked) == 1


def test_expired_access_is_refreshed_and_the_network_asked_again(account, script):
    script.batches.extend([AccessExpired("the token ran out"), batch(said("m1"), cursor="c1")])
    assert fetching.fetch(account.pk) == 1
    assert toy.SCRIPT.refreshed == 1


@pytest.mark.parametrize("trouble", [Busy("slow down"), Lost("no answer")])
def test_a_network_that_is_busy_is_asked_later(account, script, later, trouble):
    script.batches.append(trouble)
    assert fetching.fetch(account.pk) == 0
    fetching.fetch(account.pk)
    assert len(script.asked) == 1
    later.shift(timedelta(minutes=3))
    fetching.fetch(account.pk)
    assert len(script.asked) == 2
    account.refresh_from_db()
    assert account.state == Account.State.CONNECTED


def test_a_network_that_names_a_time_is_left_alone_until_then(account, script, later):
    script.batches.append(Busy("slow down", retry_at=clock.now() + timedelta(minutes=40)))
    fetching.fetch(account.pk)
    later.shift(timedelta(minutes=39))
    assert not fetching.is_due(Account.objects.get(), clock.now())
    later.shift(timedelta(minutes=2))
    assert fetching.is_due(Account.objects.get(), clock.now())


def test_a_network_that_lets_nobody_read_is_asked_once_a_day(account, script, later):
    script.batches.append(Unsupported("no reading"))
    fetching.fetch(account.pk)
    later.shift(timedelta(hours=23))
    assert not fetching.is_due(Account.objects.get(), clock.now())


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_ask_for_the_same_account_at_once(account, script):
    inside = []

    def look():
        inside.append(1)
        assert len(inside) == 1
        time.sleep(0.3)
        inside.pop()

    script.before_fetch = look
    script.batches.extend(batch(said("m1"), cursor="c1") for _ in range(4))
    brought = at_once(4, lambda: fetching.fetch(account.pk))
    assert sorted(brought) == [0, 0, 0, 1]
    assert Message.objects.count() == 1


def test_the_round_has_each_due_account_asked_by_a_job_of_its_own(account, django_capture_on_commit_callbacks):
    queue = django_rq.get_queue("chores")
    queue.empty()
    with django_capture_on_commit_callbacks(execute=True):
        jobs.fetch_all()
    assert [(job.func_name, list(job.args)) for job in queue.jobs] == [("moderation.jobs.fetch_account", [account.pk])]
    queue.empty()
