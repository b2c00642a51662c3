"""Feeds inside the process, a watch that looks in one, and one o'clock."""

import pytest
import time_machine
from django.core.cache import cache
from django.utils import translation

from lib.feeds import wire
from listening import watching
from tests.listening.paper import Paper


@pytest.fixture(autouse=True)
def english():
    """Verbs that are called without a request speak English."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def paper():
    """The feeds that there are; nothing else answers."""
    cache.clear()
    with wire.standing_in(papers := Paper()):
        yield papers


@pytest.fixture
def noon():
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def watch(brand, author, noon):
    """Looks for candles in one feed; its author is told."""
    return watching.create(brand, by=author, name="Nos bougies", words="bougie*", addresses=["https://gazette.fr/rss"])
