"""The contract of a network against a stub that misbehaves."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from networks import stub_class
from networks.acts import ACTS
from networks.base import AccessExpired, AccessLost, Busy, Connection, ConnectRefused, MemorySteps, Network
from networks.contract.far import OURS, PICTURES, StubSide, picture
from networks.contract.profile import DressedContract
from networks.contract.shape import NetworkContract
from networks.incoming import Incoming
from networks.outcomes import NotSent, Sent, Trouble, Unknown
from networks.parcels import Ref
from networks.stubs import Stub
from networks.stubs.server import Server
from networks.wires import HttpWire, Reply, StubWire

MOMENT = 0.02  # seconds that the stub holds a connection on which it says nothing


class OddWire:
    """A wire to something that answers everything alike, and well."""

    def __init__(self, body: bytes):
        self.body = body

    def request(self, method: str, url: str, **request: Any) -> Reply:
        """The same answer again."""
        return Reply(200, self.body, {"content-type": "application/json"})


class StubContract(DressedContract, NetworkContract):
    """Inherit and set `name`; the stub of that network stands at the other end."""

    handle = "maison_lune"
    other_handle = "zoe_durand"
    refreshes = True  # whether the network's tokens can be renewed

    @pytest.fixture
    def stub(self) -> Stub:
        return stub_class(self.name)(f"https://stub.test/{self.name}", fetch=PICTURES.__getitem__)

    @pytest.fixture
    def far(self, stub: Stub) -> StubSide:
        return StubSide(stub, self.handle, self.other_handle)

    @pytest.fixture
    def wire(self, stub: Stub) -> StubWire:
        return StubWire(stub)

    # --- connecting to what is something else -----------------------------------------------------------------------

    @pytest.mark.parametrize("body", [b"[]", b"{}", b"null", b"5", b'"x"', b"<html>", b"", b'{"id": [], "data": 5, "did": {}}'])
    def test_what_answers_in_another_way_is_refused_with_a_sentence(self, net: Network, far: StubSide, body: bytes):
        with pytest.raises(ConnectRefused, match=r"\w+ \w+"):
            net.connect(OddWire(body), far.answers())
        if net.oauth:
            with pytest.raises(ConnectRefused, match=r"\w+ \w+"):
                net.authorize(OddWire(body), far.answers(), OURS, "a-state")

    # --- answers that tell something --------------------------------------------------------------------------------

    def test_too_fast_is_surely_not_sent_and_names_the_moment(
        self, net: Network, connection: Connection, stub: Stub, far: StubSide
    ):
        stub.faults.add("limit", seconds=90)
        outcome = net.send(connection, self.parcel(net), MemorySteps())
        assert isinstance(outcome, NotSent)
        assert outcome.trouble in (Trouble.RATE, Trouble.QUOTA)
        assert outcome.retry_at
        assert timedelta(seconds=60) < outcome.retry_at - datetime.now(UTC) < timedelta(seconds=95)
        assert far.posts() == []

    def test_closed_for_a_while_is_surely_not_sent(self, net: Network, connection: Connection, stub: Stub, far: StubSide):
        stub.faults.add("refuse", seconds=30)
        outcome = net.send(connection, self.parcel(net), MemorySteps())
        assert isinstance(outcome, NotSent)
        assert outcome.trouble is Trouble.DOWN
        assert outcome.retry_at
        assert far.posts() == []

    # --- answers that tell nothing ----------------------------------------------------------------------------------

    @pytest.mark.parametrize("kind", ["hang", "error", "reset", "garble"])
    def test_an_answer_lost_after_acceptance_is_unknown_and_then_found(
        self, net: Network, connection: Connection, stub: Stub, far: StubSide, kind: str
    ):
        parcel, steps, since = self.parcel(net, "Parti ou pas ?"), MemorySteps(), datetime.now(UTC)
        stub.faults.add(kind, times=1, hold=MOMENT)
        assert isinstance(net.send(connection, parcel, steps), Unknown)
        assert len(far.posts()) == 1
        if net.looks_before_absent:
            found = net.reconcile(connection, parcel, steps, since)
            assert isinstance(found, Sent)
            assert found.remote_id == far.posts()[0].id

    def test_a_part_of_a_thread_whose_answer_was_lost_is_found_at_any_depth(
        self, net: Network, connection: Connection, stub: Stub, far: StubSide
    ):
        before, since = self.send(net, connection, self.parcel(net, "1 sur 5")), datetime.now(UTC)
        for part in range(2, 6) if net.looks_before_absent else ():
            to = Ref(before.remote_id, before.url, {**before.extra, "ours": True})
            parcel, steps = self.parcel(net, f"{part} sur 5", reply_to=to), MemorySteps()
            stub.faults.add("hang", times=1, hold=MOMENT)
            assert isinstance(net.send(connection, parcel, steps), Unknown)
            found = net.reconcile(connection, parcel, steps, since)
            assert isinstance(found, Sent), f"{part}: {found}"
            before = found
        assert len(far.posts()) == (5 if net.looks_before_absent else 1)

    @pytest.mark.parametrize("kind", ["drop", "crash"])
    def test_an_answer_lost_before_acceptance_is_unknown_and_then_absent(
        self, net: Network, connection: Connection, stub: Stub, far: StubSide, kind: str
    ):
        parcel, steps, since = self.parcel(net, "Parti ou pas ?"), MemorySteps(), datetime.now(UTC)
        stub.faults.add(kind, times=1, hold=MOMENT)
        assert isinstance(net.send(connection, parcel, steps), Unknown)
        assert far.posts() == []
        if net.looks_before_absent:
            assert isinstance(net.reconcile(connection, parcel, steps, since), NotSent)
            assert isinstance(net.send(connection, parcel, steps), Sent)
            assert len(far.posts()) == 1

    def test_sending_again_after_a_lost_answer_makes_no_double_where_the_network_prevents_it(
        self, net: Network, connection: Connection, stub: Stub, far: StubSide
    ):
        parcel, steps = self.parcel(net), MemorySteps()
        stub.faults.add("hang", times=1, hold=MOMENT)
        assert isinstance(net.send(connection, parcel, steps), Unknown)
        if self.dedups:
            assert isinstance(net.send(connection, parcel, steps), Sent)
            assert len(far.posts()) == 1

    @pytest.mark.parametrize("kind", ["drop", "crash", "hang", "error", "garble", "refuse", "limit"])
    def test_a_step_that_nobody_sees_may_fail_and_is_tried_again(
        self, net: Network, connection: Connection, stub: Stub, far: StubSide, kind: str
    ):
        parcel, steps = self.parcel(net, pictures=[picture(1, "Une"), picture(2, "Deux")]), MemorySteps()
        stub.faults.add(kind, on="step", times=1, hold=MOMENT)
        outcome = net.send(connection, parcel, steps)
        assert isinstance(outcome, NotSent), outcome
        assert far.posts() == []
        assert isinstance(net.send(connection, parcel, steps), Sent)
        (post,) = far.posts()
        assert [alt for _, alt in post.pictures] == ["Une", "Deux"]

    def test_what_cannot_be_reached_was_not_sent(self, net: Network, connection: Connection, far: StubSide):
        away = Connection("https://away.test", connection.remote_id, connection.handle, connection.secrets, connection.wire)
        outcome = net.send(away, self.parcel(net), MemorySteps())
        assert isinstance(outcome, NotSent)
        assert outcome.trouble is Trouble.DOWN
        with pytest.raises(Busy):
            net.account_figures(away)

    # --- reading ----------------------------------------------------------------------------------------------------

    @pytest.mark.parametrize("kind", ["drop", "crash", "hang", "error", "reset", "garble", "refuse", "limit"])
    def test_reading_that_fails_is_busy(self, net: Network, connection: Connection, stub: Stub, kind: str):
        stub.faults.add(kind, on="read", seconds=1, hold=MOMENT)
        for read in (lambda: net.fetch(connection, "", []), lambda: net.account_figures(connection)):
            with pytest.raises(Busy) as busy:
                read()
            assert not isinstance(busy.value, AccessExpired)
            assert (busy.value.retry_at is not None) == (kind in ("refuse", "limit"))

    def test_looking_that_fails_tells_nothing(self, net: Network, connection: Connection, stub: Stub):
        parcel = self.parcel(net)
        stub.faults.add("crash", on="any")
        if net.looks_before_absent:
            assert isinstance(net.reconcile(connection, parcel, MemorySteps(), datetime.now(UTC)), Unknown)

    # --- acts -------------------------------------------------------------------------------------------------------

    @pytest.mark.parametrize("kind", ["drop", "crash", "hang", "error", "garble", "refuse", "limit"])
    def test_an_act_whose_answer_is_lost_is_busy_and_may_be_done_again(
        self, net: Network, connection: Connection, stub: Stub, far: StubSide, message: Incoming, ours: Ref, kind: str
    ):
        calls = self.calls(net, connection, message.ref, ours, message.author)
        for name in [name for name in ACTS if net.can(name)]:
            stub.faults.set([{"kind": kind, "on": "any", "hold": MOMENT}])
            with pytest.raises(Busy):
                calls[name]()
            stub.faults.set([])
            if name != "delete":
                calls[name]()
        if net.deletes_comments:
            net.delete(connection, message.ref)
            assert not far.there(message.ref.id)

    # --- tokens -----------------------------------------------------------------------------------------------------

    def test_a_revoked_access_asks_for_a_person(self, net: Network, connection: Connection, stub: Stub, far: StubSide):
        stub.revoke(far.account)
        outcome = net.send(connection, self.parcel(net), MemorySteps())
        assert isinstance(outcome, NotSent)
        assert outcome.trouble is self.ended[1]
        with pytest.raises(self.ended[0]):
            net.account_figures(connection)
        if self.refreshes:
            with pytest.raises(AccessLost):
                net.refresh(connection)

    def test_an_expired_access_is_renewed(self, net: Network, connection: Connection, stub: Stub, far: StubSide):
        if not self.refreshes:
            return
        stub.expire(far.account)
        outcome = net.send(connection, self.parcel(net), MemorySteps())
        assert isinstance(outcome, NotSent)
        assert outcome.trouble is Trouble.EXPIRED
        with pytest.raises(AccessExpired):
            net.account_figures(connection)
        fresh = net.refresh(connection)
        again = Connection(connection.service, connection.remote_id, connection.handle, fresh.secrets, connection.wire)
        self.send(net, again, self.parcel(net))
        assert not [secret for secret in fresh.secrets.values() if secret in repr(fresh)]


class OverHttp:
    """Put before StubContract: the same stub, in a server of its own thread, reached over real sockets."""

    name: str

    @pytest.fixture
    def server(self) -> Iterator[Server]:
        server = Server("127.0.0.1", 0, None, names=[self.name])
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()
        server.server_close()

    @pytest.fixture
    def stub(self, server: Server) -> Stub:
        stub = server.net.stubs[self.name]
        stub.fetch = PICTURES.__getitem__
        return stub

    @pytest.fixture
    def wire(self, server: Server) -> HttpWire:
        return HttpWire(allowed_hosts=[server.url.removeprefix("http://")])
