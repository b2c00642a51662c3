"""Claims, sends, answers, deaths, sweeps, looks, pauses and buttons in every order hypothesis thinks of, on the real database.

The model network below writes down what it accepted; whatever happens, that is at most once for each publication.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import networks
from lib import clock
from lib.states import NoSuchMove, StaleState
from networks.base import Network
from networks.outcomes import NotSent, Refused, Sent, Trouble, Unknown
from publishing.accounts import accounts
from publishing.engine import claiming, hints, late, planning, reconciling, settling
from publishing.models import FLOW, Account, Hold, Publication, State
from publishing.pausing import pausing
from publishing.troubles import repeating
from team.rights import Role
from tests import factories
from tests.faults.invariants import BROKEN
from tests.faults.shortening import SHORTCUTS
from tests.faults.sizes import FULL
from tests.publishing import toy

BEGIN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATEST = timedelta(seconds=60)  # how long after it left the model network may still accept something: below its settle time
ENOUGH = 4  # publications
AT_REST = {State.PUBLISHED, State.REFUSED, State.MISSED, State.CANCELLED, State.HELD}


class World:
    """What the model network accepted: remote ids by key, and what it will accept later."""

    def __init__(self) -> None:
        self.accepted: dict[str, list[str]] = {}
        self.coming: list[tuple[datetime, str]] = []
        self.hidden = False

    def accept(self, key: str) -> None:
        ids = self.accepted.setdefault(key, [])
        ids.append(f"{key}-{len(ids) + 1}")

    def reach(self, now: datetime) -> None:
        """Accept what was to be accepted by now."""
        for moment, key in [item for item in self.coming if item[0] <= now]:
            self.coming.remove((moment, key))
            self.accept(key)


WORLD = World()


class Model(Network):
    """The network of the machine: it is looked at here, and sent to by the machine itself."""

    name, label = "model", "Model"
    rules, errors = toy.Toy.rules, toy.Toy.errors

    def reconcile(self, connection: Any, parcel: Any, steps: Any, since: datetime) -> Any:
        if WORLD.hidden:
            return Unknown("the list cannot be read")
        ids = WORLD.accepted.get(parcel.key)
        return Sent(ids[0], "https://model.example/") if ids else NotSent("not there")


@dataclass
class Flight:
    """A sending in a worker's hand. `end` is the moment after which its wire starts nothing."""

    row: Publication
    end: datetime
    left: bool = False
    fate: str = "nothing"


class Delivery(RuleBasedStateMachine):
    """Workers, people and a network, one step at a time."""

    rows = Bundle("rows")

    @initialize(policy=st.sampled_from(["ask", "drop", "publish"]), minutes=st.sampled_from([6000, 60]))
    def open(self, policy: str, minutes: int) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.now, self.claimed, self.flights = BEGIN, [], []
        WORLD.__init__()  # type: ignore[misc]
        self.brand = factories.make_brand()
        self.brand.late_policy, self.brand.late_minutes = policy, minutes
        self.brand.save()
        self.person = factories.make_member(brand=self.brand, roles=[Role.ADMIN])
        self.account = factories.make_account(brand=self.brand, network="model")
        self.before: dict[int, str] = {}

    def teardown(self) -> None:
        if not hasattr(self, "savepoint"):
            return
        try:
            self.heal()
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    # --- people ------------------------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.before) < ENOUGH)
    @rule(target=rows, seconds=st.sampled_from([0, 0, 30, 7200]))
    def plan(self, seconds: int) -> int:
        row = factories.make_publication(account=self.account, due_at=self.now + timedelta(seconds=seconds))
        self.before[row.pk] = State.PLANNED
        return row.pk

    @rule(pk=rows, act=st.sampled_from([planning.cancel, planning.release, repeating.again, "hold"]))
    def press(self, pk: int, act: Any) -> None:
        row = Publication.objects.get(pk=pk)
        try:
            with clock.stopped_at(self.now):
                planning.hold(row, Hold.APPROVAL) if act == "hold" else act(row)
        except NoSuchMove:
            assert row.state == Publication.objects.get(pk=pk).state

    @rule(pk=rows)
    def tell_truly_whether_it_is_there(self, pk: int) -> None:
        row = Publication.objects.get(pk=pk)
        if row.state != State.UNCONFIRMED or row.asked_at is None or any(key == row.key for _, key in WORLD.coming):
            return
        button = reconciling.it_is_there if WORLD.accepted.get(row.key) else reconciling.it_is_not_there
        with clock.stopped_at(self.now):
            button(row, by=self.person)

    @rule(pk=rows)
    def press_on_an_old_page(self, pk: int) -> None:
        old = Publication.objects.get(pk=pk)
        old.state = State.HELD if old.state != State.HELD else State.MISSED
        with pytest.raises(StaleState):
            planning.cancel(old)

    @precondition(lambda self: not self.brand.pauses.filter(lifted_at=None).exists())
    @rule()
    def pause(self) -> None:
        with clock.stopped_at(self.now):
            pausing.pause(self.brand, by=self.person, reason="a storm")

    @precondition(lambda self: self.brand.pauses.filter(lifted_at=None).exists())
    @rule()
    def lift(self) -> None:
        with clock.stopped_at(self.now):
            for pause in self.brand.pauses.filter(lifted_at=None):
                pausing.lift(pause, by=self.person)

    @rule()
    def reconnect(self) -> None:
        Account.objects.filter(pk=self.account.pk).update(state=Account.State.CONNECTED)
        with clock.stopped_at(self.now):
            planning.account_is_back(self.account)

    # --- workers -----------------------------------------------------------------------------------------------------

    @precondition(lambda self: self.before)
    @rule(limit=st.integers(1, 3))
    def claim(self, limit: int) -> None:
        late.set_aside(self.now)
        self.note()
        if found := claiming.claim(self.now, limit):
            self.claimed.append((found, self.now + claiming.SEND_TIME))

    @precondition(lambda self: self.claimed)
    @rule(which=st.integers(0, 9))
    def begin(self, which: int) -> None:
        found, end = self.claimed.pop(which % len(self.claimed))
        begun = claiming.begin(found, self.now, "worker")
        assert not (begun and self.brand.pauses.filter(lifted_at=None).exists())
        self.flights += [Flight(row, end) for row in begun]

    @precondition(lambda self: any(not flight.left for flight in self.flights))
    @rule(fate=st.sampled_from(["accepted", "late", "nothing"]), seconds=st.integers(1, int(LATEST.total_seconds())))
    def leave(self, fate: str, seconds: int) -> None:
        flight = next(flight for flight in self.flights if not flight.left)
        flight.left = True
        flight.fate = fate if self.now <= flight.end else "nothing"
        if flight.fate == "accepted":
            WORLD.accept(flight.row.key)
        if flight.fate == "late":
            WORLD.coming.append((self.now + timedelta(seconds=seconds), flight.row.key))

    @precondition(lambda self: any(flight.left for flight in self.flights))
    @rule(lost=st.booleans(), trouble=st.sampled_from([Trouble.DOWN, Trouble.EXPIRED, Trouble.AUTH, None]))
    def answer(self, lost: bool, trouble: Trouble | None) -> None:
        flight = next(flight for flight in self.flights if flight.left)
        self.flights.remove(flight)
        outcome: Any = Unknown("no answer")
        if flight.fate == "accepted" and not lost:
            outcome = Sent(WORLD.accepted[flight.row.key][-1], "https://model.example/")
        elif flight.fate == "nothing" and not lost:
            outcome = NotSent("not now", trouble) if trouble else Refused("never")
        settling.settle([(flight.row, outcome)], self.now)
        self.note()
        if trouble == Trouble.AUTH and isinstance(outcome, NotSent):
            with clock.stopped_at(self.now):
                accounts.mark_lost(self.account, "revoked")

    @rule(
        fate=st.sampled_from(["accepted", "late", "nothing"]),
        lost=st.booleans(),
        trouble=st.sampled_from([Trouble.DOWN, Trouble.EXPIRED, None]),
        dies=st.booleans(),
    )
    def work(self, fate: str, lost: bool, trouble: Trouble | None, dies: bool) -> None:
        """A worker goes all the way with what is due, or dies before it has its answers; nothing else comes between."""
        had, others = (self.claimed, self.flights), ([], [])
        self.claimed, self.flights = others
        self.claim(3)
        if self.claimed:
            self.note()
            self.begin(0)
            self.note()
        while self.flights:
            self.leave(fate, 30)
            if dies:
                self.flights.pop(0)
            else:
                self.answer(lost, trouble)
        self.claimed, self.flights = had

    @precondition(lambda self: self.claimed or self.flights)
    @rule()
    def die(self) -> None:
        """A worker is killed with what it has in hand."""
        (self.flights or self.claimed).pop()

    @precondition(lambda self: self.before)
    @rule()
    def sweep(self) -> None:
        claiming.sweep(self.now)

    @precondition(lambda self: self.before)
    @rule(hidden=st.booleans())
    def look(self, hidden: bool) -> None:
        WORLD.hidden = hidden
        with clock.stopped_at(self.now):
            reconciling.reconcile()

    @precondition(lambda self: self.before)
    @rule(seconds=st.sampled_from([1, 20, 61, 100, 600, 4000]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        WORLD.reach(self.now)

    # --- what must hold ----------------------------------------------------------------------------------------------

    @invariant()
    def never_twice(self) -> None:
        assert all(len(ids) == 1 for ids in WORLD.accepted.values()), WORLD.accepted

    @invariant()
    def what_is_said_to_be_there_is_there(self) -> None:
        if not hasattr(self, "brand"):
            return
        for row in Publication.objects.filter(state=State.PUBLISHED):
            assert row.remote_id in WORLD.accepted.get(row.key, []) or row.remote_id == f"seen:{row.pk}"
            assert WORLD.accepted.get(row.key)

    @invariant()
    def the_rows_hang_together(self) -> None:
        with connection.cursor() as cursor:
            for name, question in BROKEN.items():
                cursor.execute(question)
                assert not cursor.fetchall(), name

    @invariant()
    def note(self) -> None:
        """Each row stands where it stood, or where one arrow leads from there."""
        for pk, state in Publication.objects.values_list("pk", "state"):
            before = self.before.get(pk, state)
            assert state == before or FLOW.allows(before, state), f"{before} -> {state}"
            self.before[pk] = state

    def heal(self) -> None:
        """Everybody is well again: what is left leaves, or asks somebody."""
        self.claimed, self.flights = [], []
        self.lift()
        self.reconnect()
        for _ in range(14):
            if all(row.state in AT_REST or row.asked_at for row in Publication.objects.all()):
                return
            self.before.clear()
            self.time_passes(1900)
            self.sweep()
            self.look(False)
            late.set_aside(self.now)
            self.claimed.append((claiming.claim(self.now, 9), self.now + claiming.SEND_TIME))
            self.begin(0)
            while self.flights:
                self.leave("accepted", 1)
                self.answer(False, None)
            self.never_twice()
        raise AssertionError(f"for ever: {list(Publication.objects.values_list('state', 'hold', 'tries'))}")


@pytest.fixture
def model(monkeypatch, db):
    """The model network is one of the networks."""
    monkeypatch.setitem(networks.NETWORKS, "model", f"{__name__}.Model")
    monkeypatch.setattr(hints, "drain_soon", lambda: True)


def test_in_no_order_of_events_anything_is_there_twice_or_forgotten(model):
    how = settings(max_examples=600 if FULL else 40, stateful_step_count=40, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Delivery, settings=how)


@pytest.mark.parametrize(("shortcut", "dies"), [("expired", True), ("ambiguous", False), ("none", True), ("none", False)])
def test_the_stories_would_find_each_shortcut(model, monkeypatch, shortcut, dies):
    if shortcut in SHORTCUTS:
        module, name, shorter = SHORTCUTS[shortcut]
        monkeypatch.setattr(module, name, shorter(getattr(module, name)))
    story = Delivery()
    story.open(policy="ask", minutes=6000)
    story.plan(seconds=0)
    story.work(fate="accepted", lost=True, trouble=None, dies=dies)
    with nullcontext() if shortcut == "none" else pytest.raises(AssertionError):
        story.teardown()
