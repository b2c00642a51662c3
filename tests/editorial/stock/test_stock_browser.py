"""The stock in a real browser: setting a week, filling it, putting a post into a slot; by mouse and by key, for everybody."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editorial.models import Post
from lib import clock
from publishing.models import Publication
from tests import axe, factories, patience
from tests.editorial.conftest import ZONE, approve, fresh
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at(live_server, brand):
    """The address of a page of the desk."""
    return lambda name, *args: live_server.url + reverse(f"editorial:{name}", args=[brand.slug, *args])


@pytest.fixture
def stocked(brand, account, author, approver) -> list[Post]:
    """Two approved posts without a date."""
    from editorial import content, drafting
    from editorial.approval import submission
    from editorial.drafting import Draft

    found = []
    for text in ("Un café au lait.", "Un café noir."):
        post = drafting.create(brand, Draft(content.shared(text, [account], language="fr")), by=author)
        submission.submit(post, by=author)
        found.append(approve(fresh(post), approver))
    return found


def tomorrow() -> int:
    """The weekday of tomorrow in Paris."""
    return (clock.wall(clock.now(), ZONE) + timedelta(days=1)).weekday()


def test_a_week_is_set_filled_and_taken_back_by_mouse(brand, account, stocked, author, visit, at):  # noqa: F811
    page = visit(author)
    page.goto(at("slots"))
    page.get_by_role("button", name="7 times a week").click()
    expect(page.locator(".slot")).to_have_count(7)
    expect(page.get_by_text("7 slots a week")).to_be_visible()
    page.goto(at("stock"))
    expect(page.locator(".level__days")).to_contain_text("days")
    page.get_by_role("link", name="Fill slots").click()
    page.get_by_role("button", name="Fill these slots").click()
    expect(page.get_by_text("2 slots have their post.")).to_be_visible()
    assert Publication.objects.count() == 2
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("2 posts are put back as they were.")).to_be_visible()
    assert not Post.objects.exclude(planned_for=None).exists()
    patience.rest(page)


def test_a_post_is_dragged_onto_an_empty_slot(brand, account, stocked, author, visit, at):  # noqa: F811
    other = factories.make_theme(campaign=factories.make_campaign(brand=brand))
    slot = factories.make_slot(account=account, weekday=tomorrow(), at=time(23, 30), theme=other)
    page = visit(author)
    page.goto(at("stock"))
    page.locator(f"#p{stocked[1].pk}").drag_to(page.locator(f"[data-slot^='{slot.pk}@']").first)
    expect(page.get_by_text("It leaves on")).to_be_visible()
    assert fresh(stocked[1]).wall and not fresh(stocked[0]).wall
    patience.rest(page)


def test_a_post_is_put_into_a_slot_by_key_alone(brand, account, stocked, author, visit, at):  # noqa: F811
    factories.make_slot(account=account, weekday=tomorrow(), at=time(23, 30))
    page = visit(author)
    page.goto(at("stock"))
    page.locator(f"#p{stocked[0].pk} a.list__title").focus()
    page.keyboard.press("m")
    dialog = page.get_by_role("dialog", name="Put into a slot")
    expect(dialog.get_by_role("radio").first).to_be_checked()
    dialog.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It leaves on")).to_be_visible()
    assert (fresh(stocked[0]).wall.date() - clock.wall(clock.now(), ZONE).date()).days == 8
    patience.rest(page)


def test_nothing_stands_in_the_way_of_anybody(brand, account, second_account, stocked, author, visit, at):  # noqa: F811
    factories.make_slot(account=account, weekday=tomorrow(), at=time(23, 30), kind="swappable")
    page = visit(author)
    for name, *args in (("stock",), ("slots",), ("fill",), ("place", stocked[0].pk), ("evergreen", stocked[0].pk)):
        page.goto(at(name, *args))
        patience.rest(page)
        for width in (1440, 360):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), (name, width)
            assert not axe.faults(page), (name, width)
