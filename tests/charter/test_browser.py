"""The charter in a real browser: written in place, by keyboard, by two at once, for everybody on every width."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from charter import current, editing
from charter.sections import SECTIONS, content
from tests import axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def charter_page(lead, visit, live_server):
    page = visit(lead)
    page.goto(live_server.url + reverse("charter:show", args=["maison-lune"]))
    return page


def put(brand, by, name, **said):
    charter = current.of(brand)
    return editing.save(brand, SECTIONS[name], {**content(charter, SECTIONS[name]), **said}, by=by, base=charter.number)


def test_a_section_is_written_in_place_and_the_page_stays(charter_page, brand):
    page = charter_page
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Edit: How we speak").click()
    page.get_by_label("Voice").fill("Warm, never hurried.")
    page.get_by_label("vous").check()
    page.get_by_role("button", name="Put in force").click()
    expect(page.locator("#voice")).to_contain_text("Warm, never hurried.")
    expect(page.locator("#charter-standing")).to_contain_text("Version 1")
    expect(page.locator("#toasts")).to_contain_text("Version 1 of the charter is in force.")
    assert page.evaluate("window.stayed")
    assert current.of(brand).address == "vous"


def test_rows_are_added_and_taken_away_by_keyboard(charter_page, brand):
    page = charter_page
    page.get_by_role("link", name="Edit: Words we never use").click()
    expect(page.get_by_role("button", name="Another word")).to_be_visible()
    page.locator("#never [data-row] input").first.focus()
    for word in ("promo", "cheap", "buzz"):
        page.keyboard.type(word)
        page.keyboard.press("Enter")
    expect(page.locator("#never [data-row]")).to_have_count(4)
    page.locator("#never [data-row]").nth(1).get_by_role("button").click()
    page.get_by_role("button", name="Put in force").click()
    expect(page.locator("#never table")).to_contain_text("buzz")
    assert [word.text for word in current.of(brand).words.all()] == ["promo", "buzz"]


def test_a_colour_can_be_picked_or_typed(charter_page, brand):
    page = charter_page
    page.get_by_role("link", name="Edit: Colours").click()
    expect(page.get_by_role("button", name="Another colour")).to_be_visible()
    page.get_by_label("Name").fill("Nuit")
    page.locator("#colours input[type=color]").fill("#1f2a44")
    expect(page.get_by_label("Colour", exact=True)).to_have_value("#1f2a44")
    page.get_by_role("button", name="Put in force").click()
    expect(page.locator("#colours")).to_contain_text("#1f2a44")


def test_the_second_writer_keeps_every_word_and_sees_the_others(charter_page, brand, admin):
    page = charter_page
    page.get_by_role("link", name="Edit: How we speak").click()
    page.get_by_label("Voice").fill("Mine.")
    put(brand, admin, "voice", voice="Theirs.")
    page.get_by_role("button", name="Put in force").click()
    expect(page.locator("#voice")).to_contain_text("Anne Admin saved version 1 of this section while you were writing.")
    expect(page.locator("#voice ins")).to_contain_text("Theirs.")
    expect(page.get_by_label("Voice")).to_have_value("Mine.")
    page.get_by_role("button", name="Put mine in force").click()
    expect(page.locator("#charter-standing")).to_contain_text("Version 2")
    assert current.of(brand).voice == "Mine."


def test_cancelling_closes_the_form_and_changes_nothing(charter_page, brand):
    page = charter_page
    page.get_by_role("link", name="Edit: How we speak").click()
    page.get_by_label("Voice").fill("Never mind.")
    page.get_by_role("link", name="Cancel").click()
    expect(page.locator("#voice form")).to_have_count(0)
    assert not brand.charters.exists()


def test_a_text_is_tried_beside_the_charter(charter_page, brand, lead):
    put(brand, lead, "never", rows=[{"text": "promo", "instead": "offre", "reason": ""}])
    charter_page.get_by_label("A text to try").fill("La promo du jour")
    charter_page.get_by_role("button", name="Try it").click()
    expect(charter_page.locator("#tried")).to_contain_text("The charter never uses “promo”.")


def test_nobody_is_kept_out_and_nothing_sticks_out(charter_page, brand, lead, live_server):
    put(brand, lead, "purpose", mission="To slow evenings down.", values="Time\nCare")
    put(brand, lead, "never", rows=[{"text": "promo" + "x" * 60, "instead": "offre", "reason": "we make two a year"}])
    put(brand, lead, "colours", rows=[{"name": f"Colour {n}", "value": f"#{n * 3:02x}5070"} for n in range(8)])
    page, wrong = charter_page, []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    show = reverse("charter:show", args=["maison-lune"])
    history = reverse("charter:history", args=["maison-lune"])
    for address in (show, *(f"{show}?edit={name}" for name in ("voice", "never", "logo")), history, f"{history}2/"):
        page.goto(live_server.url + address)
        for width in (1440, 360):
            page.set_viewport_size({"width": width, "height": 850})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{address} is wider than {width}")
        wrong += [f"{address}: {fault}" for fault in axe.faults(page)]
    assert not wrong, "\n".join(wrong)
