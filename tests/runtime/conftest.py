"""A whole instance of the product, started as a person starts it, on a data folder of its own."""

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from config.runtime import places

ROOT = Path(__file__).resolve().parent.parent.parent
# What `make run` runs, in the environment of the tests: nothing is installed.
COMMAND = "import sys; from config.runtime import commands; commands.ensure = lambda lock: None; sys.exit(commands.main(['run']))"
PATIENCE = 180.0  # seconds; the machine may be busy


def until(true: Callable[[], object], seconds: float = PATIENCE) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


class Instance:
    """`python -m config.runtime run` with its own data folder and port."""

    def __init__(self, data: Path, port: int | None = None, **variables: str):
        self.data, self.port = data, port or free_port()
        self.log = data.parent / f"said-{self.port}"
        ours = {"DATA": str(data), "PORT": str(self.port), "DEMO": "0", "VENV": sys.prefix, "PYTHONPATH": str(ROOT)}
        outer = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", COMMAND],
                env=outer | ours | variables,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )

    @property
    def said(self) -> str:
        return self.log.read_text()

    def ready(self) -> "Instance":
        assert until(lambda: "Ctrl-C" in self.said or self.process.poll() is not None), self.said
        assert self.process.poll() is None, self.said
        return self

    def everything(self) -> list[psutil.Process]:
        """All its processes, the supervisor too."""
        supervisor = psutil.Process(self.process.pid)
        return [supervisor, *supervisor.children(recursive=True)]

    def named(self, name: str) -> list[psutil.Process]:
        """Direct children by the name that `top` shows."""
        found = []
        for child in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):
                found += [child] if child.name().startswith(name) else []
        return found

    def get(self, path: str) -> tuple[int, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request("GET", path)
        answer = line.getresponse()
        return answer.status, answer.read().decode()

    def health(self) -> dict:
        return json.loads(self.get("/health/")[1])

    def stop(self, sign: int = signal.SIGTERM) -> int:
        self.process.send_signal(sign)
        return self.process.wait(PATIENCE)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory) -> Iterator[tuple[Path, str]]:
    """A data folder after its first start, and what that start said."""
    folder = places.passing_folder("tribu-runtime-")
    first = Instance(folder / "data")
    try:
        first.ready()
    finally:
        first.stop()
    yield first.data, first.said
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def instance(furnished) -> Iterator[Instance]:
    """The product, running."""
    running = Instance(furnished[0])
    try:
        yield running.ready()
    finally:
        if running.process.poll() is None:
            running.stop()


@pytest.fixture
def password(furnished) -> str:
    found = re.search(r"password: (\S+)", furnished[1])
    assert found
    return found.group(1)
