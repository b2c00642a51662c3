"""The mentions in a real browser: by keyboard, on every width, without and with JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editorial.models import Post
from lib import clock
from listening.models import Mention
from tests import axe, factories
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def found(author):
    """A watch that found five mentions, Ana the newest."""
    watch = factories.make_watch(brand=author.brand, name="Nos bougies")
    for hours, name in enumerate(("Ana", "Bob", "Cid", "Dan", "Eve"), 1):
        factories.make_mention(
            watch=watch, title=f"{name} et sa bougie", excerpt="Une bougie.", at=clock.now() - timedelta(hours=hours)
        )
    return watch


def mentions(live_server, watch):
    return live_server.url + reverse("listening:mentions", args=[watch.brand.slug])


def state(name: str) -> str:
    return Mention.objects.get(title__startswith=name).state


def test_a_round_through_the_mentions_by_keyboard_alone(found, author, moderator, visit, live_server):  # noqa: F811
    page = visit(author)
    page.goto(mentions(live_server, found))
    current = page.locator(".mention[aria-current] .mention__title")
    expect(page.locator(".mention")).to_have_count(5)
    for key, name in (("j", "Ana"), ("j", "Bob"), ("k", "Ana")):
        expect(page.locator(f".mention[data-key='{key}']")).to_be_attached()
        page.keyboard.press(key)
        expect(current).to_contain_text(name)
    page.keyboard.press("e")
    expect(current).to_contain_text("Bob")
    page.keyboard.press("x")
    expect(current).to_contain_text("Cid")
    expect(page.locator(".toast", has_text="Put away as noise")).to_be_visible()
    page.keyboard.press("f")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Who", exact=True).select_option("Modeste Modère")
    page.get_by_label("Note").fill("Les remercier")
    page.get_by_role("dialog").get_by_role("button", name="Hand over").click()
    expect(page.locator(".toast", has_text="Modeste Modère follows it up")).to_be_visible()
    page.keyboard.press("j")
    expect(current).to_contain_text("Dan")
    page.keyboard.press("d")
    page.wait_for_url("**/edit/")
    assert [state(name) for name in ("Ana", "Bob", "Cid", "Dan", "Eve")] == ["seen", "noise", "follow", "seen", "new"]
    assert Post.objects.get().text == "Dan et sa bougie"


def test_noise_is_undone_from_its_toast(found, author, visit, live_server):  # noqa: F811
    page = visit(author)
    page.goto(mentions(live_server, found))
    page.locator(".mention", has_text="Ana").get_by_role("button", name="Noise").click()
    expect(page.locator(".mention")).to_have_count(4)
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".mention")).to_have_count(5)


def test_sorting_needs_no_javascript(found, author, sign_in, browser, live_server, settings):
    context = browser.new_context(java_script_enabled=False)
    value = sign_in(author).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page = context.new_page()
    page.goto(mentions(live_server, found))
    page.locator(".mention", has_text="Ana").get_by_role("button", name="Seen").click()
    page.locator(".mention", has_text="Bob").get_by_role("link", name="Follow up").click()
    page.get_by_role("button", name="Hand over").click()
    expect(page.locator(".mention")).to_have_count(3)
    assert (state("Ana"), state("Bob")) == ("seen", "follow")
    context.close()


def test_nobody_is_kept_out_and_nothing_sticks_out(found, author, visit, live_server):  # noqa: F811
    wrong = []
    page = visit(author)
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    Mention.objects.filter(title__startswith="Ana").update(state="follow", assignee=author, note="Vite", author="Zoé")
    pk = f"{found.pk}/"
    addresses = ["", "?state=all", "?state=noise", "new/", pk, f"{pk}edit/", f"{pk}removal/"]
    for address in [*addresses, f"mentions/{Mention.objects.first().pk}/follow/"]:
        page.goto(mentions(live_server, found) + address)
        for width in (1440, 1024, 360):
            page.set_viewport_size({"width": width, "height": 850})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{address} is wider than {width}")
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            wrong += [f"{address} {theme}: {fault}" for fault in axe.faults(page, theme)]
    assert not wrong, "\n".join(wrong)
