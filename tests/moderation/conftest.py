"""An account on a network that talks, a published post of it, and noon."""

import pytest
import time_machine
from django.core.cache import cache
from django.utils import translation

import networks
from tests import factories
from tests.moderation import talk
from tests.publishing import toy


@pytest.fixture(autouse=True)
def script(monkeypatch):
    """What the network will say; empty means nothing."""
    monkeypatch.setitem(networks.NETWORKS, "talk", "tests.moderation.talk.Talk")
    monkeypatch.setattr(talk, "SCRIPT", talk.Script())
    monkeypatch.setattr(toy, "SCRIPT", toy.Script())
    cache.clear()
    yield talk.SCRIPT
    networks.network.cache_clear()


@pytest.fixture(autouse=True)
def english():
    """Verbs that are called without a request speak English."""
    with translation.override("en"):
        yield


@pytest.fixture
def later():
    """One o'clock: an hour after everything that was said at noon."""
    with time_machine.travel("2026-11-23T13:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def account(brand, later):
    return factories.make_account(brand=brand, network="talk", handle="maisonlune", remote_id="us")


@pytest.fixture
def publication(account):
    return factories.make_publication(account=account, text="Nos bougies sont là", state="published", remote_id="post-1")


@pytest.fixture
def post(publication, author):
    """The post that the publication was made of, in a campaign."""
    campaign = factories.make_campaign(brand=publication.brand, name="Noël")
    post = factories.make_post(brand=publication.brand, accounts=[publication.account], campaign=campaign, state="approved")
    post.variants.update(publication=publication)
    return post
