"""A thread leaves through the post office to a real server: in its order, with its head, and nothing kept on the way."""

from datetime import timedelta

import pytest

from lib import clock
from networks import network
from networks.wires import HttpWire
from publishing.accounts import accounts
from publishing.engine import draining, planning
from publishing.letters.letters import Letter
from publishing.models import Publication, Step
from tests import factories
from tests.networks.bluesky_server import BlueskySide

pytestmark = [pytest.mark.node, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def far(bluesky_server) -> BlueskySide:
    return BlueskySide(bluesky_server)


@pytest.fixture
def account(brand, bluesky_server, far):
    wire = HttpWire(allowed_hosts=[bluesky_server.url.removeprefix("http://")])
    found = network("bluesky").connect(wire, far.answers())
    fields = {"service": found.service, "remote_id": found.remote_id, "limits": found.limits}
    with accounts.standing_in("stub", wire):
        yield factories.make_account(brand=brand, handle=found.handle, secrets=dict(found.secrets), **fields)


def test_five_parts_name_their_head_and_each_the_one_before(account, far, settings):
    settings.STUBNET_URL = ""
    wall = clock.wall(clock.now() - timedelta(seconds=1), "Europe/Paris")
    letters = [Letter(f"{number}/5", options={"replies": "followers"}) for number in range(1, 6)]
    rows = planning.plan_thread(account, letters, origin="thread", wall=wall, zone="Europe/Paris")
    draining.drain()
    ids = [Publication.objects.get(pk=row.pk).remote_id for row in rows]
    replies = {record["uri"]: record["value"].get("reply") for record in far.account.posts()}
    assert set(replies) == set(ids)
    assert [replies[part] and replies[part]["parent"]["uri"] for part in ids] == [None, *ids[:-1]]
    assert {replies[part]["root"]["uri"] for part in ids[1:]} == {ids[0]}
    assert not Step.objects.exists()
    (gate,) = far.account.records("app.bsky.feed.threadgate")
    assert gate["value"]["post"] == ids[0]
