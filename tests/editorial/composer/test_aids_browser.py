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


def test_emoji_and_words_are_found_while_one_types_and_what_was_taken_out_comes_back(post, author, visit, at):  # noqa: F811
    WordSet.objects.create(brand=post.brand, kind="hashtags", name="Café", hashtags="#CaféLune #Torréfaction")
    page = visit(author)
    page.goto(at("post", post.pk))
    expect(page.locator("[role=tablist]")).to_be_visible()
    text = page.locator("#text")
    text.fill("Samedi ")
    page.locator(".emoji > summary").press("Enter")
    search = page.get_by_role("searchbox", name="Search the emoji")
    expect(search).to_be_focused()
    search.press_sequentially("cafe")
    expect(page.locator(".emoji__sign:visible")).to_have_count(1)
    assert not axe.faults(page)
    search.press("Enter")
    expect(text).to_have_value("Samedi ☕")
    text.press_sequentially(" #tor")
    option = page.get_by_role("option", name="#Torréfaction")
    expect(option).to_have_attribute("aria-selected", "true")
    assert not axe.faults(page)
    text.press("Enter")
    expect(text).to_have_value("Samedi ☕ #Torréfaction ")
    page.locator("#add-part").press("Enter")
    page.locator("#part_1").fill("La suite dimanche.")
    page.get_by_role("button", name="Take part 2 out").press("Enter")
    expect(page.locator("#part_1")).to_have_count(0)
    page.locator(".toast").get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("#part_1")).to_have_value("La suite dimanche.")
    kept(page)
    assert fresh(post).parts[0]["text"] == "La suite dimanche."


def test_a_set_is_put_in_by_keyboard_and_an_older_version_taken_back(post, account, author, visit, at):  # noqa: F811
    people = [{"name": "Zoé", "handles": {account.network_name: "@zoe@social.example"}}]
    WordSet.objects.create(brand=post.brand, kind="mentions", name="Amis", people=people)
    page = visit(author)
    page.goto(at("post", post.pk))
    expect(page.locator("[role=tablist]")).to_be_visible()
    page.locator("#text").focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+ArrowRight")
    menu = page.locator("[data-offers] > summary")
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
