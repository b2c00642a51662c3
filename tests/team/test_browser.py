"""The pages of the team in a real browser: for everybody, on every width, by keyboard alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from team import invitations, members, notices
from team.models import Notice, User
from tests import axe, factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def full(admin, reader):
    """A brand with something on every page."""
    factories.make_member(
        brand=admin.brand, name="Pierre-Antoine de La Rochefoucauld-Bayers", roles=["expert", "cm", "analyst", "approver"]
    )
    members.change_roles(reader, ["reader", "analyst"], by=admin)
    invitations.invite("somebody.with.a.long.address@an-agency.example.org", ["cm", "approver"], by=admin)
    notices.tell([admin], "Something failed.", key="a", level=Notice.Level.ALERT)
    notices.tell([admin], "Something waits.", key="b", level=Notice.Level.WARNING)
    return admin


def test_nobody_is_kept_out_and_nothing_sticks_out(full, reader, visit, live_server):
    _, secret = invitations.invite("new@example.org", ["cm"], by=full)
    brand = full.brand.slug
    addresses = [
        *(reverse(f"team:{name}", args=[brand]) for name in ("members", "invite", "settings", "audit", "leave")),
        reverse("team:members", args=[brand]) + "?q=nobody",
        reverse("team:member", args=[brand, reader.pk]),
        *(reverse(name) for name in ("profile", "notices", "brand_new")),
        f"/invitations/{secret}/",
    ]
    wrong = []
    page = visit(full)
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    for address in addresses:
        page.goto(live_server.url + address)
        page.evaluate("document.querySelectorAll('details.disclosure').forEach((each) => { each.open = true })")
        for width in (1440, 360):
            page.set_viewport_size({"width": width, "height": 850})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{address} is wider than {width}")
        wrong += [f"{address}: {fault}" for fault in axe.faults(page)]
    assert not wrong, "\n".join(wrong)


def test_somebody_is_invited_and_joins_by_keyboard_alone(admin, visit, browser, live_server):
    page = visit(admin)
    page.goto(live_server.url + reverse("team:invite", args=[admin.brand.slug]))
    page.locator("[name=email]").focus()
    page.keyboard.type("nora@example.org")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # community manager, the third of the roles
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("nora@example.org is invited")
    link = page.locator("#invitation-link").input_value()

    nora = browser.new_context(locale="fr-FR", timezone_id="America/Toronto").new_page()
    nora.goto(link)
    expect(nora.locator("[name=zone]")).to_have_value("America/Toronto")
    nora.locator("[name=name]").focus()
    nora.keyboard.type("Nora Neuve")
    nora.keyboard.press("Tab")
    nora.keyboard.type("une phrase assez longue")
    nora.keyboard.press("Enter")
    nora.wait_for_url("**/b/maison-lune/")
    person = User.objects.get(email="nora@example.org")
    assert (person.zone, person.memberships.get().roles) == ("America/Toronto", ["cm"])


def test_removing_somebody_asks_first(full, reader, visit, live_server):
    page = visit(full)
    page.goto(live_server.url + reverse("team:member", args=[full.brand.slug, reader.pk]))
    page.get_by_role("button", name="Remove…").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Remove Régine Regarde from Maison Lune?")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Remove…").press("Enter")
    dialog.get_by_role("button", name="Remove Régine Regarde").press("Enter")
    expect(page.locator(".toasts")).to_contain_text("Régine Regarde no longer belongs to Maison Lune.")


def test_the_list_narrows_while_one_types_and_the_address_keeps_it(full, visit, live_server):
    page = visit(full)
    page.goto(live_server.url + reverse("team:members", args=[full.brand.slug]))
    page.locator("[name=role]").select_option("admin")
    expect(page.locator("#members .list__row")).to_have_count(1)
    assert "role=admin" in page.url
    page.reload()
    expect(page.locator("#members .list__row")).to_have_count(1)
