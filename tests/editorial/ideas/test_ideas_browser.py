"""The board of ideas in a real browser: by keyboard alone, by mouse, on every width."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editorial.models import Idea, Stage
from tests import axe, factories, patience
from tests.editorial.test_browser import nothing_under_way  # noqa: F401
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_thought_becomes_a_draft_by_keyboard_alone(brand, author, visit, live_server):  # noqa: F811
    factories.make_idea(brand=brand, title="Les coulisses", stage=Stage.WORK)
    asset = factories.make_asset(brand=brand, alt="Un levain dans son bocal")
    page = visit(author)
    page.goto(live_server.url + reverse("editorial:ideas", args=[brand.slug]))
    patience.rest(page)
    page.keyboard.press("i")
    page.keyboard.type("La recette du levain")
    page.keyboard.press("Enter")
    fresh = page.get_by_role("link", name="La recette du levain")
    expect(fresh).to_be_visible()
    fresh.focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("region", name="To work out").get_by_role("link", name="La recette du levain")).to_be_focused()
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("[data-stage=work] .idea").nth(1)).to_contain_text("La recette du levain")
    expect(page.get_by_role("link", name="La recette du levain")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("link", name="Les coulisses")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_label("Worked out").fill("Farine, eau, patience.")
    page.get_by_role("link", name="From the library").press("Enter")
    page.get_by_role("button", name=asset.alt).press("Enter")
    expect(page.get_by_role("checkbox", name="Add")).to_be_checked()
    page.get_by_role("button", name="Save and make a draft").press("Enter")
    expect(page.locator("#text")).to_have_value("Farine, eau, patience.")
    idea = Idea.objects.get(title="La recette du levain")
    assert idea.stage == Stage.DONE and [*idea.pictures.all()] == [asset]


def test_an_idea_is_dragged_and_nothing_stands_against_the_page(brand, author, visit, live_server):  # noqa: F811
    for title, stage in (("Un", Stage.THOUGHT), ("Deux", Stage.READY), ("Trois", Stage.READY)):
        factories.make_idea(brand=brand, title=title, stage=stage, owner=author, tags=["four"])
    page = visit(author)
    page.goto(live_server.url + reverse("editorial:ideas", args=[brand.slug]))
    page.locator(".idea", has_text="Un").drag_to(page.locator(".idea", has_text="Trois"), target_position={"x": 20, "y": 4})
    expect(page.locator("[data-stage=ready] .idea")).to_have_count(3)
    expect(page.get_by_text("“Un” stands in “Ready to write”.")).to_be_visible()
    titles = Idea.objects.filter(stage=Stage.READY).order_by("place", "pk").values_list("title", flat=True)
    assert list(titles) == ["Deux", "Un", "Trois"]
    idea = Idea.objects.get(title="Un")
    for name, args in (("ideas", []), ("idea", [idea.pk])):
        for width in (1440, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(live_server.url + reverse(f"editorial:{name}", args=[brand.slug, *args]))
            assert not axe.faults(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
