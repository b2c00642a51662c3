"""What hurt the users of other tools, each shown not to happen here. docs/delivery.md says which test stands for which line."""

from datetime import timedelta

import pytest
import time_machine

from config import timetable
from lib import clock
from networks.base import Refreshed
from networks.outcomes import NotSent, Unknown
from publishing.accounts import accounts
from publishing.engine import claiming, draining, reconciling, settling
from publishing.engine.backoff import MAX_TRIES
from publishing.models import Account, Hold, Publication, State
from tests import factories
from tests.publishing import toy

pytestmark = pytest.mark.django_db(transaction=True)


def due(account, **fields) -> Publication:
    return factories.make_publication(account=account, due_at=clock.now() - timedelta(seconds=1), **fields)


def look(row) -> Publication:
    Publication.objects.filter(pk=row.pk).update(due_at=clock.now() - timedelta(seconds=1))
    reconciling.reconcile()
    return Publication.objects.get(pk=row.pk)


def test_a_post_of_the_same_words_that_is_known_already_is_not_taken_for_the_lost_one(account, script, monkeypatch):
    """Two occurrences of a recurring post: the first is there, the answer of the second was lost and it is not there."""
    first = due(account, text="Le marché du samedi")
    draining.drain()
    script.outcomes.append(Unknown("reset"))
    second = due(account, text="Le marché du samedi")
    draining.drain()
    monkeypatch.setattr(toy.Toy, "reconcile", lambda *_: toy.Sent(f"toy-{first.key}", "https://toy.example/"))

    look(second)
    second = look(second)
    draining.drain()

    assert second.state == State.PLANNED
    assert script.accepted == [first.key, second.key]
    assert Publication.objects.get(pk=second.pk).remote_id != Publication.objects.get(pk=first.pk).remote_id


def test_a_network_that_loses_every_answer_is_not_sent_to_without_end(account, script):
    row = due(account, tries=MAX_TRIES - 1)
    script.outcomes.append(Unknown("500"))
    draining.drain()
    look(row)
    row = look(row)
    assert (row.state, row.asked_at is None) == (State.UNCONFIRMED, False)
    assert script.accepted == []


def test_a_fault_of_ours_after_the_post_is_there_does_not_send_it_again(account, script, monkeypatch):
    row = due(account)
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr(settling, "settle", lambda *_: 1 / 0)
        draining.drain()
    claiming.sweep(clock.now() + claiming.SEND_LEASE + timedelta(seconds=1))
    row = look(row)
    draining.drain()
    assert (row.state, script.accepted) == (State.PUBLISHED, [row.key])


def test_an_outage_of_a_minute_fails_no_post(account, script):
    row, begin = due(account), clock.now()
    script.outcomes.extend([NotSent("connection refused")] * 2)
    for seconds in range(0, 180, 5):
        with time_machine.travel(begin + timedelta(seconds=seconds), tick=False):
            draining.drain()
            if seconds >= 60:
                script.outcomes.clear()
            elif not script.outcomes:
                script.outcomes.append(NotSent("connection refused"))
    assert Publication.objects.get(pk=row.pk).state == State.PUBLISHED


def test_reading_and_chores_never_stand_in_the_queue_before_a_sending():
    queues = {line.job: line.queue for line in timetable.TIMETABLE}
    assert {job for job, queue in queues.items() if queue == "delivery"} == {"publishing.jobs.drain", "publishing.jobs.reconcile"}


def test_an_empty_value_never_overwrites_a_token_and_an_unknown_end_stays_unknown(brand, monkeypatch):
    account = factories.make_account(brand=brand, network="toy", secrets={"access": "old", "refresh": "precious"})
    monkeypatch.setattr(toy.Toy, "refresh", lambda *_: Refreshed({"access": "new", "refresh": ""}))
    accounts.refresh(account)
    account = Account.objects.get(pk=account.pk)
    assert account.unseal() == {"access": "new", "refresh": "precious"}
    assert account.secrets_expire_at is None


def test_what_was_on_its_way_when_everything_stopped_for_hours_follows_the_late_policy(account, script):
    row, stopped = due(account), clock.now() - timedelta(hours=3)
    with time_machine.travel(stopped, tick=False):
        Publication.objects.filter(pk=row.pk).update(due_at=stopped)
        claiming.begin(claiming.claim(stopped, 1), stopped, "dies")
    claiming.sweep(clock.now())
    look(row)
    look(row)
    draining.drain()
    row.refresh_from_db()
    assert (row.state, row.hold) == (State.HELD, Hold.LATE)
    assert script.accepted == []


def test_what_is_late_after_an_outage_is_spread_where_the_policy_is_to_publish(account, brand, script):
    brand.late_policy = "publish"
    brand.save()
    for _ in range(12):
        factories.make_publication(account=account, due_at=clock.now() - timedelta(hours=3))
    draining.drain()
    assert len(script.accepted) < 12
