"""Real servers that networks are tried against."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.networks.bluesky_server import BlueskyServer, missing, new_database

# The processes of a run share what stands beside their own data folders; alone, a run has the folder for itself.
DATA = Path(os.environ["DATA"])
SHARED = DATA.parent if os.environ.get("PYTEST_XDIST_WORKER") else DATA


@pytest.fixture(scope="session")
def bluesky_server() -> Iterator[BlueskyServer]:
    """A real Bluesky, once for the whole run; each test opens its own accounts there."""
    if reason := missing():
        pytest.skip(reason)
    with shared_server(SHARED) as server:
        yield server


@contextmanager
def shared_server(folder: Path) -> Iterator[BlueskyServer]:
    """The server that stands already, or one that we start; who started it waits at the end until nobody uses it any more."""
    address = folder / "bluesky.url"
    with (folder / "bluesky.users").open("w") as users, ExitStack() as ours:
        with _alone(folder / "bluesky.lock"):
            fcntl.flock(users, fcntl.LOCK_SH)
            if address.exists():
                server = BlueskyServer.standing(address.read_text())
            else:
                server = ours.enter_context(BlueskyServer(ours.enter_context(new_database())))
                address.write_text(f"{server.url} {server.directory}")
                ours.callback(address.unlink)
                ours.callback(fcntl.flock, users, fcntl.LOCK_EX)
        yield server


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
