"""Allowing us in on the network's own page: leaving, coming back once, soon, to the same brand; and giving the access back."""

from datetime import timedelta
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import time_machine
from django.urls import reverse

from lib import clock
from networks import stub_class
from networks.stubs.requests import Request
from networks.wires import StubWire
from publishing.accounts import accounts, authorizing, checking, ourselves
from publishing.models import Account, State
from tests import factories

pytestmark = pytest.mark.django_db
BASE = "https://mastodon.example"


@pytest.fixture
def stub():
    """An instance on which Maison Lune has an account, standing in for the whole internet."""
    stub = stub_class("mastodon")(BASE)
    stub.open_account("lune", "Maison Lune")
    with accounts.standing_in(Account.Wire.LIVE, StubWire(stub)):
        yield stub


def url(name, brand, *args):
    return reverse(f"publishing:{name}", args=[brand.slug, *args])


def leave(client, address, service=BASE) -> str:
    """Ask to be led away; the address of the network's page."""
    return client.post(address, {"service": service}).context["url"]


def decide(stub, page: str, decision: str = "allow", account: str = "lune") -> str:
    """Decide on the network's page; the path the person is sent back to."""
    asked = dict(parse_qsl(urlsplit(page).query))
    assert stub.answer(Request("GET", "/oauth/authorize", list(asked.items()))).status == 200
    fields = [*asked.items(), ("decision", decision), ("account", account)]
    back = stub.answer(Request("POST", "/oauth/authorize", fields))
    assert back.status == 302
    assert back.headers["location"].startswith(ourselves.return_address())
    return back.headers["location"].removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def away(brand, admin, sign_in, stub):
    """An administrator who was led to the network's page: the browser, and the page."""
    client = sign_in(admin)
    return client, leave(client, url("allow", brand, "mastodon"))


def said(answer) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def test_the_connect_screen_asks_for_the_instance_and_leads_to_its_page(brand, admin, sign_in, stub):
    client = sign_in(admin)
    assert client.get(url("connect", brand, "mastodon")).url == url("allow", brand, "mastodon")
    page = client.get(url("allow", brand, "mastodon")).content.decode()
    assert 'name="service"' in page
    assert 'name="token"' not in page
    asked = parse_qs(urlsplit(leave(client, url("allow", brand, "mastodon"))).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [ourselves.return_address()]
    assert len(asked["state"][0]) >= 40
    assert "write" not in asked["scope"][0].split()


def test_who_allows_us_in_is_connected(brand, admin, away, stub):
    client, page = away
    answer = client.get(decide(stub, page), follow=True)
    account = brand.accounts.get()
    assert answer.redirect_chain[-1][0] == url("accounts", brand)
    assert (account.handle, account.state, account.wire) == ("lune@mastodon.example", "connected", "live")
    assert account.limits["video_bytes"] == 103_809_024
    assert brand.audit_entries.filter(verb="account.connected", user=admin.user).exists()
    assert checking.check(account, by=admin).well


def test_who_denies_is_told_so_and_nothing_is_connected(brand, away, stub):
    client, page = away
    answer = client.get(decide(stub, page, "deny"), follow=True)
    assert "not allowed" in said(answer)
    assert answer.redirect_chain[-1][0].startswith(url("allow", brand, "mastodon"))
    assert f'value="{BASE}"' in answer.content.decode()
    assert not brand.accounts.exists()


def test_a_state_is_good_once(brand, away, stub):
    client, page = away
    path = decide(stub, page)
    client.get(path, follow=True)
    brand.accounts.all().delete()
    assert "Begin again" in said(client.get(path, follow=True))
    assert not brand.accounts.exists()


def test_a_state_of_another_session_leads_nowhere(brand, away, lead, admin, sign_in, stub):
    _client, page = away
    other = sign_in(admin)
    assert "Begin again" in said(other.get(decide(stub, page), follow=True))
    assert not brand.accounts.exists()


def test_a_state_of_another_brand_connects_nothing_there(brand, other_brand, admin, away, stub):
    client, page = away
    factories.make_membership(brand=other_brand, user=admin.user, roles=["admin"])
    query = urlsplit(decide(stub, page)).query
    assert "belongs to no connection" in said(client.get(f"{url('allowed', other_brand)}?{query}", follow=True))
    assert "Begin again" in said(client.get(f"{url('allowed', brand)}?{query}", follow=True))
    assert not Account.objects.exists()


def test_who_stays_away_too_long_begins_again(brand, away, stub):
    client, page = away
    path = decide(stub, page)
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert "quarter of an hour" in said(client.get(path, follow=True))
    assert not brand.accounts.exists()


def test_who_lost_the_right_meanwhile_connects_nothing(brand, admin, away, stub):
    client, page = away
    path = decide(stub, page)
    admin.roles = ["reader"]
    admin.save()
    assert client.get(path, follow=True).status_code == 403
    assert not brand.accounts.exists()


def test_a_stranger_is_led_nowhere(brand, stranger, author, sign_in, stub):
    assert sign_in(stranger).post(url("allow", brand, "mastodon"), {"service": BASE}).status_code == 404
    assert sign_in(author).post(url("allow", brand, "mastodon"), {"service": BASE}).status_code == 403
    assert stub.apps == {}


def test_a_code_without_its_proof_is_worth_nothing(brand, away, stub):
    client, page = away
    path = decide(stub, page)
    code = next(iter(stub.codes.values()))
    stub.codes[code["value"]] = {**code, "code_challenge": "of-somebody-else"}
    assert "did not take the permission" in said(client.get(path, follow=True))
    assert not brand.accounts.exists()


def test_an_instance_that_went_away_is_said_in_a_sentence(brand, away, stub):
    client, page = away
    path = decide(stub, page)
    stub.faults.add("drop", on="any")
    assert "did not answer in time" in said(client.get(path, follow=True))


def test_an_address_of_nobody_is_said_at_its_field_and_stays_typed(brand, admin, sign_in, stub):
    answer = sign_in(admin).post(url("allow", brand, "mastodon"), {"service": "https://away.example"})
    assert answer.status_code == 422
    assert "no such server" in answer.content.decode()
    assert 'value="https://away.example"' in answer.content.decode()


def test_the_session_keeps_no_secret_in_clear(away, stub):
    client, _page = away
    kept = str(client.session[authorizing.KEPT])
    (app,) = stub.apps.values()
    assert app["secret"] not in kept
    assert "verifier" not in kept


def test_only_the_last_few_errands_are_kept(brand, admin, sign_in, stub):
    client = sign_in(admin)
    pages = [leave(client, url("allow", brand, "mastodon")) for _ in range(7)]
    assert len(client.session[authorizing.KEPT]) == authorizing.AT_ONCE
    client.get(decide(stub, pages[-1]), follow=True)
    assert brand.accounts.count() == 1


# --- what the instance takes, later --------------------------------------------------------------------------------
def test_limits_that_an_instance_changed_are_read_anew_each_day(brand, connected, stub, monkeypatch):
    _client, account = connected
    told = {**stub.configuration, "statuses": {**stub.configuration["statuses"], "max_characters": 1000}}
    monkeypatch.setattr(type(stub), "configuration", told)
    hours = [clock.now().replace(hour=hour) for hour in range(24)]
    assert sum(checking.renew_limits(hour) for hour in hours) == 1
    account.refresh_from_db()
    assert (account.limits["text"], account.limits["video_bytes"]) == (1000, 103_809_024)


def test_an_instance_that_does_not_tell_its_limits_changes_none(brand, admin, connected, stub, monkeypatch):
    _client, account = connected
    monkeypatch.setattr(type(stub), "configuration", {})
    assert checking.check(account, by=admin).well
    before, _ = account.limits, account.refresh_from_db()
    assert account.limits == before
    assert account.limits["text"] == 500


# --- again, and no more ----------------------------------------------------------------------------------------------
@pytest.fixture
def connected(brand, away, stub):
    client, page = away
    client.get(decide(stub, page), follow=True)
    return client, brand.accounts.get()


def test_reconnecting_goes_the_same_way_and_keeps_what_is_planned(brand, connected, stub):
    client, account = connected
    row = factories.make_publication(account=account, state="held", hold="account")
    Account.objects.filter(pk=account.pk).update(state="lost")
    assert client.get(url("reconnect", brand, account.pk)).url == url("allow_again", brand, account.pk)
    assert BASE in client.get(url("allow_again", brand, account.pk)).content.decode()
    client.get(decide(stub, leave(client, url("allow_again", brand, account.pk))), follow=True)
    account.refresh_from_db()
    assert account.state == Account.State.CONNECTED
    assert account.publications.get(pk=row.pk).state == State.PLANNED


def test_another_account_does_not_take_the_place_of_the_one_to_reconnect(brand, connected, stub):
    client, account = connected
    stub.open_account("mars", "Mars")
    Account.objects.filter(pk=account.pk).update(state="lost")
    page = leave(client, url("allow_again", brand, account.pk))
    assert "mars@mastodon.example" in said(client.get(decide(stub, page, account="mars"), follow=True))
    account.refresh_from_db()
    assert account.state == Account.State.LOST


def test_disconnecting_gives_the_access_back(brand, connected, stub):
    client, account = connected
    token = account.unseal()["access"]
    client.post(url("disconnect", brand, account.pk), {"handle": account.handle})
    assert stub.tokens[token].state == "revoked"
    account.refresh_from_db()
    assert account.unseal() == {}


def test_disconnecting_goes_on_when_the_instance_is_away_and_says_what_is_left_to_do(brand, connected, stub):
    client, account = connected
    stub.faults.add("crash", on="any")
    answer = client.post(url("disconnect", brand, account.pk), {"handle": account.handle}, follow=True)
    assert "withdraw it in your settings" in said(answer)
    account.refresh_from_db()
    assert account.state == Account.State.DISCONNECTED


def test_pasting_a_token_is_the_second_way(brand, admin, sign_in, stub):
    client = sign_in(admin)
    page = client.get(url("connect", brand, "mastodon") + "?way=secret").content.decode()
    assert 'name="token"' in page
    token = stub.issue(stub.by_handle("lune"))
    client.post(url("connect", brand, "mastodon") + "?way=secret", {"service": BASE, "token": token})
    account = brand.accounts.get()
    answer = client.post(url("disconnect", brand, account.pk), {"handle": account.handle}, follow=True)
    assert "withdraw" not in said(answer)
    assert stub.tokens[token].state == "good"
