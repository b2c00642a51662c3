"""Connecting by the network's own page in a real browser: its policies hold, keys suffice, nothing is too wide."""

import threading

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from networks.stubs.server import Server
from networks.wires import HttpWire
from publishing.accounts import accounts
from publishing.models import Account
from tests import axe, patience
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def instance():
    """An instance of its own, on loopback, on which Maison Lune has an account; it stands in for the internet."""
    server = Server("127.0.0.1", 0, None, names=["mastodon"])
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    server.net.stubs["mastodon"].open_account("lune", "Maison Lune")
    with accounts.standing_in(Account.Wire.LIVE, HttpWire([server.url.removeprefix("http://")])):
        yield f"{server.url}/mastodon"
    server.shutdown()
    server.server_close()


@pytest.fixture
def at(live_server, brand):
    """The address of a page about accounts."""
    return lambda name, *args: live_server.url + reverse(f"publishing:{name}", args=[brand.slug, *args])


def test_an_account_is_connected_by_keyboard_alone_on_the_network_s_own_page(brand, admin, visit, at, instance):  # noqa: F811
    page = visit(admin)
    wrong = []
    page.on("console", lambda message: wrong.append(message.text) if "Security Policy" in message.text else None)
    page.goto(at("connect", "mastodon"))
    page.get_by_label("Instance address").focus()
    page.keyboard.type(instance)
    page.keyboard.press("Enter")
    page.wait_for_url("**/oauth/authorize?**")
    page.locator("button[value=allow]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(at("accounts"))
    expect(page.get_by_text("lune@mastodon.example is connected.")).to_be_visible()
    assert brand.accounts.get().state == Account.State.CONNECTED
    assert not wrong


def test_the_pages_on_the_way_are_for_everybody(brand, admin, visit, at, instance):  # noqa: F811
    page, wrong = visit(admin), []
    page.route("**/oauth/authorize?**", lambda route: route.fulfill(status=204))
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.goto(at("allow", "mastodon"))
        wrong += faults(page, theme)
        page.get_by_label("Instance address").fill(instance)
        page.get_by_role("button", name="Sign in with Mastodon").click()
        expect(page.get_by_role("link", name="Go on to Mastodon")).to_be_visible()
        wrong += [fault for fault in faults(page, theme) if "meta-refresh" not in fault]  # one of 0 seconds disturbs nobody
    assert not wrong, "\n".join(wrong)


def faults(page, theme: str) -> list[str]:
    """What is wrong with the page that stands there, at two widths."""
    patience.rest(page)
    found = []
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 850})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{page.title()} is wider than {width}")
        found += [f"{page.title()} {theme} {width}: {fault}" for fault in axe.faults(page, theme)]
    return found
