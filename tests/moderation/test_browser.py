"""The inbox in a real browser: by keyboard, on every width, without and with JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from charter import editing
from charter.papers import KINDS
from lib import clock
from moderation.models import Conversation, Message
from tests import axe, factories, patience
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def talk(author):
    """Three people who wait, Ana the newest; Ana has said something about a post before."""
    account = factories.make_account(brand=author.brand, network="talk")
    publication = factories.make_publication(account=account, text="Nos bougies sont là", state="published")
    for hours, name in enumerate(("Ana", "Bob", "Cid"), 1):
        person = factories.make_person(brand=author.brand, network="talk", name=name)
        factories.make_conversation(
            account=account, person=person, at=clock.now() - timedelta(hours=hours), text=f"{name} demande"
        )
        if name == "Ana":
            factories.make_conversation(
                account=account, person=person, publication=publication, at=clock.now() - timedelta(days=3), state="resolved"
            )
    factories.make_conversation(account=account, private=True, kind="private", state="resolved")
    return account


def inbox(live_server, talk):
    return live_server.url + reverse("moderation:inbox", args=[talk.brand.slug])


def test_a_day_at_the_inbox_by_keyboard_alone(talk, author, visit, live_server):  # noqa: F811
    page = visit(author)
    page.goto(inbox(live_server, talk))
    who, current = page.locator("#who"), page.locator(".conversation[aria-current] .conversation__who")
    for key, name in (("j", "Ana"), ("j", "Bob"), ("k", "Ana")):
        expect(page.locator(f".conversation[data-key='{key}']")).to_be_attached()
        page.keyboard.press(key)
        expect(who).to_have_text(name)
        expect(current).to_have_text(name)
    page.keyboard.press("a")
    expect(page.locator("[name=member] option:checked").first).to_have_text("Camille Auteur")
    page.keyboard.press("r")
    page.keyboard.type("Bonjour Ana, oui !")
    expect(page.locator("#weigh .counter")).to_contain_text("18 / 500")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".message--ours .message__body")).to_have_text("Bonjour Ana, oui !")
    expect(page.locator(".message--ours .message__foot")).to_contain_text("Leaving…")
    page.keyboard.press("n")
    page.keyboard.type("Fidèle")
    page.locator("textarea[name=note]").press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("textarea[name=note]")).to_have_value("Fidèle")
    page.keyboard.press("e")
    expect(who).to_have_text("Bob")
    patience.rest(page)
    page.keyboard.press("/")
    expect(page.locator("input[type=search]").first).to_be_focused()
    page.keyboard.type("cid")
    page.keyboard.press("Enter")
    expect(page.locator(".conversation__who")).to_have_text("Cid")
    ana = Conversation.objects.get(person__name="Ana", publication=None)
    assert (ana.state, ana.assignee, ana.person.note) == ("resolved", author, "Fidèle")
    assert Message.objects.filter(inbound=False).count() == 1


def test_the_address_follows_and_going_back_leads_back(talk, author, visit, live_server):  # noqa: F811
    page = visit(author)
    page.goto(inbox(live_server, talk) + "?order=waiting")
    page.locator(".conversation", has_text="Bob").click()
    expect(page.locator("#who")).to_have_text("Bob")
    assert "order=waiting" in page.url
    page.locator(".conversation", has_text="Ana").click()
    expect(page.locator("#who")).to_have_text("Ana")
    page.go_back()
    expect(page.locator("#who")).to_have_text("Bob")
    page.reload()
    expect(page.locator("#who")).to_have_text("Bob")


def test_words_that_are_not_sent_are_not_lost_by_a_click(talk, author, visit, live_server):  # noqa: F811
    page = visit(author)
    page.goto(inbox(live_server, talk))
    page.locator(".conversation", has_text="Bob").click()
    page.locator("#answer").fill("Je commence")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.locator(".conversation", has_text="Ana").click()
    expect(page.locator("#who")).to_have_text("Bob")
    expect(page.locator("#answer")).to_have_value("Je commence")


def test_on_a_phone_the_thread_takes_the_place_of_the_list(talk, author, visit, live_server):  # noqa: F811
    page = visit(author)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(inbox(live_server, talk))
    page.locator(".conversation", has_text="Bob").click()
    expect(page.locator("#who")).to_be_visible()
    expect(page.locator(".inbox__list")).to_be_hidden()
    page.get_by_label("Back to the list").click()
    expect(page.locator(".conversation", has_text="Bob")).to_be_visible()


def test_reading_and_answering_need_no_javascript(talk, author, sign_in, browser, live_server, settings):
    context = browser.new_context(java_script_enabled=False)
    value = sign_in(author).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page = context.new_page()
    page.goto(inbox(live_server, talk))
    page.locator(".conversation", has_text="Bob").click()
    page.locator("#answer").fill("Oui, Bob.")
    page.get_by_role("button", name="Answer and resolve").click()
    expect(page.locator(".conversation", has_text="Bob")).to_have_count(0)
    assert Message.objects.get(inbound=False).text == "Oui, Bob."
    context.close()


def test_nobody_is_kept_out_and_nothing_sticks_out(talk, author, visit, live_server):  # noqa: F811
    wrong = []
    page = visit(author)
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    conversations = Conversation.objects.filter(brand=talk.brand)
    addresses = [
        "",
        "?state=all&order=waiting&assignee=nobody&q=demande",
        "?state=waiting&q=rien",
        *(f"{conversation.pk}/?state=all" for conversation in conversations),
    ]
    for address in addresses:
        page.goto(inbox(live_server, talk) + address)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            for width in (1440, 1024, 360):
                page.set_viewport_size({"width": width, "height": 850})
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wrong.append(f"{address} is wider than {width}")
            wrong += [f"{address} {theme}: {fault}" for fault in axe.faults(page, theme)]
    assert not wrong, "\n".join(wrong)


def test_a_prepared_reply_is_found_and_put_into_the_answer_with_the_keyboard_only(talk, author, lead, visit, live_server):  # noqa: F811
    rule = {
        "fr": "",
        "en": "Ask away.",
        "words": "",
        "ladder": ["remind"],
        "reply_fr": "",
        "reply_en": "Yes, {person}.\n\nNo, sorry.",
    }
    editing.save(talk.brand, KINDS["community"].parts["rules"], {"rows": [rule]}, by=lead, base=0)
    page = visit(author)
    ana = Conversation.objects.filter(person__name="Ana", state="open").get()
    page.goto(f"{inbox(live_server, talk)}{ana.pk}/")
    expect(page.locator(".prepared")).to_be_attached()
    expect(page.locator("#ladder")).to_contain_text("Ask away.")
    page.keyboard.press("p")
    expect(page.get_by_label("Find a prepared reply")).to_be_focused()
    page.keyboard.type("yes")
    expect(page.get_by_role("button", name="No, sorry.")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_have_value("Yes, Ana.")
    expect(page.locator("#answer")).to_be_focused()
    expect(page.locator("#weigh .counter")).to_contain_text("9 / 500")
    assert not axe.faults(page)
