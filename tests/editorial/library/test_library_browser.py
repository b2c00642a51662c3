"""The library in a real browser: many files of which one is broken, focal point and choice by keyboard, for everybody."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editorial.models import Asset
from tests import axe, factories, patience
from tests.editorial.library.test_library import drawing
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at(live_server, brand):
    """The address of a page of the library."""
    return lambda name, *args: live_server.url + reverse(f"editorial:{name}", args=[brand.slug, *args])


@pytest.fixture(autouse=True)
def nothing_under_way(transactional_db, context):
    """Let what the pages asked for come to its end before the tables are emptied."""
    yield
    for page in context.pages:
        expect(page.locator(".htmx-request")).to_have_count(0)
        page.goto("about:blank")
        page.wait_for_timeout(200)


def file(name: str, seed: int) -> dict:
    return {"name": name, "mimeType": "image/png", "buffer": drawing(seed) if seed else b"no picture at all"}


def test_of_three_files_the_broken_one_is_named_and_what_breaks_off_is_tried_again(brand, author, visit, at):  # noqa: F811
    folder = factories.make_folder(brand=brand, name="Hiver")
    factories.make_asset(brand=brand, folder=folder)
    page = visit(author)
    cut = []
    page.route("**/library/upload/*", lambda route: route.abort() if len(cut) < 1 and not cut.append(1) else route.continue_())
    page.goto(at("library") + f"?folder={folder.pk}")
    patience.rest(page)
    page.locator("input[name=files]").set_input_files([file("une.png", 1), file("deux.png", 0), file("trois.png", 2)])
    lines = page.locator(".upload")
    expect(lines).to_have_count(3)
    expect(page.locator(".upload[data-state=refused]")).to_contain_text("deux.png")
    expect(page.locator(".upload[data-state=broken]")).to_have_count(1)
    page.locator(".upload[data-state=broken]").get_by_role("button", name="Try again").click()
    expect(page.locator("[data-sum]")).to_have_text("2 of 3 taken in")
    expect(page.locator("#assets > [data-asset]")).to_have_count(3)
    assert folder.assets.count() == 3
    page.locator("input[name=files]").set_input_files([file("encore.png", 2)])
    expect(page.locator(".upload[data-state=twin]")).to_contain_text("in the library already")


def test_a_focal_point_is_set_by_keyboard_and_words_are_saved_in_place(brand, author, visit, at):  # noqa: F811
    asset = factories.make_asset(brand=brand, alt="", size=(400, 200))
    page = visit(author)
    page.goto(at("asset", asset.pk))
    mark = page.get_by_role("slider", name="Focal point")
    mark.focus()
    for _ in range(2):
        mark.press("Shift+ArrowRight")
    mark.press("ArrowUp")
    expect(mark).to_have_attribute("aria-valuetext", "Focal point: 70 % from the left, 48 % from the top")
    expect(page.locator("#focal-saved")).to_contain_text("Saved at")
    expect(page.locator(".crop img").first).to_have_attribute("data-focus", "0.7 0.48")
    page.get_by_label("Alternative text").fill("Deux tasses")
    with page.expect_response(lambda answer: "Deux" in (answer.request.post_data or "")):
        page.get_by_label("Tags").fill("Lyon")
    with page.expect_response(lambda answer: "Lyon" in (answer.request.post_data or "")):
        page.get_by_label("Credit").focus()
    expect(page.locator("#saved")).to_contain_text("Saved at")
    asset.refresh_from_db()
    assert (asset.focus, asset.alt, asset.tags) == ((0.7, 0.48), "Deux tasses", ["Lyon"])


def test_a_picture_is_found_and_chosen_in_the_composer_with_the_keyboard_alone(brand, author, account, visit, at):  # noqa: F811
    wanted = factories.make_asset(brand=brand, name="neige.jpg", alt="La neige")
    for number in range(3):
        factories.make_asset(brand=brand, name=f"plage{number}.jpg", alt=f"Plage {number}")
    page = visit(author)
    page.goto(at("new"))
    page.get_by_role("link", name="From the library").focus()
    page.keyboard.press("Enter")
    search = page.get_by_label("Search the library")
    search.focus()
    search.press_sequentially("NEIGE")
    expect(page.locator("dialog [data-choose]")).to_have_count(1)
    search.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(f'[data-picture="{wanted.pk}"]')).to_be_visible()
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")


def test_pictures_are_dragged_into_a_folder_and_everybody_can_read_the_pages(brand, author, visit, at):  # noqa: F811
    folder = factories.make_folder(brand=brand, name="Hiver")
    soon = factories.make_asset(brand=brand, alt="", rights_until="2026-01-01", tags=["Lyon"])
    factories.make_asset(brand=brand, focal_x=0.2)
    page = visit(author)
    page.goto(at("library"))
    page.locator(f'[data-asset="{soon.pk}"]').drag_to(page.get_by_role("link", name="Hiver", exact=True).first)
    expect(page.get_by_text("1 picture is changed.")).to_be_visible()
    assert Asset.objects.get(pk=soon.pk).folder == folder
    for address in (
        at("library"),
        at("library") + "?view=list",
        at("asset", soon.pk),
        at("folder_new"),
        at("asset_remove", soon.pk),
    ):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address)
            assert not axe.faults(page), (address, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
