"""The post office with one toy network, and an account on it."""

import pytest

import networks
from tests import factories
from tests.publishing import toy
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401


@pytest.fixture(autouse=True)
def script(monkeypatch):
    """What the toy network will do; empty means that it takes everything."""
    monkeypatch.setitem(networks.NETWORKS, "toy", "tests.publishing.toy.Toy")
    monkeypatch.setattr(toy, "SCRIPT", toy.Script())
    yield toy.SCRIPT
    networks.network.cache_clear()


@pytest.fixture
def account(brand):
    return factories.make_account(brand=brand, network="toy")
