"""The catalogue in a real browser: reachable by all, on every width, in both themes; and the behaviours work."""

import pytest
from playwright.sync_api import expect

from tests import axe, patience
from tests.design.catalogue import PAGES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_kept_out_by_the_interface(catalogue, browser, theme):
    context = browser.new_context(color_scheme=theme, locale="fr-FR")
    page = context.new_page()
    wrong = []
    for name in PAGES:
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 850})
            page.goto(f"{catalogue}/{name}/")
            patience.rest(page)
            wrong += [f"{name} {width}: {fault}" for fault in axe.faults(page, theme)]
    context.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("width", [360, 720, 1920, 3200])
def test_nothing_sticks_out_of_the_window(catalogue, page, width):
    page.set_viewport_size({"width": width, "height": 850})
    for name in PAGES:
        page.goto(f"{catalogue}/{name}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_the_content_policy_is_kept_and_no_script_fails(catalogue, page):
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for name in PAGES:
        page.goto(f"{catalogue}/{name}/")
        patience.rest(page)
    assert not said


def test_the_palette_finds_a_room_without_its_accents(catalogue, page):
    page.goto(f"{catalogue}/components/")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.type("equi" if page.locator("html").get_attribute("lang") == "fr" else "tea")
    expect(page.locator("#palette .palette__item")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()


def test_keys_work_outside_of_fields_only(catalogue, page):
    page.goto(f"{catalogue}/components/")
    page.locator("#txt").press("?")
    expect(page.locator("#keys")).to_be_hidden()
    page.locator("h1").first.click()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url("**/composer/")


def test_a_menu_opens_by_keyboard_and_gives_the_focus_back(catalogue, page):
    page.goto(f"{catalogue}/components/")
    opener = page.locator("main details.menu > summary").first
    opener.press("Enter")
    opener.press("ArrowDown")
    expect(page.locator("main details.menu .menu__item").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(page.locator("main details.menu .menu__items").first).to_be_hidden()


def test_on_a_phone_the_rail_is_behind_the_menu(catalogue, page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{catalogue}/components/")
    expect(page.locator("#rail")).to_be_hidden()
    page.locator("[popovertarget=rail]").click()
    expect(page.locator("#rail")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#rail")).to_be_hidden()


def test_without_scripts_the_page_reads_and_its_menus_open(catalogue, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{catalogue}/components/")
    page.locator("main details.menu > summary").first.click()
    expect(page.locator("main details.menu .menu__items").first).to_be_visible()
    context.close()
