"""The results in a real browser: drawn, for everybody, on every width."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from analytics.models import AccountSnapshot
from lib import clock
from tests import axe, factories
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def measured(brand, noon):
    """Some posts with figures, over some weeks."""
    account = factories.make_account(brand=brand, network="counting")
    campaign = factories.make_campaign(brand=brand, name="Noël", starts_on=date(2026, 11, 1))
    theme = factories.make_theme(campaign=campaign)
    factories.make_objective(campaign=campaign, target=10)
    for number in range(12):
        publication = factories.make_published(
            account=account, at=clock.now() - timedelta(days=5 * number, hours=number), campaign=campaign, theme=theme
        )
        factories.make_standing(publication=publication, likes=number, replies=1, views=None if number % 2 else 50)
    for day, followers in ((1, 100), (10, 120), (20, 150)):
        AccountSnapshot.objects.create(account=account, day=date(2026, 11, day), followers=followers)
    return brand


def address(live_server, name, brand, **query):
    return live_server.url + reverse(f"analytics:{name}", args=[brand.slug], query=query)


def test_the_charts_are_drawn_and_filters_go_by_themselves(measured, analyst, visit, live_server):  # noqa: F811
    page = visit(analyst)
    page.goto(address(live_server, "results", measured))
    drawn = "() => [...document.querySelectorAll('canvas')].filter((each) => window.Chart?.getChart(each)).length"
    page.wait_for_function(f"({drawn})() === 2")
    page.locator("[name=days]").select_option("7")
    expect(page.locator(".answer")).to_contain_text("In 7 days")
    page.locator(".heat a").first.click()
    expect(page.locator("h1")).to_have_text("Posts and their figures")


def test_nobody_is_kept_out_and_nothing_sticks_out(measured, analyst, visit, live_server):  # noqa: F811
    wrong = []
    page = visit(analyst)
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    pages = [
        address(live_server, "results", measured),
        address(live_server, "results", measured, campaign=0),
        address(live_server, "posts", measured),
    ]
    for url in pages:
        page.goto(url)
        page.evaluate("document.querySelectorAll('details.chart__table').forEach((each) => { each.open = true })")
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            for width in (1440, 768, 360):
                page.set_viewport_size({"width": width, "height": 850})
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wrong.append(f"{url} is wider than {width}")
            wrong += [f"{url} {theme}: {fault}" for fault in axe.faults(page, theme)]
    assert not wrong, "\n".join(wrong)
