"""Keeps a few processes running: starts them in order, starts again what ends, ends all of them in the reverse order."""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from config.runtime import children

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before a process that ended is started again
STEADY = 60.0  # seconds after which earlier failures are forgotten
PATIENCE = 20.0  # seconds between asking a process to end and killing it
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop(BaseException):
    """Somebody asked us to end."""


class Keepable(Protocol):
    """What the supervisor can keep running."""

    name: str

    def start(self) -> None: ...
    def running(self) -> bool: ...
    def ask_to_end(self) -> None: ...
    def kill(self) -> None: ...


@dataclass
class Fork:
    """A process that shares what we have loaded and does `work`."""

    name: str
    work: Callable[[], object]
    pid: int = 0

    def start(self) -> None:
        self.pid = children.fork(self.work, self.name)

    def running(self) -> bool:
        if self.pid and children.ended(self.pid):
            self.pid = 0
        return bool(self.pid)

    def ask_to_end(self) -> None:
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def _send(self, sign: int) -> None:
        if self.running():
            os.kill(self.pid, sign)


@dataclass
class Server:
    """A program of its own, started by `launch`."""

    name: str
    launch: Callable[[], subprocess.Popen[bytes]]
    stop_signal: int = signal.SIGTERM
    child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.child = self.launch()

    def running(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def ask_to_end(self) -> None:
        if self.child:
            self.child.send_signal(self.stop_signal)

    def kill(self) -> None:
        if self.child:
            self.child.kill()


@dataclass
class Kept:
    """One process and how it has fared."""

    process: Keepable
    started: float = 0.0
    pause: float = FIRST_PAUSE
    again_at: float | None = None

    def begin(self) -> None:
        self.again_at = None
        self.started = time.monotonic()
        self.process.start()

    def plan_restart(self) -> float:
        """Choose when to start again; the pause in seconds."""
        lived = time.monotonic() - self.started
        pause = FIRST_PAUSE if lived > STEADY else self.pause
        self.pause = min(pause * 2, LONGEST_PAUSE)
        self.again_at = time.monotonic() + pause
        return pause


@dataclass
class Supervisor:
    """Processes in the order of their start. Use as a context: leaving it ends them all, the last started first."""

    tell: Callable[[str], object] = lambda sentence: print(sentence, file=sys.stderr, flush=True)
    kept: list[Kept] = field(default_factory=list)
    patience_ends: float = float("inf")

    def __enter__(self) -> "Supervisor":
        for sign in STOPS:
            signal.signal(sign, _raise_stop)
        self._listen()
        return self

    def start(self, *processes: Keepable) -> None:
        """Start processes and keep them running from now on."""
        for process in processes:
            kept = Kept(process)
            self.kept.append(kept)
            kept.begin()

    def watch(self) -> None:
        """Keep everything running until somebody asks us to end (raises Stop)."""
        while True:
            for kept in self.kept:
                self._look_at(kept)
            self._sleep()

    def _look_at(self, kept: Kept) -> None:
        if kept.again_at is not None:
            if time.monotonic() >= kept.again_at:
                self._begin_again(kept)
        elif not kept.process.running():
            pause = kept.plan_restart()
            self.tell(f"{kept.process.name} has ended; it is started again in {pause:g} s.")

    def _begin_again(self, kept: Kept) -> None:
        try:
            kept.begin()
        except Exception as error:
            pause = kept.plan_restart()
            self.tell(f"{kept.process.name} cannot be started ({error}); the next try is in {pause:g} s.")

    def _listen(self) -> None:
        self._ear, mouth = socket.socketpair()
        self._mouth = mouth
        for end in (self._ear, mouth):
            end.setblocking(False)
        signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def _sleep(self) -> None:
        """Until a child ends or the next restart is due."""
        waits = [kept.again_at - time.monotonic() for kept in self.kept if kept.again_at is not None]
        if select.select([self._ear], [], [], max(0.0, min([*waits, 5.0])))[0]:
            self._ear.recv(4096)

    def __exit__(self, *_: object) -> None:
        """End everything, whatever happens: what uses the servers first, then the servers, one after the other."""
        for sign in STOPS:
            signal.signal(sign, self._hurry)
        forks: list[Keepable] = [kept.process for kept in self.kept if isinstance(kept.process, Fork)]
        others = [kept.process for kept in reversed(self.kept) if not isinstance(kept.process, Fork)]
        self._end(forks)
        for server in others:
            self._end([server])

    def _end(self, group: list[Keepable]) -> None:
        for process in group:
            process.ask_to_end()
        deadline = time.monotonic() + PATIENCE
        while any(process.running() for process in group) and time.monotonic() < min(deadline, self.patience_ends):
            time.sleep(0.02)
        for process in group:
            if process.running():
                process.kill()
        children.wait_until(lambda: not any(process.running() for process in group), 5)

    def _hurry(self, *_: object) -> None:
        """Asked a second time: kill what has not ended."""
        self.patience_ends = time.monotonic()


def _raise_stop(*_: object) -> None:
    raise Stop
