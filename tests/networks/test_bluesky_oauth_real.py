"""Signing in with a real server of AT Protocol: what it lets us do there, and how it ends."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import translation

from lib import jose
from networks import dpop, network
from networks.base import AccessExpired, AccessLost, Connection, ConnectRefused, Installation, MemorySteps
from networks.bluesky.repo import SESSION
from networks.contract import NetworkContract, picture
from networks.outcomes import NotSent, Sent, Trouble
from networks.wires import HttpWire, NotReached, StubWire
from tests.networks.bluesky_oauth import HERE, new_stub
from tests.networks.bluesky_oauth import let_in as let_in_stub
from tests.networks.bluesky_server import BlueskyAccount, BlueskyServer
from tests.networks.bluesky_visitor import Visitor

pytestmark = pytest.mark.node
NET = network("bluesky")


@pytest.fixture(autouse=True)
def english(monkeypatch, bluesky_server: BlueskyServer):
    monkeypatch.setattr(type(NET), "directory", bluesky_server.directory)
    with translation.override("en"):
        yield


@pytest.fixture
def wire(bluesky_server: BlueskyServer) -> HttpWire:
    return HttpWire([place.removeprefix("http://") for place in (bluesky_server.url, bluesky_server.directory)])


@pytest.fixture
def account(bluesky_server: BlueskyServer) -> BlueskyAccount:
    return bluesky_server.account("maison")


@pytest.fixture
def public() -> Iterator[Installation]:
    """This installation at a public address: the server reads there who we are."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(NET.client_document(ours)).encode())

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Page)
    site = f"https://port-{server.server_address[1]}.tribu-tests.fr"
    ours = Installation(
        f"{site}/connect/return/", f"{site}/connect/bluesky/client-metadata.json", (jose.new_key(), jose.new_key())
    )
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield ours
    server.shutdown()
    server.server_close()


def led(account: BlueskyAccount, wire, ours: Installation, **answers: str):
    asked = {"service": account.server.url, "handle": account.handle, **answers}
    return NET.authorize(wire, asked, ours, jose.new_key())


def opened(identity, wire) -> Connection:
    return Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, wire, identity.limits)


def let_in(account: BlueskyAccount, wire, ours: Installation, **answers: str) -> Connection:
    away = led(account, wire, ours, **answers)
    return opened(NET.exchange(wire, away.pending, Visitor(account, away.url).allows()), wire)


def send(connection: Connection, text: str, pictures=()):
    return NET.send(connection, NetworkContract().parcel(NET, text, pictures), MemorySteps())


def renewed(connection: Connection) -> Connection:
    return replace(connection, secrets=NET.refresh(connection).secrets)


def test_a_proved_installation_publishes_renews_and_gives_the_access_back(account, wire, public):
    connection = let_in(account, wire, public)
    assert (connection.remote_id, connection.handle) == (account.did, account.handle)
    assert connection.secrets["client_id"] == public.document
    assert isinstance(send(connection, "Bonjour", [picture(1, "Une théière")]), Sent)
    newer = renewed(connection)
    old = send(connection, "Avec l’ancien accès")
    assert (type(old), old.trouble) == (NotSent, Trouble.EXPIRED)
    assert isinstance(send(newer, "Avec le nouveau"), Sent)
    assert {record["value"]["text"] for record in account.posts()} == {"Bonjour", "Avec le nouveau"}
    NET.revoke(newer)
    with pytest.raises(AccessExpired):
        NET.act(newer, "GET", SESSION)
    with pytest.raises(AccessLost):
        NET.refresh(newer)


def test_an_assertion_under_a_key_that_is_not_published_is_no_proof(account, wire, public):
    stranger = replace(public, keys=(jose.new_key(),))
    with pytest.raises(ConnectRefused, match="does not take what Tribu asks for"):
        led(account, wire, stranger)


def test_without_a_handle_the_account_is_chosen_over_there_and_its_inbox_is_read(account, wire, public):
    connection = let_in(account, wire, public, handle="")
    assert connection.remote_id == account.did
    assert not NET.fetch(connection, "", []).messages
    assert NET.account_figures(connection)


def test_a_refresh_token_given_twice_ends_the_permission(account, wire):
    connection = let_in(account, wire, HERE)
    newer = renewed(connection)
    with pytest.raises(AccessLost, match="replayed"):
        NET.refresh(connection)
    with pytest.raises(AccessLost):
        NET.refresh(newer)


def test_a_nonce_that_the_server_does_not_know_costs_one_more_call_and_no_double(account, wire):
    connection = let_in(account, wire, HERE)
    for place in list(dpop._nonces):
        dpop._nonces[place] = "nonsense"
    assert isinstance(send(connection, "Une fois"), Sent)
    for place in list(dpop._nonces):
        dpop._nonces[place] = "nonsense"
    assert NET.refresh(connection).expires_at - datetime.now(UTC) > timedelta(minutes=50)
    assert len(account.posts()) == 1


def test_who_denies_it_over_there_is_told_so(account, wire):
    away = led(account, wire, HERE)
    with pytest.raises(ConnectRefused, match="not allowed on Bluesky"):
        NET.exchange(wire, away.pending, Visitor(account, away.url).denies())


def test_a_server_on_a_private_address_is_not_reached_unless_it_is_listed(account):
    with pytest.raises(NotReached):
        led(account, HttpWire(), HERE)


def test_a_handle_of_nobody_is_said_at_its_field(account, wire):
    with pytest.raises(ConnectRefused, match="Nobody on Bluesky") as refusal:
        led(account, wire, HERE, handle="personne.test")
    assert refusal.value.field == "handle"


# --- word for word ---------------------------------------------------------------------------------------------------
def test_the_stub_refuses_in_the_words_of_the_real_server(account, wire):
    stub = new_stub()
    person = stub.open_account("maison.bsky.social", "Maison")
    there = let_in(account, wire, HERE)
    here = opened(let_in_stub(stub, person, HERE, handle=person.handle), StubWire(stub))
    assert refusals(here) == refusals(there)


def refusals(connection: Connection) -> list[tuple[int, str, str]]:
    """What a server says to wrong calls, in order: status, error, words."""
    secrets, site = connection.secrets, connection.service
    client, session = {"client_id": secrets["client_id"]}, f"{site}{SESSION}"
    renewal = {"grant_type": "refresh_token", "refresh_token": secrets["refresh"], **client}
    code = {"grant_type": "authorization_code", "code": f"cod-{'0' * 64}", "redirect_uri": HERE.redirect_uri, **client}
    code["code_verifier"] = "v" * 64

    def call(method: str, url: str, key: str = secrets["dpop"], **more):
        return dpop.call(connection.wire, key, method, url, **more)

    answers = [
        call("POST", f"{site}/oauth/token", form={**renewal, "refresh_token": f"ref-{'0' * 64}"}),
        call("POST", f"{site}/oauth/token", form=code),
        call("GET", session, jose.new_key(), access=secrets["access"]),
        connection.wire.request("GET", session, headers={"Authorization": f"DPoP {secrets['access']}", "DPoP": "nonsense"}),
        call("POST", f"{site}/oauth/token", form=renewal),
        call("GET", session, access=secrets["access"]),
        call("POST", f"{site}/oauth/token", form=renewal),
        call("POST", f"{site}/oauth/revoke", form={"token": secrets["refresh"], **client}),
    ]
    told = [answer.json() for answer in answers]
    said = [(body.get("error", ""), body.get("error_description") or body.get("message") or "") for body in told]
    return [(answer.status, *words) for answer, words in zip(answers, said, strict=True)]
