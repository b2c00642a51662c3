"""Bluesky against its stub: the adapter, the stub, its far side and an open account."""

import pytest

from networks import network
from networks.base import Connection
from networks.bluesky.stub import Stub
from networks.contract import StubSide
from networks.wires import Reply, StubWire


@pytest.fixture
def net():
    return network("bluesky")


@pytest.fixture
def stub() -> Stub:
    return Stub("https://stub.test/bluesky")


@pytest.fixture
def far(stub) -> StubSide:
    return StubSide(stub, "maison.bsky.social", "zoe.bsky.social")


@pytest.fixture
def connection(net, stub, far) -> Connection:
    identity = net.connect(StubWire(stub), far.answers())
    return Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, StubWire(stub))


class Watched:
    """A wire that keeps the records that are put."""

    def __init__(self, wire):
        self.wire, self.put = wire, []

    def request(self, method, url, **more) -> Reply:
        self.put += [more["json"]] if url.endswith("putRecord") else []
        return self.wire.request(method, url, **more)


def record_of(stub, far, number: int = -1) -> dict:
    return stub.posts_by(far.account)[number].extra["record"]
