"""The worker: in its own process, heard of, unharmed by what breaks."""

import os
import signal
import threading

import django_rq
import pytest

from config import pulse
from config.runtime.worker import work
from tests.runtime import jobs


@pytest.fixture
def queue():
    found = django_rq.get_queue("chores")
    found.connection.flushdb()
    jobs.noted.clear()
    return found


@pytest.fixture
def signals_kept():
    """A worker takes SIGINT and SIGTERM for itself."""
    kept = {sign: signal.getsignal(sign) for sign in (signal.SIGINT, signal.SIGTERM)}
    yield
    for sign, handler in kept.items():
        signal.signal(sign, handler)


pytestmark = pytest.mark.usefixtures("signals_kept")


def test_jobs_run_in_the_workers_own_process_with_arguments_in_json(queue):
    queue.enqueue(jobs.note, "Noël 🎄")

    work("chores", burst=True)

    assert jobs.noted == ["Noël 🎄"]
    assert queue.count == 0


def test_what_json_cannot_say_is_refused_when_it_is_queued(queue):
    with pytest.raises(TypeError):
        queue.enqueue(jobs.note, object())


@pytest.mark.django_db(transaction=True)
def test_a_broken_connection_is_replaced_before_the_next_job(queue):
    queue.enqueue(jobs.break_the_connection)
    queue.enqueue(jobs.ask_the_database)

    work("chores", burst=True)

    assert jobs.noted == ["1"]


def test_a_job_that_fails_does_not_stop_the_next(queue):
    queue.enqueue(jobs.fail)
    queue.enqueue(jobs.note)

    work("chores", burst=True)

    assert jobs.noted == ["done"]
    assert queue.failed_job_registry.count == 1


def test_it_is_heard_while_it_works_and_falls_silent_when_it_ends(queue, monkeypatch):
    heard = []
    monkeypatch.setattr(jobs, "note", lambda: None)
    beaten = threading.Event()
    real = pulse.beat

    def beat(member):
        real(member)
        heard.append(pulse.ages())
        beaten.set()

    monkeypatch.setattr(pulse, "beat", beat)

    work("chores", burst=True)

    assert beaten.wait(5)
    assert heard[0]["chores"] < 5
    assert pulse.ages() == {}


def test_two_queues_are_heard_apart_and_the_best_worker_counts(queue):
    pulse.beat("chores@one")
    queue.connection.zadd(pulse.KEY, {"chores@two": 1, "delivery@one": pulse._now(queue.connection) - 40})

    ages = pulse.ages()

    assert ages["chores"] < 5
    assert 39 < ages["delivery"] < 50


def test_the_worker_command_ends_on_sigterm(queue, tmp_path):
    """The default serializer of the command must be ours: a job in JSON is done."""
    import subprocess
    import sys

    from tests.runtime.conftest import ROOT, until

    queue.enqueue("os.mkdir", str(tmp_path / "made"))
    process = subprocess.Popen([sys.executable, "manage.py", "work", "chores"], cwd=ROOT, env=os.environ | {"VENV": sys.prefix})
    try:
        assert until(lambda: (tmp_path / "made").exists())
        process.terminate()
        assert process.wait(20) == 0
    finally:
        process.kill()
