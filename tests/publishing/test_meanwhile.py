"""What happens elsewhere while a publication is in hand: to its account, its network, its hour, the part before it."""

import time
from datetime import timedelta
from itertools import groupby
from threading import Thread

import pytest
from django.db import connections, transaction
from django.db.models.expressions import RawSQL

from lib import clock
from lib.states import NoSuchMove
from networks.outcomes import NotSent, Sent, Trouble
from publishing import jobs
from publishing.accounts import accounts, connecting
from publishing.engine import claiming, draining, late, planning, settling
from publishing.letters.letters import Letter
from publishing.models import Account, Circuit, Hold, Publication, State
from publishing.troubles import repeating
from tests import factories
from tests.publishing import toy

pytestmark = pytest.mark.django_db(transaction=True)
ZONE = "Europe/Paris"


def due(account, **ago) -> Publication:
    return factories.make_publication(account=account, due_at=clock.now() - timedelta(**ago or {"seconds": 1}))


def begun(*rows) -> list[Publication]:
    """These in hand, on the wire."""
    return claiming.begin(claiming.claim(clock.now(), len(rows)), clock.now(), "w")


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def in_one_hour():
    return clock.wall(clock.now() + timedelta(hours=1), ZONE)


def meanwhile(script, act):
    """While the next one is on the wire, somebody does this."""

    def once():
        script.before_send = None
        act()
        connections.close_all()

    script.before_send = once


# --- the account -----------------------------------------------------------------------------------------------------
def cannot_be_renewed(*_):
    raise KeyError("access_token")


def test_a_fault_while_one_access_is_renewed_ahead_stops_no_other_post(account, brand, monkeypatch):
    Account.objects.filter(pk=account.pk).update(secrets_expire_at=clock.now())
    rows = [due(account), due(factories.make_account(brand=brand, network="toy"))]
    monkeypatch.setattr(toy.Toy, "refresh", cannot_be_renewed)
    draining.drain()
    assert [fresh(row).state for row in rows] == [State.PLANNED, State.PUBLISHED]
    assert fresh(rows[0]).trouble == Trouble.CONFIG


def test_a_fault_while_access_that_ran_out_is_renewed_plans_the_post_again(account, script, monkeypatch):
    row = due(account)
    script.outcomes.append(NotSent("expired", Trouble.EXPIRED))
    monkeypatch.setattr(toy.Toy, "refresh", cannot_be_renewed)
    draining.drain()
    assert fresh(row).state == State.PLANNED


def test_a_worker_that_dies_right_after_settling_has_said_that_the_account_is_lost(account, admin):
    (row,) = begun(due(account))
    settling.settle([(row, NotSent("revoked", Trouble.AUTH))], clock.now())
    assert (fresh(row).hold, fresh(account).state) == (Hold.ACCOUNT, Account.State.LOST)
    assert admin.user.notices.count() == 1


def test_an_account_reconnected_while_its_old_access_is_refused_stays_connected_and_the_post_leaves(account, script):
    row = due(account)
    renewed = fresh(account)
    renewed.seal({"access": "new"})
    meanwhile(script, lambda: renewed.save(update_fields=["sealed_secrets"]))
    script.outcomes.append(NotSent("revoked", Trouble.AUTH))
    draining.drain()
    assert (fresh(row).state, fresh(account).state) == (State.PUBLISHED, Account.State.CONNECTED)


@pytest.mark.parametrize("lost", [True, False])
def test_what_did_not_leave_an_account_lost_or_disconnected_meanwhile_is_held_or_taken_back(account, admin, script, lost):
    row = due(account)
    gone = fresh(account)
    meanwhile(script, lambda: accounts.mark_lost(gone, "gone") if lost else connecting.disconnect(gone, by=admin))
    script.outcomes.append(NotSent("down", Trouble.DOWN, retry_at=None))
    draining.drain()
    Publication.objects.filter(pk=row.pk).update(due_at=clock.now())
    draining.drain()
    assert (fresh(row).state, fresh(row).hold) == ((State.HELD, Hold.ACCOUNT) if lost else (State.CANCELLED, ""))


def test_what_is_held_for_an_account_at_the_moment_it_comes_back_leaves_all_the_same(account, script):
    waiting = factories.make_publication(account=account, state="held", hold="account", due_at=clock.now())
    jobs.refresh_tokens()
    draining.drain()
    assert fresh(waiting).state == State.PUBLISHED
    assert planning.let_back() == 0


# --- the network -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("together", [True, False])
def test_a_rest_that_a_network_asks_for_is_not_ended_by_what_was_begun_before_it(account, together):
    until = clock.now() + timedelta(minutes=5)
    one, other = begun(due(account), due(account))
    asked, taken = (one, NotSent("slow down", Trouble.RATE, retry_at=until)), (other, Sent("a", "https://toy.example/a"))
    for some in ([asked, taken],) if together else ([asked], [taken]):
        settling.settle(some, clock.now())
    assert Circuit.objects.get().open_until == until


# --- the hour --------------------------------------------------------------------------------------------------------
def test_what_somebody_moves_while_it_is_being_claimed_is_not_taken(account):
    row = due(account)
    moving = Thread(target=_move_in_a_moment, args=[row])
    slow = RawSQL("pg_sleep(0.6)::text", [])  # the rows are chosen, then it is moved, then they are locked
    chosen = Publication.objects.filter(state=State.PLANNED, due_at__lte=clock.now()).annotate(slow=slow).filter(slow="")
    moving.start()
    with transaction.atomic():
        assert claiming._next_of(chosen, [account], 4) == []
    moving.join()


def _move_in_a_moment(row):
    time.sleep(0.2)
    Publication.objects.filter(pk=row.pk).update(due_at=clock.now() + timedelta(days=7))
    connections.close_all()


def test_what_somebody_moves_while_an_outage_is_spread_keeps_its_new_time(account, monkeypatch):
    rows, moved = [due(account, minutes=minutes) for minutes in (20, 10)], clock.now() + timedelta(days=7)

    def read_then_moved(found, key):
        found = list(found)
        Publication.objects.filter(pk=rows[1].pk).update(due_at=moved)
        return groupby(found, key)

    monkeypatch.setattr(late, "groupby", read_then_moved)
    late.set_aside(clock.now())
    assert fresh(rows[1]).due_at == moved


def test_what_is_published_gets_no_other_time(account):
    row = factories.make_publication(account=account, state="published")
    with pytest.raises(NoSuchMove):
        planning.reschedule(row, wall=in_one_hour(), zone=ZONE)


# --- the part before it ----------------------------------------------------------------------------------------------
@pytest.fixture
def held(account):
    """A thread of two, held as late: the charter had stopped it until its hour was over."""
    thread = planning.plan_thread(account, [Letter("One"), Letter("Two")], origin="t", wall=in_one_hour(), zone=ZONE)
    Publication.objects.filter(pk__in=[row.pk for row in thread]).update(state=State.HELD, hold=Hold.LATE)
    return [fresh(row) for row in thread]


def test_a_part_given_another_time_still_waits_for_the_one_before(held):
    repeating.give_time(held[1], wall=in_one_hour(), zone=ZONE)
    assert fresh(held[1]).state == State.WAITING


def test_when_the_account_is_back_a_part_still_waits_for_the_one_before(account, held):
    Account.objects.filter(pk=account.pk).update(state=Account.State.LOST)
    for row in held:
        planning.release(fresh(row))
    planning.account_is_back(account)
    assert [fresh(row).state for row in held] == [State.PLANNED, State.WAITING]
