"""Locks by name, and remembering to wait."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction

from lib import clock, patience
from lib.locks import alone, one_by_one
from tests.concurrency import at_once


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_is_alone():
    def act():
        with alone("a-test") as mine:
            time.sleep(0.3)
            return mine

    assert sorted(at_once(5, act)) == [False] * 4 + [True]


@pytest.mark.django_db(transaction=True)
def test_the_next_one_is_alone_again_also_after_an_error():
    with pytest.raises(ZeroDivisionError), alone("a-test") as mine:
        assert mine
        raise ZeroDivisionError
    assert at_once(1, lambda: alone("a-test").__enter__()) == [True]


@pytest.mark.django_db(transaction=True)
def test_one_by_one_takes_turns():
    inside = []

    def act():
        with transaction.atomic():
            one_by_one("a-test")
            inside.append(1)
            most = len(inside)
            time.sleep(0.05)
            inside.pop()
            return most

    assert at_once(5, act) == [1] * 5


def test_waiting_ends_at_its_moment():
    cache.clear()
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False) as traveller:
        patience.wait("a-test", clock.now() + timedelta(minutes=5))
        assert patience.waits("a-test") and not patience.waits("another")
        traveller.shift(timedelta(minutes=6))
        assert not patience.waits("a-test")
        patience.wait("a-test", clock.now() - timedelta(minutes=1))
        assert not patience.waits("a-test")
