"""From due to published: what leaves, leaves once, and what does not leave says why."""

import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import OperationalError, connection

from lib import clock
from networks.outcomes import NotSent, Refused, Sent, Trouble, Unknown
from networks.steps import ABSENT
from publishing.engine import claiming, draining, planning, reconciling, sending, settling
from publishing.models import Account, Attempt, Hold, Publication, State
from publishing.troubles import repeating
from tests import factories
from tests.publishing import toy

pytestmark = pytest.mark.django_db(transaction=True)


def due(account, **fields) -> Publication:
    return factories.make_publication(account=account, due_at=clock.now() - timedelta(seconds=1), **fields)


def fresh(row: Publication) -> Publication:
    return Publication.objects.get(pk=row.pk)


def test_what_is_due_leaves_and_keeps_its_address(account, script):
    row = due(account)
    assert draining.drain() == 1
    row = fresh(row)
    assert (row.state, row.remote_id) == (State.PUBLISHED, f"toy-{row.key}")
    assert row.remote_url == f"https://toy.example/{row.key}"
    assert script.accepted == [row.key]


def test_what_is_not_yet_due_stays(account, script):
    row = factories.make_publication(account=account, due_at=clock.now() + timedelta(minutes=1))
    assert draining.drain() == 0
    assert fresh(row).state == State.PLANNED
    assert script.accepted == []


def test_the_attempt_is_committed_before_the_wire_is_touched(account, script):
    row = due(account)
    seen = []
    script.before_send = lambda: seen.append(list(Attempt.objects.filter(publication=row).values_list("outcome", "ended_at")))
    draining.drain()
    assert seen == [[("", None)]]
    attempt = row.attempts.get()
    assert attempt.outcome == "sent"
    assert attempt.ended_at is not None


def test_what_leaves_was_read_whole_and_asks_the_database_nothing_more(account, script, monkeypatch):
    head = due(account)
    due(account, state="waiting", follows=head, head=head)
    opened = []
    ending = SimpleNamespace(close_all=lambda: opened.append(connection.connection))
    monkeypatch.setattr(sending, "connections", ending)
    draining.drain()
    assert opened == [None, None] and len(script.accepted) == 2


def test_when_the_begin_cannot_commit_nothing_is_sent(account, script, monkeypatch):
    row = due(account)

    def fail(*args, **kwargs):
        raise RuntimeError("the commit did not come through")

    monkeypatch.setattr(claiming, "begin", fail)
    with pytest.raises(RuntimeError):
        draining.drain()
    assert script.accepted == []
    assert fresh(row).state == State.CLAIMED


def test_a_refusal_is_final_and_keeps_the_networks_reason(account, script):
    row = due(account)
    script.outcomes.append(Refused("text too long", Trouble.CONTENT, "too_long"))
    draining.drain()
    row = fresh(row)
    assert (row.state, row.reason, row.trouble) == (State.REFUSED, "text too long", "content")
    assert row.attempts.get().code == "too_long"


def test_what_surely_did_not_leave_is_tried_again_later(account, script):
    row = due(account)
    script.outcomes.append(NotSent("connection refused"))
    draining.drain()
    row = fresh(row)
    assert row.state == State.PLANNED
    assert timedelta(seconds=5) < row.due_at - clock.now() < timedelta(seconds=25)


def test_the_networks_retry_after_wins_over_our_backoff(account, script):
    row = due(account)
    later = clock.now() + timedelta(minutes=40)
    script.outcomes.append(NotSent("slow down", Trouble.RATE, retry_at=later))
    draining.drain()
    assert fresh(row).due_at == later


def test_after_too_many_tries_it_is_held_and_said(account, script):
    row = due(account, tries=settling.MAX_TRIES - 1)
    script.outcomes.append(NotSent("connection refused"))
    draining.drain()
    row = fresh(row)
    assert (row.state, row.hold) == (State.HELD, Hold.TRIES)


def test_a_lost_answer_makes_it_unconfirmed_and_is_not_repeated(account, script):
    row = due(account)
    script.outcomes.append(Unknown("time-out after the bytes"))
    draining.drain()
    draining.drain()
    row = fresh(row)
    assert row.state == State.UNCONFIRMED
    assert row.due_at > clock.now()
    assert row.attempts.count() == 1


def test_a_fault_of_our_own_while_sending_counts_as_unknown(account, script):
    row = due(account)
    script.outcomes.append(ZeroDivisionError())
    draining.drain()
    assert fresh(row).state == State.UNCONFIRMED


def test_two_workers_never_have_the_same_publication_in_hand(account):
    rows = [due(account) for _ in range(4)]
    first = claiming.claim(clock.now(), 2)
    second = claiming.claim(clock.now(), 10)
    assert {row.pk for row in first} | {row.pk for row in second} == {row.pk for row in rows}
    assert not {row.pk for row in first} & {row.pk for row in second}


def test_a_claim_whose_lease_is_over_goes_back_to_planned(account):
    row = due(account)
    claiming.claim(clock.now(), 1)
    claiming.sweep(clock.now() + claiming.CLAIM_LEASE + timedelta(seconds=1))
    assert fresh(row).state == State.PLANNED


def test_a_worker_that_wakes_after_its_lease_begins_nothing(account, script):
    row = due(account)
    claimed = claiming.claim(clock.now(), 1)
    claiming.sweep(clock.now() + claiming.CLAIM_LEASE + timedelta(seconds=1))
    claiming.claim(clock.now(), 1)
    assert claiming.begin(claimed, clock.now(), "sleeper") == []
    assert fresh(row).attempts.count() == 0


def test_what_a_dead_worker_was_sending_becomes_unconfirmed_never_planned(account):
    row = due(account)
    claiming.begin(claiming.claim(clock.now(), 1), clock.now(), "dies")
    later = clock.now() + claiming.SEND_LEASE + timedelta(seconds=1)
    claiming.sweep(later)
    row = fresh(row)
    assert row.state == State.UNCONFIRMED
    assert row.attempts.get().outcome == "unknown"


def test_a_late_proof_that_it_is_there_still_counts(account):
    row = due(account)
    (begun,) = claiming.begin(claiming.claim(clock.now(), 1), clock.now(), "slow")
    claiming.sweep(clock.now() + claiming.SEND_LEASE + timedelta(seconds=1))
    assert settling.settle([(begun, Sent("toy-1", "https://toy.example/1"))], clock.now())
    assert fresh(row).state == State.PUBLISHED


def test_a_late_not_sent_does_not_plan_again_what_is_unconfirmed(account):
    row = due(account)
    (begun,) = claiming.begin(claiming.claim(clock.now(), 1), clock.now(), "slow")
    claiming.sweep(clock.now() + claiming.SEND_LEASE + timedelta(seconds=1))
    assert not settling.settle([(begun, NotSent("refused"))], clock.now())
    assert fresh(row).state == State.UNCONFIRMED


def test_a_wire_starts_nothing_after_its_time(account):
    wire = sending.TimedWire(None, end=0)
    with pytest.raises(sending.NotReached):
        wire.request("POST", "https://toy.example/")


def test_no_publication_is_published_without_a_remote_id(account):
    from django.db import IntegrityError

    row = due(account)
    with pytest.raises(IntegrityError):
        Publication.objects.filter(pk=row.pk).update(state=State.PUBLISHED)


class TestAfterALostAnswer:
    @pytest.fixture
    def row(self, account, script):
        row = due(account)
        script.outcomes.append(Unknown("reset"))
        draining.drain()
        return fresh(row)

    def look(self, row, times=1):
        for _ in range(times):
            Publication.objects.filter(pk=row.pk).update(due_at=clock.now() - timedelta(seconds=1))
            reconciling.reconcile()
        return fresh(row)

    def test_it_is_not_looked_for_before_the_network_has_settled(self, row):
        assert reconciling.reconcile() == 0

    def test_found_there_it_is_published(self, row, script):
        script.accepted.append(row.key)
        assert self.look(row).state == State.PUBLISHED

    def test_one_empty_look_proves_nothing(self, row):
        assert self.look(row).state == State.UNCONFIRMED

    def test_two_empty_looks_prove_it_absent_and_it_is_sent_again(self, row, script):
        assert self.look(row, times=2).state == State.PLANNED
        draining.drain()
        assert fresh(row).state == State.PUBLISHED
        assert script.accepted == [row.key]

    def test_unclear_for_too_long_a_person_is_asked(self, row, script):
        script.looks.append(Unknown("several look like it"))
        with time_machine.travel(clock.now() + reconciling.PATIENCE + timedelta(minutes=1), tick=False):
            assert self.look(row).asked_at is not None

    def test_a_network_that_cannot_look_asks_a_person_at_once(self, row, script, monkeypatch):
        monkeypatch.setattr(toy.Toy, "looks_before_absent", 0)
        script.looks.append(Unknown("no way to look"))
        assert self.look(row).asked_at is not None

    @pytest.mark.parametrize("state", ["lost", "disconnected"])
    def test_on_an_account_that_is_not_connected_a_person_is_asked_and_after_reconnecting_it_is_looked_for(
        self, row, script, state
    ):
        script.accepted.append(row.key)
        Account.objects.update(state=state)
        asked = self.look(row)
        assert (asked.state, asked.asked_at is not None) == (State.UNCONFIRMED, True)
        Account.objects.update(state="connected")
        planning.account_is_back(Account.objects.get())
        reconciling.reconcile()
        assert fresh(row).state == State.PUBLISHED

    @pytest.mark.parametrize("state", ["lost", "disconnected"])
    def test_what_a_person_did_not_find_on_an_account_that_is_not_connected_leaves_when_it_is(self, row, author, script, state):
        Account.objects.update(state=state)
        reconciling.it_is_not_there(self.look(row), by=author)
        draining.drain()
        assert (fresh(row).state, fresh(row).hold) == (State.HELD, Hold.ACCOUNT)
        Account.objects.update(state="connected")
        planning.account_is_back(Account.objects.get())
        draining.drain()
        assert script.accepted == [row.key]

    def test_the_network_is_told_what_a_person_said(self, row, author, monkeypatch):
        told = []

        def publish(_self, _connection, parcel, done):
            told.append(done.recall(ABSENT))
            return Sent(parcel.key, "")

        monkeypatch.setattr(toy.Toy, "_publish", publish)
        reconciling.it_is_not_there(self.look(row), by=author)
        draining.drain()
        assert len(told) == 1 and told[0]

    def test_a_person_who_saw_it_settles_it(self, row, author):
        reconciling.it_is_there(row, by=author, url="https://toy.example/seen")
        row = fresh(row)
        assert (row.state, row.remote_url) == (State.PUBLISHED, "https://toy.example/seen")
        assert row.brand.audit_entries.get(verb="publication.seen").user == author.user

    def test_a_person_who_looks_at_once_has_it_sent_only_when_nothing_is_accepted_late_any_more(self, row, author, script):
        reconciling.it_is_not_there(row, by=author)
        draining.drain()
        assert script.accepted == []
        assert fresh(row).due_at > clock.now() + timedelta(seconds=toy.Toy.settle_seconds - 3)

    def test_a_person_who_did_not_find_it_has_it_sent_again(self, row, author, script):
        row = self.look(row)
        reconciling.it_is_not_there(row, by=author)
        draining.drain()
        assert fresh(row).state == State.PUBLISHED
        assert script.accepted == [row.key]


class TestAccess:
    def test_access_that_ran_out_is_refreshed_and_the_post_leaves(self, account, script):
        row = due(account)
        script.outcomes.append(NotSent("token expired", Trouble.EXPIRED))
        draining.drain()
        draining.drain()
        assert fresh(row).state == State.PUBLISHED
        assert script.refreshed == 1
        assert Account.objects.get(pk=account.pk).unseal()["access"] == "fresh-1"

    def test_lost_access_holds_all_that_is_planned_and_tells_once(self, account, admin, script):
        rows = [due(account), factories.make_publication(account=account, due_at=clock.now() + timedelta(days=1))]
        script.outcomes.append(NotSent("revoked", Trouble.AUTH))
        draining.drain()
        assert {(fresh(row).state, fresh(row).hold) for row in rows} == {(State.HELD, Hold.ACCOUNT)}
        assert Account.objects.get(pk=account.pk).state == Account.State.LOST
        assert admin.user.notices.count() == 1

    def test_nothing_of_a_lost_account_is_claimed(self, account, script):
        due(account)
        Account.objects.filter(pk=account.pk).update(state=Account.State.LOST)
        assert draining.drain() == 0

    def test_after_reconnecting_what_was_held_leaves(self, account, script):
        row = due(account)
        script.outcomes.append(NotSent("revoked", Trouble.AUTH))
        draining.drain()
        account.refresh_from_db()
        Account.objects.filter(pk=account.pk).update(state=Account.State.CONNECTED)
        planning.account_is_back(account)
        draining.drain()
        assert fresh(row).state == State.PUBLISHED

    def test_secrets_moved_to_another_row_do_not_open(self, account, brand):
        from lib.crypto import WrongKey

        other = factories.make_account(brand=brand, network="toy")
        other.sealed_secrets = account.sealed_secrets
        with pytest.raises(WrongKey):
            other.unseal()

    def test_secrets_are_never_in_clear_in_the_database_or_in_a_repr(self, brand):
        from publishing.accounts.accounts import connection_of

        account = factories.make_account(brand=brand, network="toy", secrets={"access": "canary-7"})
        assert "canary-7" not in account.sealed_secrets
        assert "canary-7" not in repr(connection_of(account))


class TestLate:
    def test_within_patience_it_leaves(self, account, brand):
        row = factories.make_publication(account=account, due_at=clock.now() - timedelta(minutes=brand.late_minutes - 1))
        draining.drain()
        assert fresh(row).state == State.PUBLISHED

    @pytest.mark.parametrize(("policy", "state"), [("ask", State.HELD), ("drop", State.MISSED), ("publish", State.PUBLISHED)])
    def test_after_that_the_brands_policy_decides(self, account, brand, policy, state):
        brand.late_policy = policy
        brand.save()
        row = factories.make_publication(account=account, due_at=clock.now() - timedelta(hours=3))
        draining.drain()
        assert fresh(row).state == state

    def test_after_an_outage_the_posts_of_an_account_leave_one_after_the_other(self, account, brand, script):
        brand.late_policy = "publish"
        brand.save()
        other = factories.make_account(brand=brand, network="toy")
        rows = [factories.make_publication(account=account, due_at=clock.now() - timedelta(hours=3 - n)) for n in range(3)]
        rows.append(factories.make_publication(account=other, due_at=clock.now() - timedelta(hours=1)))
        draining.drain()
        draining.drain()
        assert [fresh(row).state for row in rows] == ["published", "planned", "planned", "published"]
        waits = [fresh(row).due_at - clock.now() for row in rows[1:3]]
        assert timedelta(minutes=4) < waits[0] < timedelta(minutes=5) < waits[1] < timedelta(minutes=10)

    def test_answers_that_waited_leave_all_at_once(self, account, script):
        answer = {
            "text": "Merci",
            "media": [],
            "link": "",
            "language": "",
            "options": {},
            "reply_to": {"id": "1", "url": "", "extra": {}},
        }
        for _ in range(3):
            factories.make_publication(account=account, due_at=clock.now() - timedelta(minutes=20))
        Publication.objects.update(payload=answer)
        draining.drain()
        assert len(script.accepted) == 3

    def test_what_somebody_releases_leaves_now(self, account):
        from publishing.engine import planning

        row = factories.make_publication(account=account, due_at=clock.now() - timedelta(hours=3))
        draining.drain()
        planning.release(fresh(row))
        draining.drain()
        assert fresh(row).state == State.PUBLISHED


class TestPause:
    def test_while_a_pause_is_in_force_nothing_leaves(self, account, brand, author):
        from publishing.pausing import pausing

        row = due(account)
        pausing.pause(brand, by=author, reason="a storm")
        assert draining.drain() == 0
        pausing.lift(brand.pauses.get(), by=author)
        assert draining.drain() == 0
        assert (fresh(row).state, fresh(row).hold) == (State.HELD, Hold.PAUSE)

    def test_a_pause_between_claim_and_begin_stops_it(self, account, brand, author):
        from publishing.pausing import pausing

        due(account)
        claimed = claiming.claim(clock.now(), 1)
        pausing.pause(brand, by=author, reason="a storm")
        assert claiming.begin(claimed, clock.now(), "worker") == []

    def test_a_pause_of_one_account_lets_the_others_go(self, account, brand, author):
        from publishing.pausing import pausing

        other = factories.make_account(brand=brand, network="toy")
        held, free = due(account), due(other)
        pausing.pause(brand, by=author, reason="new owner", account=account)
        draining.drain()
        assert (fresh(held).state, fresh(free).state) == (State.PLANNED, State.PUBLISHED)


class TestEnding:
    @pytest.fixture(autouse=True)
    def not_ending(self):
        yield
        draining.ending.clear()

    def test_asked_to_end_a_worker_settles_what_is_on_the_wire_and_begins_nothing_more(self, account, script, settings):
        settings.DELIVERY_CONNECTIONS = 1
        rows = [due(account) for _ in range(3)]
        script.before_send = draining.ending.set
        draining.drain()
        assert sorted(fresh(row).state for row in rows) == ["planned", "planned", "published"]
        assert len(script.accepted) == 1


class TestWhileTheDatabaseIsAway:
    def test_answers_are_kept_in_hand_until_it_is_back(self, account, script, monkeypatch):
        row, settle, failures = due(account), settling.settle, [2]

        def away(results, now):
            if failures[0]:
                failures[0] -= 1
                raise OperationalError("server closed the connection")
            return settle(results, now)

        monkeypatch.setattr(settling, "settle", away)
        draining.drain()
        assert fresh(row).state == State.PUBLISHED
        assert script.accepted == [row.key]

    def test_longer_than_patience_allows_the_row_is_left_to_the_sweep(self, account, script, monkeypatch):
        row = due(account)

        def away(results, now):
            raise OperationalError("server closed the connection")

        monkeypatch.setattr(settling, "settle", away)
        monkeypatch.setattr(draining, "KEEP_TRYING", 0.1)
        with pytest.raises(OperationalError):
            draining.drain()
        assert fresh(row).state == State.SENDING


def test_a_step_that_cannot_be_kept_stops_the_sending_before_anything_is_visible(account, script, monkeypatch):
    from publishing.engine import steps

    def refuse(entries):
        raise OperationalError("no room on the disk")

    def publish(self, connection, parcel, steps):
        steps.record("container", "c1")
        script.accepted.append(parcel.key)
        return Sent("x", "y")

    monkeypatch.setattr(steps, "_upsert", refuse)
    monkeypatch.setattr(toy.Toy, "_publish", publish)
    row = due(account)
    draining.drain()
    assert script.accepted == []
    assert fresh(row).state == State.PLANNED


def test_a_picture_that_is_not_on_this_machine_stops_the_sending_and_says_so(account, script, monkeypatch):
    from publishing.letters import renditions

    def publish(self, connection, parcel, steps):
        renditions.read("renditions/nowhere.jpg")
        script.accepted.append(parcel.key)

    monkeypatch.setattr(toy.Toy, "_publish", publish)
    row = due(account)
    draining.drain()
    row = fresh(row)
    assert (row.state, row.trouble, script.accepted) == (State.PLANNED, "config", [])


def test_steps_of_many_sendings_are_kept_each_with_its_own_result(account, brand, script, monkeypatch):
    def publish(self, connection, parcel, steps):
        steps.record("container", f"of {parcel.key}")
        steps.record("container", f"newer of {parcel.key}")
        return Sent(parcel.key, "")

    monkeypatch.setattr(toy.Toy, "_publish", publish)
    rows = [due(factories.make_account(brand=brand, network="toy")) for _ in range(30)]
    draining.drain()
    assert [fresh(row).steps.get().result for row in rows] == [f"newer of {row.key}" for row in rows]


def test_while_an_account_is_refreshed_posts_can_be_planned_and_answers_settled_but_nothing_is_claimed(account, script):
    """The refresher holds the account's row for as long as the network takes; nobody else may wait for it."""
    from django.db import connections, transaction

    row = due(account)
    begun = claiming.begin(claiming.claim(clock.now(), 1), clock.now(), "worker")
    with transaction.atomic():
        Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        done = []

        def others() -> None:
            with connections["default"].cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            due(account)
            done.append(settling.settle([(begun[0], Sent("toy-1", "https://toy.example/1"))], clock.now()))
            done.append(claiming.claim(clock.now(), 5))
            connections.close_all()

        thread = threading.Thread(target=others)
        thread.start()
        thread.join()
    assert done == [{row.pk}, []]


@pytest.mark.parametrize(
    ("outcome", "button"), [(Refused("never"), repeating.again), (NotSent("connection refused"), planning.release)]
)
def test_the_numbers_of_attempts_go_on_when_a_person_tries_again(account, script, outcome, button):
    row = due(account, tries=settling.MAX_TRIES - 1)
    script.outcomes += [outcome, Sent("toy-1", "https://toy.example/1")]
    draining.drain()
    button(fresh(row))
    draining.drain()
    assert fresh(row).state == State.PUBLISHED
    assert list(row.attempts.values_list("number", flat=True)) == [1, 2]
