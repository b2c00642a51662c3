"""Signing in with a real server of AT Protocol from our own pages, in a browser, by keyboard; and what the end looks like."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from lib import clock
from networks import network
from networks.base import AccessLost
from networks.wires import HttpWire
from publishing.accounts import accounts
from publishing.engine import draining
from publishing.models import Account, Hold, State
from tests import factories
from tests.networks.bluesky_server import BlueskyAccount, BlueskyServer
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.node, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def live_server() -> Iterator[LiveServer]:
    """Our pages at 127.0.0.1: servers let in installations on this machine under no other name."""
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def far(bluesky_server: BlueskyServer, monkeypatch) -> Iterator[BlueskyAccount]:
    """An account on a real server, which stands in for the internet."""
    monkeypatch.setattr(type(network("bluesky")), "directory", bluesky_server.directory)
    places = [place.removeprefix("http://") for place in (bluesky_server.url, bluesky_server.directory)]
    with accounts.standing_in(Account.Wire.LIVE, HttpWire(places)):
        yield bluesky_server.account("maison")


def sign_in_there(page: Page, far: BlueskyAccount) -> None:
    """What a person does on the server's own pages."""
    page.wait_for_url("**/oauth/authorize?**")
    page.locator("input[type=password]").fill(far.password)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Authorize").focus()
    page.keyboard.press("Enter")


def test_an_account_signs_in_publishes_and_is_asked_to_come_again(brand, admin, visit, live_server, far):  # noqa: F811
    def at(name, *args):
        return live_server.url + reverse(f"publishing:{name}", args=[brand.slug, *args])

    page = visit(admin)
    page.goto(at("choose"))
    page.get_by_role("link", name="Connect an account on Bluesky").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Handle").focus()
    page.keyboard.type(far.handle)
    page.keyboard.press("Tab")
    page.get_by_label("Service address").fill(far.server.url)
    page.keyboard.press("Enter")
    sign_in_there(page, far)
    page.wait_for_url(at("accounts"))
    expect(page.get_by_text(f"{far.handle} is connected.")).to_be_visible()

    account = brand.accounts.get()
    first = _due(account, "Bonjour par la grande porte")
    draining.drain()
    assert _fresh(first).state == State.PUBLISHED
    Account.objects.update(secrets_expire_at=clock.now() - timedelta(seconds=1))
    second = _due(account, "Encore bonjour")
    draining.drain()
    assert _fresh(second).state == State.PUBLISHED
    assert {record["value"]["text"] for record in far.posts()} == {"Bonjour par la grande porte", "Encore bonjour"}

    _withdraw(account)
    third = _due(account, "Trop tard")
    draining.drain()
    held = _fresh(third)
    assert (held.state, held.hold) == (State.HELD, Hold.ACCOUNT)
    page.goto(at("accounts"))
    expect(page.get_by_text("The access is no longer valid.")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Reconnect").first.click()
    expect(page.get_by_label("Handle")).to_have_value(far.handle)
    page.get_by_role("button", name="Sign in with Bluesky").click()
    sign_in_there(page, far)
    page.wait_for_url(at("accounts"))
    expect(page.get_by_text(f"{far.handle} is connected.")).to_be_visible()
    draining.drain()
    assert _fresh(third).state == State.PUBLISHED


def _due(account: Account, text: str):
    key, at = account.network.make_key(clock.now()), clock.now() - timedelta(seconds=1)
    return factories.make_publication(account=account, text=text, due_at=at, key=key)


def _withdraw(account: Account) -> None:
    """The server ends the permission: a refresh token given twice is the quickest way."""
    account.refresh_from_db()
    connection = accounts.connection_of(account)
    account.network.refresh(connection)
    with pytest.raises(AccessLost):
        account.network.refresh(connection)


def _fresh(row):
    return type(row).objects.get(pk=row.pk)
