"""A real Bluesky server, while the worker that sends to it is killed again and again."""

from collections import Counter

import pytest

from tests.faults.mischief import Mischief
from tests.faults.sizes import REAL
from tests.networks.bluesky_server import BlueskyServer
from tests.networks.conftest import bluesky_server  # noqa: F401 - a fixture

pytestmark = pytest.mark.node


def test_a_post_to_a_real_server_whose_worker_is_killed_is_there_once(
    field,
    bluesky_server: BlueskyServer,  # noqa: F811
    record_property,
):
    place = field("bluesky", ALLOWED_PRIVATE_HOSTS=bluesky_server.url.removeprefix("http://"))
    far = bluesky_server.account("maison")
    place.office.do("connect", name="bluesky", answers=far.answers)
    place.office.do("plan", count=REAL.publications, seed=place.seed, spread=REAL.spread)
    mischief = Mischief(place, REAL)

    with place.running("worker", "dispatcher"):
        seconds = mischief.run(patience=240)

    there = far.posts()
    with place.database() as connection:
        ours = connection.execute("SELECT payload->>'text', remote_id FROM publishing_publication").fetchall()
    record_property(
        "proof", f"real Bluesky: publications {len(ours)}, seconds {seconds:.0f}, kills {REAL.kills}, accepted {len(there)}"
    )
    assert Counter(ours) == Counter((post["value"]["text"], post["uri"]) for post in there)
    assert len({text for text, _ in ours}) == REAL.publications
    assert mischief.watch.told == []
