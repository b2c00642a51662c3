"""A visual made with the keyboard alone, seen while it is made."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from charter import editing
from charter.sections import SECTIONS
from tests import axe
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_visual_is_made_with_the_keyboard_and_what_was_typed_outlasts_another_template(live_server, brand, lead, visit):  # noqa: F811
    rows = [{"name": "Encre", "value": "#2b211c"}, {"name": "Crème", "value": "#f6ead7"}]
    editing.save(brand, SECTIONS["colours"], {"rows": rows}, by=lead, base=0)
    page = visit(lead)
    page.goto(live_server.url + reverse("editorial:visual", args=[brand.slug]))
    picture = page.locator(".visual__picture")
    expect(picture).to_be_visible()
    page.get_by_role("textbox", name="Title", exact=True).fill("Le café est patient")
    expect(picture).to_have_attribute("alt", "Le café est patient.")
    page.get_by_label("Announcement").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_label("Quote")).to_be_focused()
    expect(page.get_by_label("The words")).to_have_value("Le café est patient")
    expect(picture).to_have_attribute("alt", "«\u00a0Le café est patient\u00a0»")
    assert not axe.faults(page)
    page.emulate_media(color_scheme="dark")
    assert not axe.faults(page, "dark")
    page.get_by_label("The words").press("Tab")
    page.keyboard.type("Inès")
    expect(picture).to_have_attribute("alt", "«\u00a0Le café est patient\u00a0» Inès.")
    page.get_by_role("button", name="Put it into the library").press("Enter")
    page.wait_for_url("**/library/*/")
    assert brand.assets.get().alt == "«\u00a0Le café est patient\u00a0» Inès."
