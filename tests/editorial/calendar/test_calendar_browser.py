"""The calendar in a real browser: a taken hour by the mouse and by keyboard alone, notes, what stays."""

import re
from datetime import time, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editorial import content, drafting
from editorial.approval import submission
from editorial.drafting import Draft
from editorial.models import DayNote
from lib import clock
from tests import axe, factories, patience
from tests.editorial.conftest import ZONE, approve, fresh
from tests.editorial.test_browser import noon, nothing_under_way  # noqa: F401
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at(live_server, brand):
    return lambda name, *args: live_server.url + reverse(f"editorial:{name}", args=[brand.slug, *args])


@pytest.fixture
def posts(brand, author, account):
    """Two posts of one account at noon, of tomorrow and of the day after."""
    moments = [clock.resolve(noon(days), ZONE) for days in (1, 2)]
    made = [factories.make_post(brand=brand, author=author, accounts=[account], planned_for=moment) for moment in moments]
    for post, text in zip(made, ("Le premier", "Le second"), strict=True):
        type(post).objects.filter(pk=post.pk).update(text=text)
    return made


def test_a_drop_on_a_taken_hour_is_swapped_undone_and_given_up_with_the_mouse(posts, author, visit, at):  # noqa: F811
    first, second = posts
    page = visit(author)
    page.goto(f"{at('calendar')}?view=list&on={noon(1):%Y-%m-%d}")
    patience.rest(page)
    place = page.locator(f"[data-day='{noon(2):%Y-%m-%d}']")
    page.locator(f"#p{first.pk}").drag_to(place)
    dialog = page.get_by_role("dialog", name="This hour is taken")
    expect(dialog).to_be_visible()
    assert not axe.faults(page)
    page.keyboard.press("Escape")
    expect(page.locator(f"[data-day='{noon(1):%Y-%m-%d}'] #p{first.pk}")).to_be_visible()
    page.locator(f"#p{first.pk}").drag_to(place)
    dialog.get_by_role("button", name="Swap").click()
    expect(page.get_by_text(re.compile("Moved to .* 1 other post moved with it"))).to_be_visible()
    expect(page.locator(f"[data-day='{noon(1):%Y-%m-%d}'] #p{second.pk}")).to_be_visible()
    assert [fresh(post).wall for post in posts] == [noon(2), noon(1)]
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("2 posts are put back as they were.")).to_be_visible()
    assert [fresh(post).wall for post in posts] == [noon(1), noon(2)]


def test_a_post_moved_while_the_calendar_looks_again_is_shown_where_it_was_put(posts, author, visit, at):  # noqa: F811
    moved, unanswered = posts[1], []
    page = visit(author)
    page.clock.install()
    page.goto(f"{at('calendar')}?on={noon(2):%Y-%m-%d}")
    page.route(re.compile("seen="), lambda look: unanswered.append(look))
    with page.expect_request(re.compile("seen=")):
        page.clock.run_for(100_000)
    page.locator(f"#p{moved.pk} a").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(f"[data-day='{noon(3):%Y-%m-%d}'] #p{moved.pk} a")).to_be_focused()
    expect(page.locator(".toast")).to_be_visible()
    assert fresh(moved).wall == noon(3) and unanswered


def test_the_same_by_keyboard_alone_and_a_published_post_says_that_it_stays(posts, author, account, visit, at):  # noqa: F811
    first, second = posts
    page = visit(author)
    page.goto(f"{at('calendar')}?view=week&on={noon(1):%Y-%m-%d}")
    patience.rest(page)
    if (noon(1) + timedelta(days=1)).isocalendar()[1] != noon(1).isocalendar()[1]:
        page.goto(f"{at('calendar')}?on={noon(1):%Y-%m-%d}")
        patience.rest(page)
    page.locator(f"#p{first.pk} a").first.press("Shift+ArrowRight")
    dialog = page.get_by_role("dialog", name="This hour is taken")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Shift").press("Enter")
    expect(page.get_by_text(re.compile("Moved to .* 12:00. 1 other post"))).to_be_visible()
    assert [fresh(post).wall for post in posts] == [noon(2), noon(2).replace(hour=13)]
    expect(page.locator(f"#p{first.pk} a").first).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("2 posts are put back as they were.")).to_be_visible()
    assert [fresh(post).wall for post in posts] == [noon(1), noon(2)]
    sent = factories.make_publication(account=account, state="published", due_at=clock.resolve(noon(2), ZONE))
    second.variants.update(publication=sent)
    type(second).objects.filter(pk=second.pk).update(state="approved")
    page.reload()
    patience.rest(page)
    page.locator(f"#p{second.pk} a").first.press("Shift+ArrowLeft")
    expect(page.get_by_text("This post stays where it is")).to_be_visible()
    page.locator(f"#p{second.pk} a").first.press("m")
    expect(page.get_by_text("This post has left")).to_be_visible()


def test_a_note_is_left_on_a_day_and_the_key_dates_keep_nobody_out(brand, author, posts, visit, at):  # noqa: F811
    page = visit(author)
    page.goto(f"{at('calendar')}?on={noon(1):%Y-%m-%d}")
    patience.rest(page)
    day = page.locator(f"[data-day='{noon(1):%Y-%m-%d}']")
    day.hover()
    expect(day.get_by_role("link", name="New post here")).to_have_attribute("href", re.compile(f"date={noon(1):%Y-%m-%d}$"))
    day.get_by_role("link", name="Note on this day").click()
    page.get_by_role("dialog").get_by_label("Note").fill("Livraison à 8 h")
    assert not axe.faults(page)
    page.keyboard.press("Enter")
    expect(day.get_by_role("link", name="Livraison à 8 h")).to_be_visible()
    assert DayNote.objects.get().on == noon(1).date()
    day.get_by_role("link", name="Livraison à 8 h").click()
    page.get_by_role("button", name="Take it away").click()
    expect(day.get_by_role("link", name="Livraison à 8 h")).to_have_count(0)
    wrong = []
    page.goto(at("key_dates"))
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width in (1440, 360):
            page.set_viewport_size({"width": width, "height": 850})
            wrong += [f"{theme} {width} {fault}" for fault in axe.faults(page, theme)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"wider than {width}")
    assert not wrong


@pytest.fixture
def waiting(brand, account, author, approver):
    """An approved post without a date."""
    made = drafting.create(brand, Draft(content.shared("De la réserve", [account], language="fr")), by=author)
    submission.submit(made, by=author)
    return approve(fresh(made), approver)


def test_the_stock_opens_at_the_side_and_a_post_goes_onto_a_day_and_back(account, waiting, author, visit, at):  # noqa: F811
    factories.make_slot(account=account, weekday=noon(1).weekday(), at=time(10, 40))
    page = visit(author)
    page.goto(f"{at('calendar')}?view=list&on={noon(1):%Y-%m-%d}")
    page.get_by_role("button", name="Stock").click()
    row = page.locator(f"#w{waiting.pk}")
    expect(row).to_be_visible()
    assert not axe.faults(page)
    row.drag_to(page.locator(f"[data-day='{noon(1):%Y-%m-%d}']"))
    expect(page.get_by_text(re.compile("Moved to .* 10:40"))).to_be_visible()
    expect(row).to_have_count(0)
    assert fresh(waiting).wall == noon(1).replace(hour=10, minute=40)
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Put back as it was.")).to_be_visible()
    expect(row).to_be_visible()
    assert fresh(waiting).wall is None


def test_a_post_of_the_stock_is_placed_beside_the_calendar_by_keyboard_alone(account, waiting, author, visit, at):  # noqa: F811
    factories.make_slot(account=account, weekday=noon(1).weekday(), at=time(10, 40))
    page = visit(author)
    page.goto(f"{at('calendar')}?view=week&on={noon(1):%Y-%m-%d}")
    patience.rest(page)
    page.keyboard.press("s")
    row = page.locator(f"#w{waiting.pk}")
    expect(row).to_be_visible()
    row.get_by_role("link").first.press("m")
    dialog = page.get_by_role("dialog", name="Put into a slot")
    expect(dialog.get_by_role("radio").first).to_be_checked()
    dialog.get_by_role("radio").first.press("Enter")
    expect(page.get_by_text("It leaves on")).to_be_visible()
    expect(page.locator(f".week__cell #p{waiting.pk}")).to_be_visible()
    expect(row).to_have_count(0)
    assert fresh(waiting).wall == noon(1).replace(hour=10, minute=40)
    page.get_by_role("button", name="Close the stock").press("Enter")
    expect(page.get_by_role("button", name="Stock", exact=True)).to_be_focused()


def test_a_post_of_the_stock_is_dropped_onto_a_slot_or_an_hour_and_back(account, waiting, author, visit, at):  # noqa: F811
    slot = factories.make_slot(account=account, weekday=noon(2).weekday(), at=time(10, 40))
    page = visit(author)
    page.goto(f"{at('calendar')}?on={noon(2):%Y-%m-%d}")
    page.get_by_role("button", name="Stock").click()
    page.locator(f"#w{waiting.pk}").drag_to(page.locator(f"[data-slot='{slot.pk}@{noon(2):%Y-%m-%d}']"))
    expect(page.get_by_text("It leaves on")).to_be_visible()
    expect(page.locator(f".day #p{waiting.pk}")).to_be_visible()
    assert fresh(waiting).wall == noon(2).replace(hour=10, minute=40)
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Put back as it was.")).to_be_visible()
    expect(page.locator(f"#w{waiting.pk}")).to_be_visible()
    page.goto(f"{at('calendar')}?view=week&on={noon(2):%Y-%m-%d}")
    expect(page.locator(f"#w{waiting.pk}")).to_be_visible()
    cell = page.locator(f".week__cell[data-day='{noon(2):%Y-%m-%d}'][data-hour='9']")
    page.locator(f"#w{waiting.pk}").drag_to(cell)
    expect(page.get_by_text(re.compile("Moved to .* 09:00"))).to_be_visible()
    assert fresh(waiting).wall == noon(2).replace(hour=9)
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Put back as it was.")).to_be_visible()
    assert fresh(waiting).wall is None
