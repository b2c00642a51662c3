"""Series in a real browser: a draft repeated with the mouse, one of its posts dragged; a series begun with the keyboard."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editorial.models import Post, PostState, Series
from editorial.series import laying
from tests import axe
from tests.editorial.test_browser import nothing_under_way  # noqa: F401
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def three_weeks(monkeypatch):
    monkeypatch.setattr(laying, "WINDOW", timedelta(days=21))


@pytest.fixture
def at(live_server, brand):
    return lambda name, *args: live_server.url + reverse(f"editorial:{name}", args=[brand.slug, *args])


def test_a_draft_is_repeated_approved_and_moved_with_its_series(brand, author, approver, account, post, visit, at):  # noqa: F811
    from editorial import scheduling

    scheduling.clear_date(post, by=author)
    page = visit(author)
    page.goto(at("post", post.pk))
    page.get_by_role("link", name="Repeat").click()
    sentence = page.locator(".sentence")
    expect(sentence.get_by_label("Day of the month")).to_be_hidden()
    for day in sentence.locator("[name=weekdays]").all():
        day.set_checked(True, force=True)
    sentence.get_by_label("How many").fill("2")
    expect(page.locator("#series-dates")).to_contain_text("Every two weeks, on Monday, Tuesday")
    sentence.get_by_label("Unit").select_option("MONTHLY")
    expect(sentence.get_by_label("Days of the week")).to_be_hidden()
    sentence.get_by_label("Place in the month").select_option("last")
    expect(page.locator("#series-dates")).to_contain_text("Every two months, on the last day")
    assert not axe.faults(page)
    sentence.get_by_label("How many").fill("1")
    sentence.get_by_label("Unit").select_option("WEEKLY")
    sentence.get_by_label("Time", exact=True).fill("11:00")
    expect(page.locator("#series-dates")).to_contain_text("Every day at 11:00")
    page.get_by_role("button", name="Begin the series").click()
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Aline Approuve can now approve it.")).to_be_visible()
    series = Series.objects.get()
    reading = visit(approver)
    reading.goto(at("series", series.pk))
    assert not axe.faults(reading)
    reading.get_by_role("button", name="Approve the text").click()
    expect(reading.get_by_text("Its posts are being made")).to_be_visible()
    laying.lay(series)
    first = series.posts.filter(occurrence__isnull=False).order_by("occurrence")[0]
    assert first.state == PostState.APPROVED
    page = visit(author)
    page.goto(f"{at('calendar')}?view=week&on={first.wall:%Y-%m-%d}")
    page.locator(f"#p{first.pk}").drag_to(page.locator(f"[data-day='{first.wall:%Y-%m-%d}'][data-hour='15']"))
    dialog = page.get_by_role("dialog", name="How far does it go?")
    expect(dialog).to_contain_text("Every day at 15:00")
    dialog.get_by_role("button", name="All to come").click()
    expect(page.get_by_text(re.compile("Moved to .* 15:00, and what comes after it too"))).to_be_visible()
    assert {row.wall.hour for row in series.posts.filter(occurrence__isnull=False)} == {15}


def test_a_series_is_begun_and_a_day_left_out_with_the_keyboard_alone(brand, author, account, visit, at):  # noqa: F811
    page = visit(author)
    page.goto(at("series_all"))
    assert not axe.faults(page)
    page.keyboard.press("Tab")
    page.get_by_role("link", name="New series").last.press("Enter")
    page.get_by_label("Name").press_sequentially("Le mot du matin")
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    page.keyboard.press("Home")
    expect(page.locator("#series-dates")).to_contain_text("Every three days")
    page.get_by_label("Public holidays", exact=True).press("F")
    expect(page.locator("#series-dates")).to_contain_text("except on public holidays (France)")
    page.get_by_role("button", name="Begin the series").press("Enter")
    expect(page.get_by_text("This is the text of the series")).to_be_visible()
    series = Series.objects.get()
    assert (series.rule, series.name, series.holidays) == ("FREQ=DAILY;INTERVAL=3", "Le mot du matin", "FR")
    page.locator("#text").press_sequentially("Bonjour !")
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    page.goto(at("series", series.pk))
    page.get_by_role("button", name=re.compile("^Leave .* out$")).first.press("Enter")
    expect(page.get_by_text("taken out by hand")).to_be_visible()
    assert len(Series.objects.get().skipped) == 1 and Post.objects.get().text == "Bonjour !"
