"""Threads, polls and options written in a real browser: with the mouse, then with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from editorial import content
from editorial.content import Part
from editorial.models import Post, Series
from tests import axe, patience
from tests.editorial.conftest import fresh
from tests.editorial.test_browser import at, nothing_under_way, photo  # noqa: F401
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def kept(page) -> None:
    """Wait until what was typed is kept."""
    expect(page.locator("form[data-autosave]:is([data-dirty], [data-keeping])")).to_have_count(0)


def test_a_long_text_becomes_a_thread(post, account, second_account, author, visit, at):  # noqa: F811 - one journey
    page, wrong = visit(author), []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(at("post", post.pk))
    text = "Une phrase de taille moyenne, comme on en écrit souvent. " * 12
    page.locator("#text").fill(text)
    split = page.locator("#counters").get_by_role("button", name="Split into a thread")
    split.click()
    expect(page.locator("#part_1")).to_be_visible()
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator("#part_1")).to_have_count(0)
    expect(page.locator("#text")).to_have_value(text)
    split.click()
    expect(page.locator("#part_1")).to_be_visible()
    assert len(page.locator("#text").input_value()) <= 500
    expect(page.locator("#previews .preview--after")).to_have_count(1)
    expect(page.locator(f"#tab-words-{second_account.pk} [data-dot]")).to_be_visible()
    page.locator("input[name=files]").set_input_files([photo()])
    page.locator("#parts .pick").click()
    expect(page.locator("#previews .preview--after img")).to_have_count(1)
    page.locator("#more").get_by_role("button", name="Poll").click()
    page.get_by_label("Choice 1").fill("En grains")
    page.get_by_label("Choice 2").fill("Moulu")
    page.get_by_role("button", name="Leave it out there").click()
    expect(page.locator("#findings")).not_to_contain_text("Stops it")
    expect(page.locator("#previews .preview__poll")).to_have_count(1)
    page.locator(f"#tab-words-{account.pk}").click()
    page.get_by_role("button", name="More for this account").click()
    page.get_by_label("Content warning").fill("Café")
    expect(page.locator("#previews .preview__veil summary").first).to_have_text("Café")
    page.get_by_label("Its own thread").check()
    own = page.locator(f"#part_{account.pk}_1")
    own.fill("Une suite à part.")
    expect(page.locator("#previews .preview--after", has_text="Une suite à part.")).to_have_count(1)
    assert not axe.faults(page)
    page.locator(f"#own-{account.pk} [data-block=parts]").get_by_role("button", name="Back to shared").click()
    expect(own).to_have_count(0)
    kept(page)
    said = content.of(fresh(post))
    here = next(each for each in said.versions if each.account == account)
    assert len(said.parts) == 1 and said.parts[0].pictures and said.poll.choices == ("En grains", "Moulu")
    assert here.parts is None and here.options == {"spoiler": "Café"}
    assert not [said for said in wrong if "htmx:" not in said], wrong


def test_the_same_by_keyboard_alone(post, account, author, visit, at):  # noqa: F811
    page = visit(author)
    page.goto(at("post", post.pk))
    patience.rest(page)
    page.locator("#add-part").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#part_1")).to_be_focused()
    page.keyboard.type("Deux")
    page.locator("#add-part").press("Enter")
    expect(page.locator("#part_2")).to_be_focused()
    page.keyboard.type("Trois")
    page.get_by_role("button", name="Move part 3 up").press("Enter")
    expect(page.locator("#part_1")).to_have_value("Trois")
    expect(page.locator("#part_1")).to_be_focused()
    page.get_by_role("button", name="First comment").press("Enter")
    expect(page.locator("#comment")).to_be_focused()
    page.keyboard.type("La recette.")
    page.locator(f"#tab-words-{account.pk}").click()
    page.get_by_role("button", name="More for this account").press("Enter")
    expect(page.get_by_label("Visibility")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.get_by_label("Its own first comment").press("Space")
    expect(page.locator(f"#comment_{account.pk}")).to_have_value("La recette.")
    page.locator(f"#comment_{account.pk}").fill("")
    kept(page)
    said = content.of(Post.objects.get(pk=post.pk))
    here = next(each for each in said.versions if each.account == account)
    assert said.parts == (Part("Trois"), Part("Deux")) and said.comment == "La recette."
    assert (here.comment, dict(here.options)) == ("", {"visibility": "unlisted"})


def test_a_remark_opens_the_tab_and_the_field_it_is_about(post, account, author, visit, at):  # noqa: F811
    page = visit(author)
    page.goto(at("post", post.pk))
    page.locator("#add-part").click()
    page.locator("#part_1").fill("x" * 501)
    page.locator("#findings li", has_text="too long").get_by_role("link", name="Show").click()
    expect(page.locator("#part_1")).to_be_focused()
    page.locator("#findings li", has_text="no threads").get_by_role("link", name="Show").click()
    expect(page.locator("#words")).to_be_visible()


def test_who_was_signed_out_while_writing_loses_no_word(post, account, author, visit, at, context, settings):  # noqa: F811
    page = visit(author)
    page.goto(at("post", post.pk))
    patience.rest(page)
    (ticket,) = [each for each in context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME]
    context.clear_cookies()
    page.locator("#text").fill("Écrit sans le savoir")
    told = page.locator("[data-saved]")
    expect(told).to_contain_text("you are signed out")
    page.get_by_role("button", name="Split into a thread").or_(page.locator("#add-part")).first.click()
    page.locator("button[value=save]").last.click()
    expect(told.get_by_role("link", name="Sign in")).to_have_attribute("target", "_blank")
    context.add_cookies([ticket])  # signed in beside it, with a token of its own
    page.locator("#text").press_sequentially(" !")
    expect(told).to_contain_text("Saved at")
    assert fresh(post).text == "Écrit sans le savoir !" and page.url == at("post", post.pk)
    page.goto(at("series_new"))
    page.get_by_label("Name").fill("Le mardi des recettes")
    context.clear_cookies()
    page.evaluate("performance.now = () => 1e9")  # a long while later
    begin = page.get_by_role("button", name="Begin the series")
    begin.click()
    expect(page.get_by_role("alert").get_by_role("link", name="Sign in")).to_have_attribute("target", "_blank")
    expect(page.get_by_label("Name")).to_have_value("Le mardi des recettes")
    context.add_cookies([ticket])
    begin.click()
    page.wait_for_url("**/posts/*/")
    assert Series.objects.get().name == "Le mardi des recettes"
