"""Real servers that networks are tried against."""

from collections.abc import Iterator

import pytest

from tests.networks.bluesky_server import BlueskyServer, missing, new_database


@pytest.fixture(scope="session")
def bluesky_server() -> Iterator[BlueskyServer]:
    """A real Bluesky, once for the whole run; each test opens its own accounts there."""
    if reason := missing():
        pytest.skip(reason)
    with new_database() as database, BlueskyServer(database) as server:
        yield server
