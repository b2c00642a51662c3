"""Writing aids in a real browser, with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from editorial.models import WordSet
from tests import axe
from tests.editorial.composer.test_composer_browser import kept
from tests.editorial.conftest import fresh
from tests.editorial.test_browser import at, nothing_under_way  # noqa: F401
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_set_is_put_in_by_keyboard_and_an_older_version_taken_back(post, account, author, visit, at):  # noqa: F811
    people = [{"name": "Zoé", "handles": {account.network_name: "@zoe@social.example"}}]
    WordSet.objects.create(brand=post.brand, kind="mentions", name="Amis", people=people)
    page = visit(author)
    page.goto(at("post", post.pk))
    expect(page.locator("[role=tablist]")).to_be_visible()
    page.locator("#text").focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+ArrowRight")
    menu = page.locator("details.aids > summary")
    menu.press("Enter")
    expect(page.locator("[data-insert]")).to_be_visible()
    assert not axe.faults(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value("Bonjour Zoé à toutes et à tous.")
    own = page.locator(f"#text_{account.pk}")
    page.locator(f"#tab-words-{account.pk}").click()
    own.focus()
    page.keyboard.press("Control+End")
    menu.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(own).to_have_value("Bonjour Zoé à toutes et à tous. @zoe@social.example")
    expect(page.locator(f"input[name=own_{account.pk}]")).to_be_checked()
    kept(page)
    page.get_by_role("link", name="Versions").press("Enter")
    page.locator(".version-list a", has_text="Version 1").press("Enter")
    page.get_by_role("button", name="Take this version back").press("Enter")
    expect(page.get_by_text("Version 1 is back.")).to_be_visible()
    expect(page.locator("#text")).to_have_value("Bonjour à toutes et à tous.")
    assert [version.text for version in fresh(post).variants.all()] == [None, None]
