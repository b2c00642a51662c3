"""Going through the stub's pages, as a person who allows us in does."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from networks import network, stub_class
from networks.base import Authorization, Identity, Installation
from networks.contract import OURS, PICTURES
from networks.stubs import Person, Request, Stub
from networks.wires import StubWire

HERE = Installation("http://127.0.0.1:8000/connect/return/")


def knowing_us(stub: Stub) -> Stub:
    """The stub, able to read who we are at our address."""
    document = json.dumps(network("bluesky").client_document(OURS)).encode()
    stub.fetch = {**PICTURES, OURS.document: document}.__getitem__
    return stub


def new_stub() -> Stub:
    """A stub that can read who we are."""
    return knowing_us(stub_class("bluesky")("https://stub.test/bluesky"))


def decide(stub: Stub, page: str, person: Person, decision: str = "allow") -> dict[str, str]:
    """What one comes back with from the network's page."""
    asked = parse_qsl(urlsplit(page).query)
    assert stub.answer(Request("GET", "/oauth/authorize", asked)).status == 200
    back = stub.answer(Request("POST", "/oauth/authorize", [*asked, ("decision", decision), ("account", person.id)]))
    assert back.status == 302
    return dict(parse_qsl(urlsplit(back.headers["location"]).query))


def led(stub: Stub, ours: Installation = OURS, wire: Any = None, **answers: str) -> Authorization:
    """Where a person is led to."""
    return network("bluesky").authorize(wire or StubWire(stub), {"service": stub.base, **answers}, ours, "a-state")


def let_in(stub: Stub, person: Person, ours: Installation = OURS, wire: Any = None, **answers: str) -> Identity:
    """The account of who allowed us in."""
    away = led(stub, ours, wire, **answers)
    return come_back(stub, away, decide(stub, away.url, person), wire)


def come_back(stub: Stub, away: Authorization, params: Mapping[str, str], wire: Any = None) -> Identity:
    """Take the access that was allowed."""
    return network("bluesky").exchange(wire or StubWire(stub), away.pending, params)
