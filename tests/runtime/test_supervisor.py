"""Starting again what ends, ending all in order."""

import os
import signal
import threading
import time

import pytest

from config.runtime import supervisor
from config.runtime.supervisor import Fork, Stop, Supervisor
from tests.runtime.conftest import until


class Fake:
    """A process that ends when told."""

    def __init__(self, name, record):
        self.name, self.record, self.alive = name, record, False

    def start(self):
        self.alive = True
        self.record.append(f"start {self.name}")

    def running(self):
        return self.alive

    def ask_to_end(self):
        self.alive = False
        self.record.append(f"end {self.name}")

    def kill(self):
        self.alive = False


@pytest.fixture
def kept(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: now[0])
    said: list[str] = []
    overseer = Supervisor(tell=said.append)
    overseer.start(Fake("web", []))
    return overseer, overseer.kept[0], now, said


def pauses(kept, ends: int, lives: float) -> list[float]:
    overseer, one, now, _said = kept
    found = []
    for _ in range(ends):
        now[0] += lives
        one.process.alive = False
        overseer._look_at(one)
        found.append(one.again_at - now[0])
        now[0] = one.again_at
        overseer._look_at(one)
        assert one.process.alive
    return found


def test_what_ends_at_once_again_and_again_is_started_ever_more_slowly(kept):
    assert pauses(kept, ends=8, lives=0.1) == pytest.approx([0.5, 1, 2, 4, 8, 16, 30, 30])


def test_what_ran_for_long_is_started_again_soon(kept):
    pauses(kept, ends=5, lives=0.1)

    assert pauses(kept, ends=1, lives=61) == pytest.approx([0.5])


def test_what_cannot_be_started_is_tried_again(kept):
    overseer, one, now, said = kept
    one.process.start = lambda: (_ for _ in ()).throw(OSError("no room"))
    one.process.alive = False
    overseer._look_at(one)
    now[0] = one.again_at
    overseer._look_at(one)

    assert "no room" in said[-1]
    assert one.again_at > now[0]


@pytest.fixture
def signals_kept():
    signs = (*supervisor.STOPS, signal.SIGCHLD)
    old = {sign: signal.getsignal(sign) for sign in signs}
    wakeup = signal.set_wakeup_fd(-1)
    yield
    for sign, handler in old.items():
        signal.signal(sign, handler)
    signal.set_wakeup_fd(wakeup)


@pytest.mark.usefixtures("signals_kept")
def test_servers_end_after_what_uses_them_the_last_started_first():
    record: list[str] = []
    with pytest.raises(Stop), Supervisor() as overseer:
        overseer.start(Fake("postgres", record), Fake("valkey", record))
        overseer.start(Fork("web", lambda: time.sleep(60)))
        raise Stop

    assert record == ["start postgres", "start valkey", "end valkey", "end postgres"]
    assert not overseer.kept[2].process.running()


@pytest.mark.usefixtures("signals_kept")
def test_a_child_that_will_not_end_is_killed_when_asked_a_second_time(monkeypatch):
    def stubborn():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)

    began = time.monotonic()
    with pytest.raises(Stop), Supervisor() as overseer:
        overseer.start(Fork("stubborn", stubborn))
        time.sleep(0.3)
        threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM)).start()
        raise Stop

    assert time.monotonic() - began < 10
    assert not overseer.kept[0].process.running()


def test_a_forked_child_gets_the_exit_code_of_its_work():
    from config.runtime import children

    pid = children.fork(lambda: (_ for _ in ()).throw(SystemExit(7)))

    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
    assert until(lambda: children.ended(pid))
