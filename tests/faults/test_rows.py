"""The rows beside the storm: no Valkey, pauses, three hours down, a web process that dies between commit and hint."""

import time
from collections import defaultdict

import pytest

from config.runtime.children import wait_until
from networks.stubs.journal import Journal
from tests.faults import weather
from tests.faults.mischief import Mischief
from tests.faults.sizes import CRON, KILLED_AFTER, LATE, PARTS, PAUSED, PAUSES, THREADED, WEB, Size

WORKERS = ("worker", "worker", "dispatcher")
NOWHERE = "unix:///nowhere/valkey.sock?db=0"


def count(place, where: str) -> int:
    with place.database() as connection:
        return connection.execute(f"SELECT count(*) FROM publishing_publication WHERE {where}").fetchone()[0]


def test_without_any_valkey_cron_alone_sends_everything(field, tell):
    place = field("cron", REDIS_URL=NOWHERE)
    place.office.do("furnish", accounts=CRON.accounts)
    place.misbehave(weather.storm(place.seed))
    place.office.do("plan", count=CRON.publications, seed=place.seed, spread=CRON.spread)
    mischief = Mischief(place, CRON)

    with place.running("cron", "cron"):
        seconds = mischief.run(patience=600)

    verdict = tell(place, seconds=seconds, kills=CRON.kills)
    assert verdict.clean
    assert mischief.watch.told == []


def test_no_attempt_starts_once_a_pause_is_committed(field, tell):
    place = field("pauses")
    place.office.do("furnish", accounts=PAUSED.accounts)
    place.office.do("plan", count=PAUSED.publications, seed=place.seed, spread=PAUSED.spread)
    mischief, begun_after = Mischief(place, PAUSED), []

    with place.running(*WORKERS):
        for number in range(PAUSES):
            share = (number + 0.5) / (PAUSES + 2)
            assert wait_until(lambda: count(place, "state = 'published'") >= share * PAUSED.publications, 120)  # noqa: B023
            newest = place.office.do("pause")
            time.sleep(0.7)
            begun_after.append(place.office.do("last_attempt") - newest)
            place.office.do("lift")
        mischief.run(patience=300)

    verdict = tell(place, pauses=PAUSES)
    assert begun_after == [0] * PAUSES
    assert verdict.clean


@pytest.mark.parametrize(("policy", "state"), [("ask", "held"), ("drop", "missed")])
def test_after_three_hours_down_what_is_late_follows_the_policy_and_does_not_leave(field, tell, policy, state):
    place = field(f"late_{policy}")
    place.office.do("furnish", accounts=4, late_policy=policy)
    place.office.do("plan", count=LATE, seed=place.seed, spread=3 * 3600 - 60, after=-3 * 3600)
    on_time = count(place, "planned_for > now() - interval '59 minutes'")

    with place.running(*WORKERS):
        seconds = Mischief(place, Size(LATE, accounts=4)).run(patience=120)

    verdict = tell(place, seconds=seconds)
    assert 150 < on_time < 170
    assert on_time <= verdict.states["published"] <= on_time + 3
    assert count(place, f"state = '{state}'") == LATE - verdict.states["published"]
    assert verdict.clean
    assert verdict.accepted == verdict.states["published"]


def test_a_thread_whose_worker_is_killed_after_a_part_goes_on_in_order(field, tell):
    """Each part is accepted and its answer hangs; the worker is killed while it waits for that."""
    place = field("threads", FAULTS_PACE="0.4")
    place.office.do("furnish", accounts=THREADED.accounts)
    place.misbehave([{"kind": "hang", "seconds": 1}])
    count = place.office.do("plan_threads", parts=PARTS)

    with place.running("worker", "dispatcher"):
        for part in KILLED_AFTER:
            reached = lambda: [len(posts) >= part for posts in threads(place).values()].count(True) == count  # noqa: B023, E731
            assert wait_until(reached, 120, 0.05)
            for pid in place.pids("worker"):
                place.kill(pid)
        seconds = Mischief(place, THREADED).run(patience=120)

    verdict = tell(place, seconds=seconds, kills=len(KILLED_AFTER))
    assert verdict.clean
    assert verdict.states["published"] == THREADED.publications
    for posts in threads(place).values():
        assert [post["text"].rpartition(", ")[2] for post in posts] == [f"{part} sur {PARTS}" for part in range(1, PARTS + 1)]
        ids = {post["id"] for post in posts}
        assert [post["parent"] in ids for post in posts] == [False] + [True] * (PARTS - 1)


def threads(place) -> dict[tuple[str, str], list[dict]]:
    """The posts that the networks accepted, by account, in their order."""
    found = defaultdict(list)
    for line in Journal(place.stub_data / "audit.jsonl"):
        if line["event"] == "post":
            found[line["network"], line["by"]].append(line)
    return found


def test_what_a_web_process_planned_before_it_was_killed_leaves_without_its_hint(field, tell):
    place = field("web")
    place.office.do("furnish", accounts=4)

    assert place.office.do("plan_and_die", count=WEB) == WEB
    with place.running(*WORKERS):
        seconds = Mischief(place, Size(WEB, accounts=4)).run(patience=120)

    verdict = tell(place, seconds=seconds, kills=WEB)
    assert verdict.clean
    assert verdict.states["published"] == WEB
