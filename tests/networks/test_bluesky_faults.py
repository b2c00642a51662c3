"""Once and only once on a real server, whatever becomes of the call that people see."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from networks import network
from networks.base import Connection, MemorySteps
from networks.contract import picture
from networks.outcomes import NotSent, Sent, Unknown
from networks.parcels import Parcel
from networks.stubs import reply
from networks.wires import HttpWire, Lost, Reply
from tests.networks.bluesky_server import BlueskyServer, BlueskySide

pytestmark = pytest.mark.node
VISIBLE = ("putRecord", "applyWrites")


class Faulty:
    """A wire to the real server that spoils the first call people see, as `fault` says; `later` are calls still to arrive."""

    def __init__(self, wire: HttpWire, fault: str):
        self.wire, self.fault, self.later = wire, fault, []

    def request(self, method: str, url: str, **more) -> Reply:
        def carry() -> Reply:
            return self.wire.request(method, url, **more)

        fault = self.fault if url.endswith(VISIBLE) else ""
        if fault:
            self.fault = ""
        return self.spoilt(fault, carry) if fault else carry()

    def spoilt(self, fault: str, carry: Callable[[], Reply]) -> Reply:
        if fault == "limit":
            return reply({"error": "RateLimitExceeded", "message": "x"}, 429, retry_after="1")
        if fault == "refuse":
            return Reply(503, b"Service Unavailable", {"retry-after": "1"})
        if fault == "late":
            self.later.append(carry)
        if fault in ("drop", "late"):
            raise Lost(fault)
        answer = carry()
        if fault == "hang":
            raise Lost(fault)
        if fault == "garble":
            return Reply(answer.status, answer.body[:9] + b"\xff", answer.headers)
        return reply({"error": "InternalServerError", "message": "Internal Server Error"}, 500)


@pytest.fixture
def far(bluesky_server: BlueskyServer) -> BlueskySide:
    return BlueskySide(bluesky_server)


@pytest.fixture
def connection(bluesky_server: BlueskyServer, far: BlueskySide) -> Connection:
    wire = HttpWire(allowed_hosts=[bluesky_server.url.removeprefix("http://")])
    found = network("bluesky").connect(wire, far.answers())
    return Connection(found.service, found.remote_id, found.handle, found.secrets, wire, found.limits)


def made(kind: str) -> Parcel:
    """A parcel with what makes a record harder to repeat: a picture, gates."""
    media = (picture(1, "Une tasse"),) if kind == "a picture" else ()
    options = {"replies": "nobody", "no_quotes": True} if kind == "gates" else {}
    return Parcel(network("bluesky").make_key(datetime.now(UTC)), f"Une fois, avec {kind}", media, options=options)


def over(connection: Connection, wire: object) -> Connection:
    return Connection(connection.service, connection.remote_id, connection.handle, connection.secrets, wire, connection.limits)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["nothing more", "a picture", "gates"])
@pytest.mark.parametrize("fault", ["drop", "hang", "error", "garble", "limit", "refuse", "late"])
def test_whatever_happens_to_the_call_the_post_is_there_once(connection, far, fault, kind):
    net, parcel, steps, wire = network("bluesky"), made(kind), MemorySteps(), Faulty(connection.wire, fault)
    began = datetime.now(UTC)
    outcome = net.send(over(connection, wire), parcel, steps)
    if isinstance(outcome, Unknown):
        outcome = net.reconcile(connection, parcel, steps, began)
    assert isinstance(outcome, NotSent if fault in ("drop", "limit", "refuse", "late") else Sent), outcome
    again = net.send(connection, parcel, steps)
    for carry in wire.later:
        carry()
    (post,) = far.posts()
    assert isinstance(again, Sent)
    assert (post.id, post.text) == (again.remote_id, parcel.text)
    assert len(far.account.records("app.bsky.feed.threadgate")) == (kind == "gates")


@pytest.mark.parametrize("kind", ["nothing more", "gates"])
def test_eight_at_once_make_one_post(connection, far, kind):
    net, parcel = network("bluesky"), made(kind)
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: net.send(connection, parcel, MemorySteps()), range(8)))
    assert {outcome.remote_id for outcome in outcomes if isinstance(outcome, Sent)} == {far.posts()[0].id}
    assert not [outcome for outcome in outcomes if not isinstance(outcome, Sent | Unknown)]
    assert len(far.posts()) == 1
