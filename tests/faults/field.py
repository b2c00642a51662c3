"""Where a row of the proof takes place: servers, a stub network, the product's programs, all of its own."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg
import redis

from config.runtime import children
from config.runtime.postgres import Postgres
from config.runtime.valkey import Valkey
from tests.faults.picture import PictureServer
from tests.faults.sizes import SEED

ROOT = Path(__file__).resolve().parent.parent.parent
AWAY = 0.5  # seconds that a server stays away


class Servers:
    """A PostgreSQL that keeps what it committed whatever happens to it, a Valkey, a picture server; one for many rows."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.postgres = Postgres(folder / "postgres", log=folder / "postgres.log")
        self.valkey = Valkey(folder / "valkey", log=folder / "valkey.log", throwaway=True)
        self.pictures = PictureServer()
        for server in (self.postgres, self.valkey):
            server.start()
        for server in (self.postgres, self.valkey):
            server.wait()
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, env=self.environment(), check=True)

    def environment(self, **more: str) -> dict[str, str]:
        """What the product's programs read; `more` wins."""
        ours = {
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.valkey.url,
            "DATA": str(self.folder / "data"),
            "SITE_URL": self.pictures.url,
            "DELIVERY_CONNECTIONS": "12",
            "LOG_LEVEL": "CRITICAL",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "MALLOC_ARENA_MAX": "2",
        }
        return {**os.environ, **ours, **more}

    def new_database(self, name: str) -> str:
        """The address of a fresh database with our tables."""
        words = ("--host", self.postgres.sockets, "--username", "tribu", "--template", "tribu", name)
        self.postgres.run("createdb", *words)
        return self.postgres.url.rpartition("/")[0] + f"/{name}"

    def stop_postgres(self) -> None:
        """Stop it in immediate mode, as a power cut would, and start it again."""
        assert self.postgres.child
        self.postgres.child.send_signal(signal.SIGQUIT)
        self.postgres.child.wait()
        time.sleep(AWAY)
        self.postgres.start()
        self.postgres.wait()

    def kill_valkey(self) -> None:
        """Kill it, with all it holds, and start it again."""
        assert self.valkey.child
        self.valkey.child.kill()
        self.valkey.child.wait()
        time.sleep(AWAY)
        self.valkey.start()
        self.valkey.wait()

    def flush_valkey(self) -> None:
        """Empty it."""
        redis.Redis.from_url(self.valkey.url).flushall()

    def close(self) -> None:
        """End everything."""
        self.pictures.close()
        for server in (self.valkey, self.postgres):
            server.stop()


class Office:
    """The people of a row: `office.do("plan", count=3)` does a verb of tests/faults/office.py and gives its answer."""

    def __init__(self, environment: dict[str, str], command: Callable[[list[str]], list[str]] = list):
        words = command([sys.executable, "-m", "tests.faults.office"])
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.child = subprocess.Popen(words, cwd=ROOT, env=environment, text=True, **pipes)

    def do(self, verb: str, **words: Any) -> Any:
        """Do it, wait, give the answer. Raises RuntimeError when it fails."""
        self.child.stdin.write(json.dumps({"verb": verb, **words}) + "\n")
        self.child.stdin.flush()
        line = self.child.stdout.readline()
        if not line:
            raise RuntimeError(f"{verb} failed; what is wrong is said above")
        return json.loads(line)

    def close(self) -> None:
        self.child.stdin.close()
        self.child.wait(20)


class Field:
    """One row: a database, a stub network with its audit file, people, and programs that may be killed."""

    def __init__(self, servers: Servers, name: str, **variables: str):
        self.servers, self.name, self.seed = servers, name, SEED
        self.stub_data = servers.folder / f"stub-{name}"
        self.stub, self.stub_url = self._start_stub()
        database = servers.new_database(name)
        self.environment = servers.environment(DATABASE_URL=database, STUBNET_URL=self.stub_url, **variables)
        self.office = Office(self.environment)
        self.mother: subprocess.Popen[bytes] | None = None

    def _start_stub(self) -> tuple[subprocess.Popen[str], str]:
        words = [sys.executable, "-m", "networks.stubnet", "--data", str(self.stub_data)]
        child = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        return child, child.stdout.readline().strip()

    def misbehave(self, faults: list[dict[str, Any]]) -> None:
        """Set the faults of the stub network."""
        request = urllib.request.Request(f"{self.stub_url}/_stub/faults", json.dumps(faults).encode(), method="PUT")
        request.add_header("Content-Type", "application/json")
        urllib.request.urlopen(request, timeout=20).close()

    @contextmanager
    def running(self, *programs: str, **variables: str) -> Iterator["Field"]:
        """Within the block these programs of tests/faults/mother.py run, however often they are killed."""
        words = [sys.executable, "-m", "tests.faults.mother", *programs]
        self.mother = subprocess.Popen(words, cwd=ROOT, env={**self.environment, **variables}, stdout=subprocess.DEVNULL)
        try:
            yield self
        finally:
            for pid in self.pids():
                _send(pid, signal.SIGCONT)
            children.end(self.mother, within=30)
            self.mother = None

    def pids(self, name: str = "") -> list[int]:
        """The processes of the programs that run now; those called `name`."""
        if self.mother is None or self.mother.poll() is not None:
            return []
        found = []
        for child in psutil.Process(self.mother.pid).children():
            try:
                found += [child.pid] if child.name().startswith(name) and child.name() in NAMES else []
            except psutil.NoSuchProcess:
                continue
        return sorted(found)

    def kill(self, pid: int) -> None:
        """Kill a program with -9."""
        _send(pid, signal.SIGKILL)

    def stall(self, pid: int) -> None:
        """Stop a program where it stands."""
        _send(pid, signal.SIGSTOP)

    def wake(self, pid: int) -> None:
        """Let it go on."""
        _send(pid, signal.SIGCONT)

    def database(self) -> "psycopg.Connection[Any]":
        """A connection of our own, to look. Raises psycopg.OperationalError while PostgreSQL is away."""
        return psycopg.connect(
            host=str(self.servers.postgres.sockets), user="tribu", dbname=self.name, autocommit=True, connect_timeout=5
        )

    def close(self) -> None:
        """End what is of this row."""
        self.office.close()
        self.stub.terminate()
        self.stub.wait(20)
        self.stub.stdout.close()


NAMES = {"worker", "dispatcher", "cron"}


def _send(pid: int, sign: int) -> None:
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return
