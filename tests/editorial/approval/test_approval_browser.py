"""Approval in a real browser: by link on a phone in French, the queue with the keyboard alone, and nobody kept out."""

import pytest
from playwright.sync_api import expect

from editorial import content, drafting
from editorial.approval import rules, submission, talking
from editorial.approval.steps import Step
from editorial.models import PostState
from tests import axe, factories, patience
from tests.editorial.conftest import fresh
from tests.editorial.test_browser import at, nothing_under_way  # noqa: F401
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATH = "/read/un-secret/"


@pytest.fixture
def two_waiting(brand, draft, author, approver):
    posts = [drafting.create(brand, draft, by=author) for _ in range(2)]
    for post in posts:
        submission.submit(post, by=author)
    return posts


def test_a_client_answers_on_a_phone_in_french_by_a_link(brand, two_waiting, browser, live_server):
    first, second = two_waiting
    factories.make_link(brand=brand, posts=two_waiting, secret="un-secret", step=1, name="Chloé Cliente")
    phone = browser.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR", timezone_id="America/New_York")
    page = phone.new_page()
    page.goto(live_server.url + PATH)
    expect(page.get_by_role("heading", name="2 publications attendent votre avis")).to_be_visible()
    page.get_by_role("button", name="Voir les publications").click()
    one, two = page.locator(f"#post-{first.pk}"), page.locator(f"#post-{second.pk}")
    expect(one.locator(".preview")).to_have_count(2)
    expect(one.get_by_text("pour vous :")).to_be_visible()
    one.get_by_role("button", name="Approuver").click()
    expect(one.get_by_text("Vous l’avez approuvée.")).to_be_visible()
    two.get_by_role("button", name="Demander une modification").click()
    expect(two.get_by_text("Dites ce qu’il faut modifier")).to_be_visible()
    two.get_by_label("Un mot à l’auteur").fill("Le prix manque.")
    two.get_by_text("Proposer une autre heure").click()
    two.get_by_label("Date").fill("2030-01-16")
    two.get_by_label("Heure", exact=True).fill("09:00")
    two.get_by_role("button", name="Proposer", exact=True).click()
    expect(two.get_by_text("Chloé Cliente propose")).to_be_visible()
    two.get_by_label("Un mot à l’auteur").fill("Le prix manque.")
    two.get_by_role("button", name="Demander une modification").click()
    expect(two.get_by_text("Vous avez demandé une modification")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert (fresh(first).state, fresh(second).state) == (PostState.APPROVED, PostState.DRAFT)
    assert second.proposals.get().zone == "America/New_York"
    phone.close()


def test_the_queue_is_worked_through_with_the_keyboard_alone(two_waiting, approver, visit, at):  # noqa: F811
    first, second = two_waiting
    page = visit(approver)
    page.goto(at("approvals"))
    expect(page.locator("[data-key=j]")).to_have_count(1)
    page.keyboard.press("j")
    expect(page.locator(f"#p{first.pk}")).to_have_attribute("aria-current", "true")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("c")
    page.keyboard.type("Plus court, s’il vous plaît.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".waiting")).to_have_count(1)
    expect(page.locator("[data-key=j]")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.get_by_text("All decided")).to_be_visible()
    assert (fresh(first).state, fresh(second).state) == (PostState.DRAFT, PostState.APPROVED)


def test_words_of_the_post_are_commented_on_where_they_are_chosen(submitted, approver, visit, at):  # noqa: F811
    page = visit(approver)
    page.goto(at("post", submitted.pk))
    expect(page.locator("#talk")).to_be_visible()
    text = page.locator(".preview__text").first
    text.evaluate("box => document.getSelection().setBaseAndExtent(box.firstChild, 0, box.firstChild, 7)")
    expect(page.locator("[data-chosen-words]")).to_have_text("Bonjour")
    page.locator(".talk__new textarea").fill("Plutôt « bonsoir » ?")
    page.locator(".talk__new").get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".talk__thread .quote")).to_have_text("Bonjour")
    page.locator(".talk__thread").get_by_role("button", name="Resolve").click()
    expect(page.locator(".talk__thread--resolved")).to_have_count(1)


def test_nobody_is_kept_out_of_approval(brand, two_waiting, admin, approver, lead, visit, at, live_server):  # noqa: F811
    post = two_waiting[0]
    asked = [Step(members=frozenset({approver.pk}), name="Relecture"), Step(guests=("dg@example.org",))]
    rules.change(brand, None, asked, by=admin)
    talking.begin(post, content.of(post), "Trop long ?", by=lead, quote="Bonjour", shared=True)
    factories.make_link(brand=brand, posts=two_waiting, secret="un-secret", step=1, name="Chloé")
    wrong, page = [], visit(admin)
    addresses = [
        at("rule"),
        at("approvals"),
        at("links"),
        f"{at('make_link')}?post={post.pk}",
        at("post", post.pk),
        at("fast", post.pk),
    ]
    page.goto(live_server.url + PATH)
    page.locator("form.form button").click()
    for address in [*addresses, live_server.url + PATH]:
        page.goto(address)
        patience.rest(page)
        for width, theme in ((1440, "light"), (360, "dark")):
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": 850})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{address} is wider than {width}")
            wrong += [f"{address} {width}: {fault}" for fault in axe.faults(page)]
    assert not wrong, "\n".join(wrong)
