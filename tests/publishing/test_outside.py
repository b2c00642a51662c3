"""Posts made without us: kept once, told from ours, forgotten when they are gone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from networks.base import OwnPost
from publishing import jobs
from publishing.accounts import outside
from publishing.models import OutsidePost
from tests import factories
from tests.publishing import toy

NOW = datetime(2030, 1, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def listed(monkeypatch):
    """What the toy network lists, and since when it was asked."""
    asked: list = []
    rows: list[OwnPost] = []

    def own_posts(self, connection, since):
        asked.append(since)
        return [row for row in rows if row.at >= since]

    monkeypatch.setattr(toy.Toy, "own_posts", own_posts, raising=False)
    with time_machine.travel(NOW, tick=False):
        yield rows, asked


def post(number: int, *, hours: float, text: str = "Fait ailleurs") -> OwnPost:
    return OwnPost(f"far-{number}", f"https://toy.example/{number}", text, NOW - timedelta(hours=hours))


def test_what_was_not_sent_from_here_is_kept_once_and_forgotten_when_it_is_gone(account, listed):
    rows, asked = listed
    factories.make_publication(account=account, state="published", remote_id="far-1")
    factories.make_publication(account=account, state="unconfirmed", text="En  route")
    rows += [post(1, hours=1), post(2, hours=2), post(3, hours=0.1), post(4, hours=3, text="En route"), post(5, hours=24 * 20)]
    for _twice in range(2):
        jobs.look_outside()
        assert set(OutsidePost.objects.values_list("remote_id", flat=True)) == {"far-2", "far-5"}
    assert asked[0] == NOW - outside.ALL and asked[1] in (NOW - outside.NEWS, NOW - outside.ALL)
    rows[1] = OwnPost("far-2", "https://toy.example/2", "Corrigé", rows[1].at)
    outside.look(account, NOW)
    assert OutsidePost.objects.get(remote_id="far-2").text == "Corrigé"
    rows.clear()
    outside.look(account, NOW)
    assert set(OutsidePost.objects.values_list("remote_id", flat=True)) == {"far-5"}, "only what was looked at is forgotten"
    outside.look(account, NOW, whole=True)
    assert not OutsidePost.objects.exists()


def test_a_network_that_lists_nothing_or_an_account_that_is_lost_is_left_alone(brand, account, listed):
    factories.make_account(brand=brand, network="facebook")
    factories.make_account(brand=brand, network="toy", state="lost")
    assert outside.look_all(NOW) == 1
