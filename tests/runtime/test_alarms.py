"""Alarms: what stands still is told once to those who can act, and once when it is well again."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import translation

from config import alarms, health, timetable
from config.models import Alarm
from lib import clock
from publishing.engine import circuits
from publishing.models import Circuit, Publication
from team.models import User
from tests import factories

pytestmark = pytest.mark.django_db
START = "2026-11-25T10:00:00Z"


@pytest.fixture
def time():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def silent(monkeypatch):
    """The queues of which no worker is heard; the test changes the list."""
    queues: list[str] = []
    monkeypatch.setattr(health, "silent_workers", lambda: queues)
    return queues


@pytest.fixture
def caretaker(brand):
    member = factories.make_member(brand=brand, name="Carl Caretaker", roles=["reader"], language="en")
    User.objects.filter(pk=member.user_id).update(is_superuser=True)
    return member


def after(time, **delta) -> None:
    time.shift(timedelta(**delta))
    alarms.look()


def texts(member) -> list[str]:
    return list(member.user.notices.order_by("id").values_list("text", flat=True))


def test_a_queue_without_worker_is_told_once_and_once_when_it_is_heard_again(time, silent, caretaker):
    silent.append("delivery")
    alarms.look()
    for _ in range(20):
        after(time, seconds=15)
    assert texts(caretaker) == ["No worker of “delivery” has been heard for a minute: its work stands still. Start the workers."]
    silent.clear()
    for _ in range(20):
        after(time, seconds=15)
    assert texts(caretaker)[1:] == ["The workers of “delivery” are heard again."]
    assert not Alarm.objects.exists()


def test_what_passes_within_a_minute_is_told_to_nobody(time, silent, caretaker):
    silent.append("delivery")
    alarms.look()
    after(time, seconds=30)
    silent.clear()
    for _ in range(20):
        after(time, seconds=15)
    assert texts(caretaker) == []


def test_what_comes_and_goes_is_one_alarm(time, silent, caretaker):
    silent.append("delivery")
    alarms.look()
    for _ in range(10):
        after(time, seconds=70)
        silent.clear()
        after(time, seconds=30)
        after(time, seconds=30)
        silent.append("delivery")
    assert len(texts(caretaker)) == 1


def test_a_post_that_is_late_is_told_with_how_late_it_is(time, silent, caretaker, brand):
    factories.make_publication(account=factories.make_account(brand=brand), due_at=clock.now() - timedelta(minutes=7))
    alarms.look()
    after(time, minutes=2)
    assert texts(caretaker) == ["The oldest due post is 9 minutes late. Look at the workers and the dispatcher."]
    Publication.objects.update(state="cancelled")
    after(time, seconds=15)
    after(time, minutes=3)
    assert texts(caretaker)[1:] == ["Posts leave on time again."]


def test_a_service_that_does_not_answer_is_told_to_who_schedules_there_and_counts_as_no_lateness_of_ours(
    time, silent, caretaker, author, brand, other_brand
):
    account = factories.make_account(brand=brand)
    factories.make_account(brand=other_brand, network="mastodon")
    elsewhere = factories.make_member(brand=other_brand, roles=["cm"])
    factories.make_publication(account=account, due_at=clock.now() - timedelta(minutes=30))
    shut = Circuit.objects.create(key=circuits.service_key(account), failures=5, open_until=clock.now() + timedelta(hours=1))
    alarms.look()
    after(time, minutes=2)
    assert texts(author) == [
        "Bluesky (127.0.0.1) does not answer. What is due there waits, and leaves by itself when it is well."
    ]
    assert not texts(elsewhere) and not texts(caretaker)
    shut.delete()
    Publication.objects.update(state="cancelled")
    after(time, seconds=15)
    after(time, minutes=3)
    assert texts(author)[1:] == ["Bluesky (127.0.0.1) answers again."]


def test_an_account_that_is_left_alone_is_no_alarm(time, silent, caretaker, author, brand):
    account = factories.make_account(brand=brand)
    Circuit.objects.create(key=circuits.account_key(account), open_until=clock.now() + timedelta(hours=1))
    alarms.look()
    after(time, minutes=2)
    assert not texts(author) and not texts(caretaker)


def test_many_unconfirmed_posts_are_told(time, silent, caretaker, brand):
    account = factories.make_account(brand=brand)
    for _ in range(alarms.MANY):
        factories.make_publication(account=account, state="unconfirmed")
    alarms.look()
    after(time, minutes=2)
    assert texts(caretaker)[0].startswith("Nobody knows of 10 posts whether they left.")


def test_without_a_caretaker_the_administrators_are_told_and_nobody_else(time, silent, admin, author):
    silent.append("chores")
    alarms.look()
    after(time, minutes=2)
    assert len(texts(admin)) == 1 and not texts(author)


def test_who_looks_after_several_brands_is_told_once(time, silent, caretaker, other_brand, admin):
    factories.make_membership(brand=other_brand, user=caretaker.user)
    silent.append("delivery")
    alarms.look()
    after(time, minutes=2)
    assert len(texts(caretaker)) == 1 and not texts(admin)


def test_when_no_worker_could_mail_it_the_letter_goes_out_from_here(time, silent, caretaker):
    silent.append("chores")
    alarms.look()
    after(time, minutes=2)
    assert [letter.to for letter in mail.outbox] == [[caretaker.user.email]]


def test_two_dispatchers_tell_once(time, silent, caretaker):
    silent.append("delivery")
    alarms.look()
    time.shift(timedelta(minutes=2))
    (alarm,) = Alarm.objects.all()
    assert alarms._raise(alarm, {"queue": "delivery"})
    assert not alarms._raise(alarm, {"queue": "delivery"})
    assert len(texts(caretaker)) == 1


def test_the_dispatcher_looks_itself_since_no_worker_may_be_alive(monkeypatch):
    handed, looked = [], []
    monkeypatch.setattr(timetable, "run_here", lambda line: looked.append(line.job))
    timetable.tick(lambda line: handed.append(line.job))
    assert looked == ["config.alarms.look"]
    assert "config.alarms.look" not in handed


def test_each_alarm_has_its_words_in_both_languages(time, silent, brand):
    anne = factories.make_member(brand=brand, roles=["admin"], language="fr")
    silent.append("delivery")
    alarms.look()
    after(time, minutes=2)
    assert texts(anne)[0].startswith("Aucun processus de «")


def test_an_alarm_of_another_version_breaks_nothing(time, silent, caretaker):
    Alarm.objects.create(name="flood:cellar", told_at=clock.now(), values={})
    Alarm.objects.create(name="late", told_at=clock.now(), values={})
    with translation.override("en"):
        said = [alarms.sentence(alarm) for alarm in alarms.in_force()]
    assert said == ["The oldest due post is – minutes late. Look at the workers and the dispatcher."]
    alarms.look()
