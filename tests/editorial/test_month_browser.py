"""One person and a client without account plan a month from nothing: write, ask, approve on a phone, fill the slots, move."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page, expect

from editorial.models import Post, PostState
from tests import factories
from tests.editorial.test_browser import nothing_under_way, photo  # noqa: F401
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CLIENT = "odile@example.org"
TEXTS = ("The flax is in: our winter linen lands in the shop on Friday.", "Three gestures that keep linen soft.")


@pytest.fixture
def accounts(brand):
    """Two accounts on different networks, without any hour."""
    return [factories.make_account(brand=brand, network=name, handle="@lin") for name in ("mastodon", "instagram")]


def write(page: Page, text: str) -> None:
    page.get_by_role("link", name="New post").click()
    page.locator("#text").fill(text)
    page.locator("input[name=files]").set_input_files(photo())
    page.get_by_label("Alternative text").fill("A linen sheet")


def submit(page: Page) -> None:
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Waiting for approval").first).to_be_visible()


def a_first_post_leads_to_who_can_approve_it(page: Page) -> None:
    page.get_by_role("link", name="Write a post").click()
    write(page, TEXTS[0])
    for box in page.locator(".composer__accounts").get_by_role("checkbox").all():
        box.check()
    submit(page)
    page.get_by_role("main").get_by_role("link", name="Who approves").click()
    page.get_by_label("Certain people, in one step or several").check()
    page.get_by_label("People without account").fill(CLIENT)
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("1 post that nobody could approve follows it too.")).to_be_visible()


def the_next_begins_with_the_same_accounts_and_both_go_in_one_link(page: Page) -> None:
    write(page, TEXTS[1])
    expect(page.locator(".composer__accounts").get_by_role("checkbox", checked=True)).to_have_count(2)
    submit(page)
    page.get_by_role("link", name=f"Send it to {CLIENT}").click()
    expect(page.get_by_label("E-mail address")).to_have_value(CLIENT)
    page.get_by_text("Others that wait for approval").click()
    page.get_by_label(TEXTS[0]).check()
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_text("The link is on its way")).to_be_visible()


def the_client_says_yes_to_each_on_a_phone(phone: Page) -> None:
    phone.goto(re.search(r"http\S+/read/\S+", mail.outbox[-1].body)[0])  # type: ignore[index]
    phone.get_by_label("Your name").fill("Odile")
    phone.get_by_role("button", name="See the posts").click()
    for left in ("2 still wait for your answer.", "1 still waits for your answer."):
        expect(phone.get_by_text(left)).to_be_visible()
        phone.get_by_role("button", name="Approve").first.click()
    expect(phone.get_by_text("Nothing waits for your answer any more")).to_be_visible()


def the_slots_take_them_and_the_days_of_stock_are_told(page: Page) -> None:
    rail = page.get_by_role("navigation", name="Tribu")
    rail.get_by_role("link", name="Stock").click()
    page.get_by_role("link", name="Say when it posts").first.click()
    for account in range(2):
        page.get_by_role("button", name="2 times a week").first.click()
        expect(page.get_by_role("button", name="2 times a week")).to_have_count(1 - account)
    rail.get_by_role("link", name="Stock").click()
    expect(page.get_by_text(re.compile(r"^\d+ days?$")).first).to_be_visible()
    page.get_by_role("link", name="Fill slots").click()
    page.get_by_role("button", name="Fill these slots").click()
    expect(page.get_by_text("2 slots have their post.")).to_be_visible()


def one_is_moved_by_its_key(page: Page, post: Post) -> None:
    page.goto(page.url.partition("/stock/")[0] + f"/posts/{post.pk}/")
    page.keyboard.press("m")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Time", exact=True).fill("18:45")
    dialog.get_by_role("button", name="Move").click()
    expect(page.locator("#standing")).to_contain_text("18:45")


def test_a_month_is_planned_by_one_person_and_a_client_without_account(brand, accounts, admin, visit, live_server, browser):  # noqa: F811
    page = visit(admin)
    phone = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", timezone_id="Europe/Paris")
    page.goto(live_server.url + reverse("editorial:calendar", args=[brand.slug]))
    a_first_post_leads_to_who_can_approve_it(page)
    the_next_begins_with_the_same_accounts_and_both_go_in_one_link(page)
    the_client_says_yes_to_each_on_a_phone(phone.new_page())
    the_slots_take_them_and_the_days_of_stock_are_told(page)
    one_is_moved_by_its_key(page, brand.posts.latest("pk"))
    phone.close()
    assert set(brand.posts.values_list("state", flat=True)) == {PostState.APPROVED}
