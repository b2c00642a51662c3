"""Signing in with a network whose access is bound to a key: the pages, moving over from an app password, renewal, the end."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lib import clock, jose
from networks import network, stub_class
from networks.wires import StubWire
from publishing.accounts import accounts, checking, connecting, ourselves, tokens
from publishing.engine import draining
from publishing.models import Account, Hold, Publication, State
from tests import factories
from tests.networks.bluesky_oauth import decide, knowing_us

pytestmark = pytest.mark.django_db(transaction=True)
BASE = "https://stub.test/bluesky"
HANDLE = "maisonlune.bsky.social"


@pytest.fixture
def stub():
    """A service on which Maison Lune has an account, standing in for the whole internet."""
    stub = knowing_us(stub_class("bluesky")(BASE))
    stub.open_account(HANDLE, "Maison Lune")
    with accounts.standing_in(Account.Wire.LIVE, StubWire(stub)):
        yield stub


@pytest.fixture
def lune(stub):
    return stub.by_handle(HANDLE)


@pytest.fixture
def client(admin, sign_in):
    return sign_in(admin)


def url(name, brand, *args):
    return reverse(f"publishing:{name}", args=[brand.slug, *args])


def leave(client, address, **answers) -> str:
    """Ask to be led away; the address of the network's page."""
    return client.post(address, {"service": BASE, "handle": HANDLE, **answers}).context["url"]


def back(client, stub, page, person, decision="allow"):
    """Decide on the network's page, and come back."""
    return client.get(reverse("connect_return"), decide(stub, page, person, decision), follow=True)


def said(answer) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


@pytest.fixture
def connected(brand, client, stub, lune) -> Account:
    back(client, stub, leave(client, url("allow", brand, "bluesky")), lune)
    return brand.accounts.get()


@pytest.fixture
def by_password(brand, admin, stub, lune) -> Account:
    """An account that was connected by an app password, with a post planned on it."""
    identity = connecting.ask(network("bluesky"), stub.answers(lune), kind=Account.Wire.LIVE)
    account = connecting.connect(brand, network("bluesky"), identity, by=admin)
    due(account)
    return account


def due(account, **fields) -> Publication:
    key, at = account.network.make_key(clock.now()), clock.now() - timedelta(seconds=1)
    return factories.make_publication(account=account, due_at=at, key=key, **fields)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


# --- the pages -------------------------------------------------------------------------------------------------------
def test_signing_in_is_the_first_way_and_the_app_password_the_second(brand, client, stub):
    assert client.get(url("connect", brand, "bluesky")).url == url("allow", brand, "bluesky")
    page = client.get(url("allow", brand, "bluesky")).content.decode()
    assert 'name="handle"' in page and 'name="password"' not in page
    assert "Sign in with Bluesky" in page
    assert "Connect with an app password instead" in page
    other = client.get(url("connect", brand, "bluesky") + "?way=secret").content.decode()
    assert 'name="password"' in other
    assert "Sign in with Bluesky instead" in other


def test_who_allows_us_in_is_connected_and_publishes(brand, admin, connected, stub, lune):
    assert (connected.handle, connected.remote_id, connected.state) == (HANDLE, lune.id, "connected")
    assert connected.granted == ["atproto", "transition:generic"]
    assert connected.secrets_expire_at > clock.now()
    assert brand.audit_entries.filter(verb="account.connected", user=admin.user).exists()
    assert checking.check(connected, by=admin).well
    row = due(connected, text="Bonjour par la grande porte")
    draining.drain()
    assert fresh(row).state == State.PUBLISHED
    assert [post.text for post in stub.posts.values()] == ["Bonjour par la grande porte"]


def test_the_key_is_sealed_with_the_access(connected):
    secrets = connected.unseal()
    assert {"dpop", "access", "refresh"} <= set(secrets)
    assert not [value for value in secrets.values() if value in connected.sealed_secrets]


def test_who_denies_is_told_so_and_loses_nothing_typed(brand, client, stub, lune):
    answer = back(client, stub, leave(client, url("allow", brand, "bluesky")), lune, "deny")
    assert "not allowed" in said(answer)
    assert f'value="{HANDLE}"' in answer.content.decode()
    assert not brand.accounts.exists()


def test_a_state_is_good_once(brand, client, stub, lune):
    page = leave(client, url("allow", brand, "bluesky"))
    params = decide(stub, page, lune)
    client.get(reverse("connect_return"), params, follow=True)
    assert "Begin again" in said(client.get(reverse("connect_return"), params, follow=True))
    assert brand.accounts.count() == 1


def test_an_answer_of_another_server_connects_nothing(brand, client, stub, lune):
    params = decide(stub, leave(client, url("allow", brand, "bluesky")), lune)
    answer = client.get(reverse("connect_return"), {**params, "iss": "https://evil.test"}, follow=True)
    assert "which was asked" in said(answer)
    assert not brand.accounts.exists()


def test_another_account_than_asked_is_not_connected(brand, client, stub):
    zoe = stub.open_account("zoe.bsky.social", "Zoé")
    answer = back(client, stub, leave(client, url("allow", brand, "bluesky")), zoe)
    assert f"another account than {HANDLE}" in said(answer)
    assert not brand.accounts.exists()


@pytest.mark.parametrize(
    "typed,sentence",
    [
        ({"handle": "personne.bsky.social"}, "Nobody on Bluesky has the handle"),
        ({"handle": "pas un identifiant"}, "This is no handle of Bluesky"),
        ({"service": "https://away.test"}, "no such server"),
        ({"service": "http://10.1.2.3", "handle": ""}, "its address is not allowed here"),
        ({"service": "nonsense://"}, "not the address of a service"),
    ],
)
def test_what_is_wrong_is_said_and_stays_typed(brand, client, stub, typed, sentence):
    asked = {"service": BASE, "handle": HANDLE, **typed}
    answer = client.post(url("allow", brand, "bluesky"), asked)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert all(f'value="{value}"' in page for value in asked.values() if value)


def test_a_stranger_and_who_may_not_connect_are_led_nowhere(brand, stranger, author, sign_in, stub):
    asked = {"service": BASE, "handle": HANDLE}
    assert sign_in(stranger).post(url("allow", brand, "bluesky"), asked).status_code == 404
    assert sign_in(author).post(url("allow", brand, "bluesky"), asked).status_code == 403
    assert not stub.asked


# --- who we are ------------------------------------------------------------------------------------------------------
def test_anybody_may_read_who_we_are_and_no_secret(settings, django_assert_num_queries):
    settings.SITE_URL = "https://tribu.example"
    settings.ALLOWED_HOSTS = ["*"]
    with django_assert_num_queries(0):
        answer = Client().get("/connect/bluesky/client-metadata.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert not answer.cookies
    told = json.loads(answer.content)
    assert told["client_id"] == "https://tribu.example/connect/bluesky/client-metadata.json"
    assert told["redirect_uris"] == ["https://tribu.example/connect/return/"]
    assert [key["kid"] for key in told["jwks"]["keys"]] == [jose.thumbprint(jose.public(key)) for key in ourselves.our_keys()]
    assert not [key for key in ourselves.our_keys() if key in answer.content.decode()]


@pytest.mark.parametrize("name", ["mastodon", "nobody"])
def test_networks_that_do_not_read_who_we_are_have_no_such_address(name):
    assert Client().get(f"/connect/{name}/client-metadata.json").status_code == 404


def test_a_new_key_on_the_ring_proves_us_from_then_on_and_the_old_one_stays(settings):
    before = ourselves.our_keys()
    settings.TOKEN_KEYS = {**settings.TOKEN_KEYS, "newer": "ab" * 32}
    assert ourselves.our_keys()[:-1] == before
    assert ourselves.installation(network("bluesky")).keys[-1] not in before
    assert not ourselves.installation(network("mastodon")).keys


def test_a_public_installation_proves_that_it_is_itself(brand, client, stub, lune, settings):
    settings.SITE_URL = "https://tribu.example"
    document = client.get("/connect/bluesky/client-metadata.json").content
    stub.fetch = {"https://tribu.example/connect/bluesky/client-metadata.json": document}.__getitem__
    back(client, stub, leave(client, url("allow", brand, "bluesky")), lune)
    account = brand.accounts.get()
    assert account.unseal()["client_key"] == ourselves.our_keys()[-1]
    accounts.refresh(account)
    assert account.unseal()["access"] in stub.tokens


# --- moving over from an app password --------------------------------------------------------------------------------
def test_an_account_by_app_password_goes_on_as_it_was(by_password, stub):
    assert draining.drain() == 1
    accounts.refresh(by_password)
    assert set(by_password.unseal()) == {"access", "refresh"}


def test_it_is_moved_over_with_all_that_is_planned_on_it(brand, client, by_password, stub, lune):
    page = client.get(url("allow_again", brand, by_password.pk)).content.decode()
    assert f'value="{HANDLE}"' in page
    assert "Nothing that is planned is lost" in page
    back(client, stub, leave(client, url("allow_again", brand, by_password.pk)), lune)
    moved = brand.accounts.get()
    assert moved.pk == by_password.pk
    assert moved.unseal()["dpop"]
    assert draining.drain() == 1
    assert moved.publications.get().state == State.PUBLISHED


def test_connecting_it_anew_finds_the_same_account(brand, client, by_password, connected):
    assert connected.pk == by_password.pk
    assert connected.publications.get().state == State.PLANNED


# --- renewal, and the end --------------------------------------------------------------------------------------------
def test_access_that_the_server_ended_early_is_renewed_and_the_post_leaves(connected, stub, lune):
    row = due(connected)
    stub.expire(lune)
    draining.drain()
    assert [attempt.trouble for attempt in row.attempts.order_by("pk")] == ["expired", ""]
    assert fresh(row).state == State.PUBLISHED
    assert len(stub.posts) == 1


def test_it_is_renewed_by_itself_in_the_last_third_of_its_time_and_not_before(connected, stub):
    seen = connected.sealed_secrets
    Account.objects.update(secrets_at=clock.now(), secrets_expire_at=clock.now() + timedelta(minutes=15))
    assert tokens.refresh_ageing() == 0
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert tokens.refresh_ageing() == 1
    account = fresh(connected)
    assert account.sealed_secrets != seen
    assert account.unseal()["dpop"] == connected.unseal()["dpop"]


def test_access_that_was_withdrawn_holds_what_is_planned_and_says_who_must_act(brand, client, connected, stub, lune):
    row = due(connected)
    stub.revoke(lune)
    draining.drain()
    assert (fresh(row).state, fresh(row).hold) == (State.HELD, Hold.ACCOUNT)
    assert fresh(connected).state == Account.State.LOST
    page = client.get(url("accounts", brand)).content.decode()
    assert "must be reconnected; 1 is waiting to leave." in page
    assert "The access is no longer valid." in page
    card = client.get(url("troubles", brand)).content.decode()
    assert url("reconnect", brand, connected.pk) in card
    assert not stub.posts
    back(client, stub, leave(client, url("allow_again", brand, connected.pk)), lune)
    draining.drain()
    assert fresh(row).state == State.PUBLISHED


def test_a_renewal_whose_answer_was_lost_is_tried_once_more_and_then_a_person_is_asked(brand, client, connected, stub):
    row = factories.make_publication(account=connected, due_at=clock.now() + timedelta(days=1))
    Account.objects.update(secrets_expire_at=clock.now())
    stub.faults.set([{"kind": "hang", "on": "step", "times": 1}])
    tokens.refresh_ageing()
    assert fresh(connected).state == Account.State.CONNECTED
    tokens.refresh_ageing()
    assert fresh(connected).state == Account.State.LOST
    assert fresh(connected).lost_reason == "Refresh token replayed"
    assert fresh(row).state == State.HELD
    assert "must be reconnected; 1 is waiting to leave" in client.get(url("accounts", brand)).content.decode()


def test_disconnecting_gives_the_access_back(brand, client, connected, stub):
    client.post(url("disconnect", brand, connected.pk), {"handle": HANDLE})
    assert {token.state for token in stub.tokens.values()} == {"revoked"}
    assert fresh(connected).unseal() == {}


def test_disconnecting_goes_on_when_the_server_is_away(brand, client, connected, stub):
    stub.faults.add("crash", on="any")
    answer = client.post(url("disconnect", brand, connected.pk), {"handle": HANDLE}, follow=True)
    assert "withdraw it in your settings" in said(answer)
    assert fresh(connected).state == Account.State.DISCONNECTED
