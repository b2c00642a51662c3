"""Networks that give figures and one that gives none, an account, and a moment."""

import pytest
import time_machine
from django.core.cache import cache

import networks
from tests import factories
from tests.analytics import counting
from tests.publishing import toy


@pytest.fixture(autouse=True)
def script(monkeypatch):
    """What the network will give; empty means that it knows no post."""
    monkeypatch.setitem(networks.NETWORKS, "counting", "tests.analytics.counting.Counting")
    monkeypatch.setitem(networks.NETWORKS, "silent", "tests.analytics.counting.Silent")
    monkeypatch.setattr(counting, "SCRIPT", counting.Script())
    monkeypatch.setattr(toy, "SCRIPT", toy.Script())
    cache.clear()
    yield counting.SCRIPT
    networks.network.cache_clear()


@pytest.fixture
def noon():
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def account(brand, noon):
    return factories.make_account(brand=brand, network="counting")
