"""What is due is handed over once, whoever looks."""

import threading
from datetime import timedelta

import django_rq
import pytest
import time_machine
from django.db import connection
from django.utils.module_loading import import_string
from redis import ConnectionError as QueueAway

from config import timetable
from config.models import Beat
from config.timetable import TIMETABLE, Every, tick
from lib import clock
from tests import factories

LINE = Every(seconds=60, job="tests.runtime.jobs.note")
NOON = "2026-03-02 12:00:00+00:00"


@pytest.fixture
def empty_queue():
    queue = django_rq.get_queue("chores")
    queue.connection.flushdb()
    return queue


@pytest.mark.parametrize("line", TIMETABLE, ids=lambda line: line.job)
def test_every_job_of_the_timetable_exists(line, settings):
    assert callable(import_string(line.job))
    assert line.queue in settings.RQ_QUEUES


@pytest.mark.django_db
def test_a_line_is_handed_over_when_it_is_due_and_not_before():
    handed = []
    with time_machine.travel(NOON, tick=False) as travel:
        for seconds in (0, 1, 58, 1, 1):
            travel.shift(seconds)
            tick(handed.append, [LINE])
            tick(handed.append, [LINE])

    assert handed == [LINE, LINE]  # at 12:00:00 and at 12:01:00


@pytest.mark.django_db
def test_what_was_missed_is_handed_over_once_not_once_for_each_time():
    handed = []
    with time_machine.travel(NOON, tick=False) as travel:
        tick(handed.append, [LINE])
        travel.shift(timedelta(hours=3))
        for _ in range(5):
            tick(handed.append, [LINE])

    assert len(handed) == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_dispatchers_at_once_one_takes_the_line():
    handed, together = [], threading.Barrier(6)
    Beat.objects.create(name=LINE.job, due_at=clock.now())

    def dispatcher():
        together.wait()
        tick(handed.append, [LINE])
        connection.close()

    threads = [threading.Thread(target=dispatcher) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert handed == [LINE]


@pytest.mark.django_db
def test_a_line_whose_question_says_no_stays_due():
    handed = []
    unwanted = Every(seconds=60, job=LINE.job, when=lambda now: False)

    tick(handed.append, [unwanted])
    tick(handed.append, [LINE])

    assert handed == [LINE]


@pytest.mark.django_db
def test_what_could_not_be_handed_over_is_tried_again_soon():
    handed = []

    def away(line):
        raise QueueAway

    daily = Every(seconds=86400, job=LINE.job)
    with time_machine.travel(NOON, tick=False) as travel:
        tick(away, [daily])
        travel.shift(14)
        tick(handed.append, [daily])
        assert handed == []
        travel.shift(2)
        tick(handed.append, [daily])

    assert handed == [daily]


@pytest.mark.django_db
def test_a_tick_with_nothing_due_costs_one_query(django_assert_num_queries):
    lines = [Every(seconds=3600, job=f"jobs.of_nobody_{number}") for number in range(20)]
    tick(lambda line: None, lines)
    tick(lambda line: None, lines)

    with django_assert_num_queries(1):
        tick(lambda line: None, lines)


def test_a_hint_is_not_doubled_while_it_waits(empty_queue):
    timetable.enqueue(LINE)
    timetable.enqueue(LINE)
    assert empty_queue.count == 1

    empty_queue.empty()
    timetable.enqueue(LINE)
    assert empty_queue.count == 1


@pytest.mark.django_db
def test_the_dispatcher_leaves_word_and_ends_when_it_looks_once():
    from django.core.management import call_command

    Beat.objects.bulk_create([Beat(name=line.job, due_at=clock.now() + timedelta(hours=1)) for line in TIMETABLE])

    call_command("dispatch", "--once")

    assert Beat.objects.get(name=timetable.DISPATCHER).ran_at is not None


@pytest.mark.django_db
def test_the_dispatcher_wakes_at_the_moment_something_is_due(brand, monkeypatch):
    from config.management.commands import dispatch

    account = factories.make_account(brand=brand)
    moment = clock.now() + timedelta(seconds=0.6)
    factories.make_publication(account=account, due_at=moment)
    hinted, ending = [], threading.Event()
    monkeypatch.setattr(dispatch.hints, "drain_soon", lambda: hinted.append(clock.now()))
    dispatch.Command()._rest(ending)
    assert len(hinted) == 1
    assert timedelta() <= hinted[0] - moment < timedelta(seconds=0.4)


@pytest.mark.django_db
def test_the_dispatcher_rests_a_second_when_nothing_is_due(monkeypatch):
    from config.management.commands import dispatch

    hinted = []
    monkeypatch.setattr(dispatch.hints, "drain_soon", lambda: hinted.append(1))
    monkeypatch.setattr(dispatch, "PAUSE", 0.05)
    dispatch.Command()._rest(threading.Event())
    assert hinted == []
