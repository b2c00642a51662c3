"""Bluesky by its own sign-in: the contract of networks with access bound to a key, and what is said when it is not given."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.utils import translation

from lib import jose
from networks import dpop, network
from networks.base import AccessLost, Connection, ConnectRefused, Installation, MemorySteps, Unsupported
from networks.bluesky import whose
from networks.contract import OURS, StubContract
from networks.outcomes import NotSent, Sent, Trouble
from networks.wires import Lost, NotReached, Reply, StubWire
from tests.networks.bluesky_oauth import HERE, come_back, decide, led, let_in, new_stub


class TestBlueskyByItsSignIn(StubContract):
    name = "bluesky"
    dedups = True
    tells_withdrawn = False
    handle = "maisonlune.bsky.social"
    other_handle = "zoe.bsky.social"

    @pytest.fixture
    def stub(self):
        return new_stub()

    @pytest.fixture
    def identity(self, net, far, wire, stub):
        return let_in(stub, far.account, wire=wire, handle=self.handle)

    def with_wrong_token(self, connection):
        return replace(connection, secrets={**connection.secrets, "access": "wrong-token"})


NET = network("bluesky")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def stub():
    return new_stub()


@pytest.fixture
def lune(stub):
    return stub.open_account("maisonlune.bsky.social", "Maison Lune")


@pytest.fixture
def zoe(stub):
    return stub.open_account("zoe.bsky.social", "Zoé")


def opened(identity, wire) -> Connection:
    return Connection(identity.service, identity.remote_id, identity.handle, identity.secrets, wire, identity.limits)


@pytest.fixture
def account(stub, lune):
    return opened(let_in(stub, lune, handle=lune.handle), StubWire(stub))


def refused(*args, **more) -> ConnectRefused:
    with pytest.raises(ConnectRefused) as refusal:
        led(*args, **more)
    return refusal.value


# --- being let in ----------------------------------------------------------------------------------------------------
def test_what_is_asked_is_handed_in_before_and_the_address_tells_nothing(stub, lune):
    away = led(stub, handle="@MaisonLune.bsky.social")
    query = parse_qs(urlsplit(away.url).query)
    assert set(query) == {"client_id", "request_uri"}
    (asked,) = stub.asked.values()
    assert asked["scope"] == "atproto transition:generic"
    assert asked["login_hint"] == "maisonlune.bsky.social"
    assert asked["code_challenge"] == jose.digest(away.pending["verifier"])
    assert asked["jkt"] == jose.thumbprint(jose.public(away.pending["dpop"]))
    assert away.pending["dpop"] not in repr(away)


def test_every_account_has_a_key_of_its_own(stub, lune, zoe):
    keys = {let_in(stub, person, handle=person.handle).secrets["dpop"] for person in (lune, zoe, lune)}
    assert len(keys) == 3


def test_without_a_handle_one_chooses_the_account_over_there(stub, lune, zoe):
    identity = let_in(stub, zoe)
    assert (identity.handle, identity.remote_id) == ("zoe.bsky.social", zoe.id)
    assert identity.granted == ["atproto", "transition:generic"]
    assert timedelta(minutes=58) < identity.expires_at - datetime.now(UTC) < timedelta(minutes=61)
    assert not [secret for secret in identity.secrets.values() if secret in repr(identity)]


def test_a_did_may_stand_for_the_handle(stub, lune):
    assert let_in(stub, lune, handle=lune.id).handle == lune.handle


def test_an_installation_on_this_machine_is_let_in_under_a_name_of_its_answers(stub, lune):
    identity = let_in(stub, lune, HERE, handle=lune.handle)
    assert "client_key" not in identity.secrets
    name = urlsplit(identity.secrets["client_id"])
    assert (name.scheme, name.netloc, name.path) == ("http", "localhost", "")
    assert parse_qs(name.query) == {"redirect_uri": [HERE.redirect_uri], "scope": ["atproto transition:generic"]}
    assert NET.refresh(opened(identity, StubWire(stub))).secrets["access"]


@pytest.mark.parametrize("site", ["http://192.168.1.5:8000", "http://tribu.test", "https://tribu.test:8443"])
def test_an_installation_that_can_have_no_name_is_told_so(stub, lune, site):
    ours = Installation(f"{site}/connect/return/", f"{site}/connect/client.json", OURS.keys)
    refusal = refused(stub, ours, handle=lune.handle)
    assert site in str(refusal)
    assert "app password" in str(refusal)
    assert not stub.asked


def test_our_document_says_who_we_are_and_holds_no_secret():
    told = NET.client_document(OURS)
    assert told["client_id"] == OURS.document
    assert told["redirect_uris"] == [OURS.redirect_uri]
    assert told["dpop_bound_access_tokens"] is True
    assert [key["kid"] for key in told["jwks"]["keys"]] == [jose.thumbprint(jose.public(key)) for key in OURS.keys]
    assert not [key for key in OURS.keys if key in json.dumps(told)]


def test_access_given_under_an_older_key_of_ours_is_renewed_under_that_key(stub, lune):
    before = Installation(OURS.redirect_uri, OURS.document, OURS.keys[:1])
    identity = let_in(stub, lune, before, handle=lune.handle)
    assert identity.secrets["client_key"] == OURS.keys[0]
    assert NET.refresh(opened(identity, StubWire(stub))).secrets["access"]


def test_a_server_that_cannot_read_who_asks_is_told_of(stub, lune):
    stub.fetch = {}.__getitem__
    refusal = refused(stub, handle=lune.handle)
    assert OURS.document in str(refusal)
    assert "reachable from the internet" in str(refusal)


# --- whose the account is --------------------------------------------------------------------------------------------
def test_a_handle_of_nobody_is_said_at_its_field(stub, lune):
    refusal = refused(stub, handle="personne.bsky.social")
    assert refusal.field == "handle"
    assert "Nobody on Bluesky has the handle personne.bsky.social" in str(refusal)


@pytest.mark.parametrize(
    "handle", ["maisonlune", "maison lune.fr", "lune@example.com", "did:key:zabc", "-x.fr", "a/b.fr", "127.0.0.1"]
)
def test_what_is_no_handle_is_said_at_its_field_and_nobody_is_asked(stub, handle):
    class NoWire:
        def request(self, *args, **more):
            raise AssertionError("asked")

    refusal = refused(stub, wire=NoWire(), handle=handle)
    assert refusal.field == "handle"
    assert "looks like" in str(refusal)


def test_a_handle_that_its_account_does_not_claim_is_refused(stub, lune, zoe, monkeypatch):
    monkeypatch.setattr(stub, "document", lambda person: {**type(stub).document(stub, person), "alsoKnownAs": ["at://other.fr"]})
    assert "does not claim it" in str(refused(stub, handle=lune.handle))


def test_a_service_that_is_away_is_not_reached(stub):
    with pytest.raises(NotReached):
        network("bluesky").authorize(StubWire(stub), {"service": "https://away.test", "handle": "lune.fr"}, OURS, "a-state")


class Elsewhere:
    """A wire on which some addresses answer otherwise."""

    def __init__(self, stub, **answers):
        self.wire, self.answers, self.asked = StubWire(stub), answers, []

    def request(self, method, url, **more):
        self.asked.append(url)
        for part, answer in self.answers.items():
            if part in url:
                return answer() if callable(answer) else answer
        return self.wire.request(method, url, **more)


def told(stub, path, **changes) -> Reply:
    body = StubWire(stub).request("GET", stub.base + path).json()
    return Reply(200, json.dumps({**body, **changes}).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://other.test"},
        {"scopes_supported": ["openid"]},
        {"code_challenge_methods_supported": ["plain"]},
        {"dpop_signing_alg_values_supported": ["RS256"]},
        {"authorization_response_iss_parameter_supported": False},
        {"token_endpoint": "http://example.com/token"},
        {"token_endpoint": "ftp://stub.test/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"pushed_authorization_request_endpoint": None},
    ],
)
def test_a_server_that_lets_in_another_way_is_refused(stub, lune, change):
    wire = Elsewhere(stub, **{whose.SERVER: told(stub, whose.SERVER, **change)})
    assert "app password instead" in str(refused(stub, wire=wire, handle=lune.handle))
    assert not stub.asked


@pytest.mark.parametrize(
    "answer",
    [
        Reply(302, b"", {"location": "https://evil.test/"}),
        Reply(404, b"<html>"),
        Reply(200, b"[]"),
        Reply(200, b'{"authorization_servers": []}'),
        Reply(200, b'{"authorization_servers": ["https://a.test", "https://b.test"]}'),
        Reply(200, b'{"authorization_servers": ["http://example.com"]}'),
        Reply(200, b'{"authorization_servers": ["https://me:pw@a.test"]}'),
        Reply(200, b'{"authorization_servers": ["https://stub.test/bluesky"], "x": "' + b"x" * whose.MAX_DOCUMENT + b'"}'),
    ],
)
def test_an_odd_word_about_who_lets_in_is_refused_and_not_followed(stub, lune, answer):
    wire = Elsewhere(stub, **{whose.RESOURCE: answer})
    assert "app password instead" in str(refused(stub, wire=wire, handle=lune.handle))
    assert not [url for url in wire.asked if not url.startswith(stub.base)]


def test_a_server_that_is_away_or_not_allowed_is_named(stub, lune, monkeypatch):
    far = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": "http://10.0.0.7"}
    monkeypatch.setattr(stub, "document", lambda person: {**type(stub).document(stub, person), "service": [far]})
    refusal = str(refused(stub, handle=lune.handle))
    assert "10.0.0.7" in refusal
    assert "not allowed here" in refusal


def test_a_handle_is_also_found_by_the_word_of_its_own_site(stub, lune, monkeypatch):
    monkeypatch.setattr(stub, "document", lambda person: {**type(stub).document(stub, person), "alsoKnownAs": ["at://lune.fr"]})
    wire = Elsewhere(stub, **{"https://lune.fr/.well-known/atproto-did": Reply(200, lune.id.encode() + b"\n")})
    assert led(stub, wire=wire, handle="lune.fr").pending["did"] == lune.id


def test_only_the_directory_of_all_accounts_speaks_for_an_account_of_the_internet(stub, lune):
    """A public service with a path could else say of any account that it lives there."""
    wire = Elsewhere(stub, **{whose.RESOLVE: Reply(200, json.dumps({"did": lune.id}).encode())})
    refusal = refused(stub, wire=wire, handle=lune.handle, service="https://evil.example.com/bluesky")
    assert "plc.directory" in str(refusal)
    assert wire.asked[-1] == f"https://plc.directory/{lune.id}"


# --- coming back -----------------------------------------------------------------------------------------------------
def not_taken(stub, away, params, wire=None) -> ConnectRefused:
    with pytest.raises(ConnectRefused) as refusal:
        come_back(stub, away, params, wire)
    return refusal.value


def test_who_denies_is_told_so(stub, lune):
    away = led(stub, handle=lune.handle)
    assert "not allowed on Bluesky" in str(not_taken(stub, away, decide(stub, away.url, lune, "deny")))


@pytest.mark.parametrize("iss", ["https://evil.test", "", None])
def test_an_answer_of_another_server_is_not_taken(stub, lune, iss):
    away = led(stub, handle=lune.handle)
    params = {**decide(stub, away.url, lune), "iss": iss}
    assert "which was asked" in str(not_taken(stub, away, params if iss is not None else {"code": params["code"]}))
    assert len(stub.codes) == 1


def test_access_to_another_account_than_asked_is_given_back(stub, lune, zoe):
    away = led(stub, handle=lune.handle)
    refusal = not_taken(stub, away, decide(stub, away.url, zoe))
    assert "another account than maisonlune.bsky.social" in str(refusal)
    assert {token.state for token in stub.tokens.values()} == {"revoked"}


def test_a_server_gives_no_access_to_an_account_that_lives_elsewhere(stub, lune, monkeypatch):
    away = led(stub)
    params = decide(stub, away.url, lune)
    far = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": "https://far.test"}
    monkeypatch.setattr(stub, "document", lambda person: {**type(stub).document(stub, person), "service": [far]})
    other = {"authorization_servers": ["https://far.test"]}
    gate = told(stub, whose.SERVER, issuer="https://far.test")
    wire = Elsewhere(
        stub,
        **{
            "https://far.test" + whose.RESOURCE: Reply(200, json.dumps(other).encode()),
            "https://far.test" + whose.SERVER: gate,
        },
    )
    assert "does not live there" in str(not_taken(stub, away, params, wire))


@pytest.mark.parametrize(
    "change", [{"scope": "atproto"}, {"token_type": "Bearer"}, {"scope": None}, {"sub": None}, {"sub": "did:plc:x"}]
)
def test_access_that_is_less_than_asked_is_not_taken(stub, lune, change, monkeypatch):
    away = led(stub)
    params = decide(stub, away.url, lune)
    pair = type(stub)._pair

    def less(person, shared):
        whole = pair(stub, person, shared)
        return Reply(200, json.dumps({**whole.json(), **change}).encode(), whole.headers)

    monkeypatch.setattr(stub, "_pair", less)
    assert not_taken(stub, away, params)


def test_a_code_is_good_once_and_with_its_proofs_only(stub, lune):
    away = led(stub, handle=lune.handle)
    params = decide(stub, away.url, lune)
    for name, value in {"verifier": "x" * 64, "dpop": jose.new_key(), "client_key": jose.new_key()}.items():
        other = replace(away, pending={**away.pending, name: value})
        assert "did not take the permission" in str(not_taken(stub, other, params))
    come_back(stub, away, params)
    assert "did not take the permission" in str(not_taken(stub, away, params))


# --- using and renewing it -------------------------------------------------------------------------------------------
def test_a_nonce_that_is_over_costs_one_more_call_and_no_double(stub, account):
    calls = []
    wire = account.wire
    counting = replace(
        account, wire=type("Counting", (), {"request": lambda self, *a, **k: calls.append(a) or wire.request(*a, **k)})()
    )
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=7)):
        outcome = NET.send(counting, parcel("Bonjour"), MemorySteps())
    assert isinstance(outcome, Sent)
    assert [call[1].rpartition("/")[2] for call in calls] == ["com.atproto.repo.putRecord"] * 2
    assert len(stub.posts) == 1


def test_a_server_that_never_takes_a_nonce_is_asked_twice_and_no_more(stub, account, monkeypatch):
    calls = []
    monkeypatch.setattr(stub, "_nonce", lambda ago: calls.append(ago) or f"nonce {len(calls)}")
    outcome = NET.send(account, parcel("Bonjour"), MemorySteps())
    assert isinstance(outcome, NotSent)
    assert outcome.trouble is Trouble.DOWN
    assert not stub.posts


def test_access_without_its_key_is_worth_nothing(stub, account):
    thief = replace(account, secrets={**account.secrets, "dpop": jose.new_key()})
    outcome = NET.send(thief, parcel("Volé"), MemorySteps())
    assert isinstance(outcome, NotSent)
    bearer = replace(account, secrets={"access": account.secrets["access"]})
    assert isinstance(NET.send(bearer, parcel("Volé"), MemorySteps()), NotSent)
    assert not stub.posts


def test_a_renewal_gives_a_new_pair_and_keeps_what_it_needs(stub, account):
    fresh = NET.refresh(account)
    assert fresh.secrets["refresh"] != account.secrets["refresh"]
    assert fresh.granted == ["atproto", "transition:generic"]
    assert {name: fresh.secrets[name] for name in ("dpop", "client_id", "client_key")} == {
        name: account.secrets[name] for name in ("dpop", "client_id", "client_key")
    }
    old = NET.send(account, parcel("Ancien"), MemorySteps())
    assert (type(old), old.trouble) == (NotSent, Trouble.EXPIRED)
    assert isinstance(NET.send(replace(account, secrets=fresh.secrets), parcel("Neuf"), MemorySteps()), Sent)


def test_a_renewal_whose_answer_was_lost_is_tried_again_and_then_asks_for_a_person(stub, account):
    stub.faults.set([{"kind": "hang", "on": "step", "times": 1}])
    with pytest.raises(Lost):
        NET.refresh(account)
    with pytest.raises(AccessLost, match="Refresh token replayed"):
        NET.refresh(account)


def test_a_renewal_that_never_arrived_is_made_later(stub, account):
    stub.faults.set([{"kind": "drop", "on": "step", "times": 1}])
    with pytest.raises(Lost):
        NET.refresh(account)
    assert NET.refresh(account).secrets["access"]


def test_a_renewal_for_somebody_else_is_no_access(stub, account, zoe):
    with pytest.raises(AccessLost):
        NET.refresh(replace(account, remote_id=zoe.id))


def test_access_is_given_back_and_that_of_an_app_password_is_not_ours_to_give(stub, lune, account):
    NET.revoke(account)
    assert {token.state for token in stub.tokens.values()} == {"revoked"}
    plain = opened(NET.connect(account.wire, stub.answers(lune)), account.wire)
    with pytest.raises(Unsupported):
        NET.revoke(plain)


def test_the_nonces_of_very_many_servers_are_not_all_kept():
    key = jose.new_key()
    for number in range(dpop.KEPT + 10):
        dpop._keep((f"{number}.test", key), "nonce")
    assert len(dpop._nonces) == dpop.KEPT


def test_an_account_of_bluesky_itself_keeps_its_service_wherever_it_lives(stub, lune, monkeypatch):
    """So that one connected by app password before is known again, and what is planned on it stays."""
    monkeypatch.setattr("networks.bluesky.allow.OWN_SERVERS", "stub.test")
    identity = let_in(stub, lune, handle=lune.handle)
    assert (identity.service, identity.secrets["server"]) == ("https://bsky.social", stub.base)
    connection = opened(identity, StubWire(stub))
    assert isinstance(NET.send(connection, parcel("Bonjour"), MemorySteps()), Sent)
    assert NET.refresh(connection).secrets["server"] == stub.base


def parcel(text: str):
    return StubContract().parcel(NET, text)
