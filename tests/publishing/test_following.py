"""Threads and first comments: each part waits for the one before, answers it, and is sent once."""

from datetime import timedelta

import pytest

from lib import clock
from networks.outcomes import NotSent, Refused, Sent, Unknown
from publishing.engine import claiming, draining, following, planning, reconciling, settling
from publishing.letters import payloads
from publishing.letters.letters import Letter
from publishing.models import Publication, State
from publishing.troubles import repeating
from tests.publishing import toy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def seen(monkeypatch):
    """Text and answered id of what the toy network took, in order."""
    taken = []
    publish = toy.Toy._publish

    def watched(self, connection, parcel, steps):
        outcome = publish(self, connection, parcel, steps)
        if isinstance(outcome, Sent):
            taken.append((parcel.text, parcel.reply_to and parcel.reply_to.id))
        return outcome

    monkeypatch.setattr(toy.Toy, "_publish", watched)
    return taken


def thread(account, parts: int = 5, **more) -> list[Publication]:
    letters = [Letter(f"part {number}") for number in range(parts)]
    wall = clock.wall(clock.now() - timedelta(seconds=1), "Europe/Paris")
    return planning.plan_thread(account, letters, origin="thread", wall=wall, zone="Europe/Paris", **more)


def states(rows) -> list[str]:
    return [Publication.objects.get(pk=row.pk).state for row in rows]


def test_the_parts_leave_in_their_order_each_as_an_answer_to_the_one_before(account, seen):
    rows = thread(account)
    draining.drain()
    ids = [Publication.objects.get(pk=row.pk).remote_id for row in rows]
    assert seen == [("part 0", None), *((f"part {number}", ids[number - 1]) for number in range(1, 5))]


def test_a_part_waits_while_nobody_knows_whether_the_one_before_is_there(account, script, seen):
    rows = thread(account)
    script.outcomes.extend([None, Unknown("reset")])
    draining.drain()
    assert states(rows) == ["published", "unconfirmed", "waiting", "waiting", "waiting"]


def test_found_there_the_thread_goes_on_by_itself(account, script, seen):
    rows = thread(account)
    script.outcomes.extend([None, Unknown("reset")])
    draining.drain()
    script.accepted.append(Publication.objects.get(pk=rows[1].pk).key)
    Publication.objects.filter(pk=rows[1].pk).update(due_at=clock.now() - timedelta(seconds=1))
    reconciling.reconcile()
    draining.drain()
    assert set(states(rows)) == {"published"}
    assert [text for text, _id in seen] == ["part 0", "part 2", "part 3", "part 4"]


def test_a_refused_part_leaves_the_live_ones_published_and_the_thread_can_be_resumed(account, script, seen):
    rows = thread(account)
    script.outcomes.extend([None, None, Refused("too long")])
    draining.drain()
    assert states(rows) == ["published", "published", "refused", "waiting", "waiting"]
    assert following.progress(Publication.objects.get(pk=rows[2].pk)) == following.Progress(2, 5)
    repeating.again(Publication.objects.get(pk=rows[2].pk))
    draining.drain()
    assert set(states(rows)) == {"published"}


def test_a_first_comment_that_fails_never_makes_the_live_post_failed(account, script):
    post, comment = thread(account, parts=2)
    script.outcomes.extend([None, Refused("comments are off")])
    draining.drain()
    assert states([post, comment]) == ["published", "refused"]


def test_taking_the_thread_back_takes_back_what_waits(account):
    rows = thread(account)
    planning.cancel(Publication.objects.get(pk=rows[0].pk))
    assert set(states(rows)) == {"cancelled"}


def test_taking_back_a_part_in_the_middle_leaves_what_is_there(account, script):
    rows = thread(account)
    script.outcomes.extend([None, None, Refused("too long")])
    draining.drain()
    planning.cancel(Publication.objects.get(pk=rows[2].pk))
    assert states(rows) == ["published", "published", "cancelled", "cancelled", "cancelled"]


def test_a_pause_between_the_parts_is_kept(account):
    _first, second = thread(account, parts=2, pause=600)
    draining.drain()
    second.refresh_from_db()
    assert second.state == State.PLANNED
    assert timedelta(minutes=9) < second.due_at - clock.now() < timedelta(minutes=11)


def test_a_worker_that_dies_after_settling_leaves_no_part_behind(account, monkeypatch):
    rows = thread(account, parts=2)
    begun = claiming.begin(claiming.claim(clock.now(), 9), clock.now(), "dies")
    Publication.objects.filter(pk=begun[0].pk).update(
        state=State.PUBLISHED, remote_id="toy-1", published_at=clock.now(), lease_until=None
    )
    draining.drain()
    assert states(rows) == ["published", "published"]


def test_a_part_seen_by_a_person_under_an_unknown_id_is_not_answered_on_a_guess(account, script, author, seen):
    rows = thread(account, parts=2)
    script.outcomes.append(Unknown("reset"))
    draining.drain()
    reconciling.it_is_there(Publication.objects.get(pk=rows[0].pk), by=author)
    draining.drain()
    assert states(rows) == ["published", "refused"]
    assert seen == []


def test_a_thread_that_a_network_would_refuse_in_one_part_is_not_planned_at_all(account):
    letters = [Letter("short"), Letter("x" * 600)]
    wall = clock.wall(clock.now(), "Europe/Paris")
    with pytest.raises(payloads.Unfit):
        planning.plan_thread(account, letters, origin="thread", wall=wall, zone="Europe/Paris")
    assert not Publication.objects.exists()


def test_planned_twice_it_is_the_same_thread(account):
    assert [row.pk for row in thread(account)] == [row.pk for row in thread(account)]


@pytest.mark.parametrize("killed_after", range(5))
def test_killed_after_any_part_the_thread_is_whole_in_order_and_without_repeats(account, seen, monkeypatch, killed_after):
    """The worker dies between the answer of a part and its settling; the look finds it, and the thread goes on."""
    rows = thread(account)
    settle = settling.settle

    class Killed(BaseException):
        pass

    def die(results, now):
        if len(seen) == killed_after + 1:
            raise Killed
        return settle(results, now)

    monkeypatch.setattr(settling, "settle", die)
    with pytest.raises(Killed):
        draining.drain()
    monkeypatch.setattr(settling, "settle", settle)
    Publication.objects.filter(state=State.SENDING).update(lease_until=clock.now() - timedelta(minutes=5))
    draining.drain()
    reconciling.reconcile()
    draining.drain()
    assert set(states(rows)) == {"published"}
    assert [text for text, _id in seen] == [f"part {number}" for number in range(5)]


def test_settling_a_mixed_batch_writes_each_outcome_to_its_own_row(account):
    first, second, third = [planning.plan_now(account, Letter(f"text {n}"), origin=f"o{n}") for n in range(3)]
    begun = {row.pk: row for row in claiming.begin(claiming.claim(clock.now(), 9), clock.now(), "w")}
    outcomes = [(begun[first.pk], Sent("r1", "u1")), (begun[second.pk], Refused("no")), (begun[third.pk], NotSent("later"))]
    assert settling.settle(outcomes, clock.now()) == set(begun)
    assert states([first, second, third]) == ["published", "refused", "planned"]


def test_one_answer_that_the_database_cannot_take_keeps_no_other_from_being_written(account, script):
    good, bad = [planning.plan_now(account, Letter(f"text {n}"), origin=f"o{n}") for n in range(2)]
    script.outcomes.extend([Sent("fine", "https://toy.example/1"), Sent("x" * 400, "https://toy.example/2")])
    draining.drain()
    found = states([good, bad])
    assert sorted(found) == ["published", "sending"]


def test_a_network_that_names_no_id_has_not_proved_anything(account, script):
    row = planning.plan_now(account, Letter("text"), origin="o")
    script.outcomes.append(Sent("", ""))
    draining.drain()
    assert states([row]) == ["unconfirmed"]
