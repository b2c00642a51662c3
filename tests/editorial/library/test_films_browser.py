"""Marking clips in a real browser: with the mouse, and with the keyboard alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editorial.library import cutting
from editorial.models import Asset, Cut
from tests import axe, factories
from tests.editorial.test_browser import nothing_under_way  # noqa: F401
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def film(brand) -> Asset:
    return factories.make_film(brand=brand, seconds=8.0, seed=1)


@pytest.fixture
def page(brand, film, author, account, live_server, visit):  # noqa: F811
    page = visit(author)
    page.goto(live_server.url + reverse("editorial:film", args=[brand.slug, film.pk]))
    expect(page.locator("[data-tools]").first).to_be_visible()
    page.wait_for_function("document.querySelector('video').readyState > 0")
    return page


def test_two_clips_are_marked_with_the_mouse_and_followed_to_their_end(page, film):
    page.evaluate("document.querySelector('video').currentTime = 2")
    expect(page.locator("[data-now]")).to_have_text("0:02")
    page.get_by_role("button", name="Begins here").click()
    page.get_by_role("slider", name="End of the clip").fill("5")
    expect(page.get_by_label("To", exact=True)).to_have_value("0:05")
    page.get_by_role("button", name="Another clip").click()
    expect(page.locator("[data-clip]")).to_have_count(2)
    last = page.locator("[data-clip]").last
    expect(last.get_by_label("From")).to_have_value("0:05")
    last.get_by_label("To", exact=True).fill("0:07")
    last.get_by_label("Name").fill("La fin")
    page.get_by_role("button", name="Cut", exact=True).click()
    expect(page.get_by_text("2 clips are being made")).to_be_visible()
    assert list(Cut.objects.values_list("starts", "ends")) == [(2.0, 5.0), (5.0, 7.0)]
    cutting.work()
    expect(page.locator("#cuts").get_by_text("Done")).to_have_count(2)
    assert not axe.faults(page)


def test_a_clip_is_marked_with_the_keyboard_alone(page):
    page.locator("body").press("l")
    expect(page.locator("[data-now]")).to_have_text("0:05")
    page.keyboard.press("o")
    expect(page.get_by_label("To", exact=True)).to_have_value("0:05")
    page.keyboard.press("j")
    expect(page.locator("[data-now]")).to_have_text("0:00")
    page.keyboard.press("i")
    slider = page.get_by_role("slider", name="Beginning of the clip")
    slider.focus()
    for _press in range(10):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_label("From")).to_have_value("0:01")
    page.get_by_role("button", name="Cut", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 clip is being made")).to_be_visible()
    assert list(Cut.objects.values_list("starts", "ends")) == [(1.0, 5.0)]
