"""The desk in a real browser: writing, dropping, dragging, deciding; for everybody, on every width."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from editorial import drafting
from editorial.approval import approval, submission
from editorial.models import Post, PostState
from lib import clock
from publishing.models import Publication
from tests import axe, factories, patience
from tests.editorial.conftest import ZONE, approve, digest, fresh
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def noon(days: int) -> datetime:
    """Noon in Paris so many days from now, as clocks there show it."""
    return clock.wall(clock.now(), ZONE).replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=days)


@pytest.fixture
def soon(post, author) -> Post:
    """A draft for tomorrow or the day after, so that both are on one page of the calendar."""
    from editorial import scheduling

    scheduling.set_date(post, noon(1), ZONE, by=author)
    return fresh(post)


@pytest.fixture
def at(live_server, brand):
    """The address of a page of the desk."""
    return lambda name, *args: live_server.url + reverse(f"editorial:{name}", args=[brand.slug, *args])


@pytest.fixture(autouse=True)
def nothing_under_way(transactional_db, context):
    """Let what the pages asked for come to its end before the tables are emptied."""
    yield
    for page in context.pages:
        expect(page.locator("form[data-autosave]:is([data-dirty], [data-keeping]), .htmx-request, [data-asking]")).to_have_count(
            0
        )
        page.goto("about:blank")
        page.wait_for_timeout(200)


def photo() -> dict:
    data = io.BytesIO()
    Image.new("RGB", (600, 400), "#2f6f6a").save(data, "JPEG")
    return {"name": "tasse.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


# --- writing ---------------------------------------------------------------------------------------------------------
def lost_on_its_way(route):
    """The server does what it was asked, and nobody hears of it."""
    route.fetch()
    route.abort()


def test_a_post_is_written_kept_by_itself_though_answers_are_lost_and_submitted(
    brand,
    author,
    approver,
    account,
    second_account,
    visit,  # noqa: F811
    at,
):
    page = visit(author)
    page.goto(at("new"))
    page.route("**/posts/new/autosave/", lost_on_its_way, times=1)
    page.locator("#text").fill("Bonjour, voici le nouveau café")
    expect(page.locator("[data-saved]")).to_contain_text("cannot be reached")
    for label in ("Mastodon", "Facebook"):
        page.locator(".composer__accounts label", has_text=label).get_by_role("checkbox").check()
    expect(page.locator("#previews .preview")).to_have_count(2)
    page.route("**/posts/check/", lambda route: route.abort(), times=1)
    page.locator("#text").press("End")
    page.keyboard.type(".")
    expect(page.locator("#previews .preview", has_text="café.")).to_have_count(2)
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    expect(page.locator("form[data-autosave]:is([data-dirty], [data-keeping])")).to_have_count(0)
    post = Post.objects.get()
    assert page.url == at("post", post.pk) and post.text == "Bonjour, voici le nouveau café."
    page.locator("input[name=date]").fill(f"{noon(2):%Y-%m-%d}")
    page.locator("input[type=time]").fill("18:30")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Aline Approuve can now approve it.")).to_be_visible()
    assert Post.objects.get().state == PostState.SUBMITTED


def test_an_account_follows_the_shared_text_until_it_has_its_own_and_comes_back(post, account, author, visit, at):  # noqa: F811
    page = visit(author)
    page.goto(at("post", post.pk))
    tab = page.locator(f"#tab-words-{account.pk}")
    own = page.locator(f"#text_{account.pk}")
    tab.click()
    expect(own).to_have_value(post.text)
    own.fill("Rien que pour ici.")
    expect(tab.locator("[data-dot]")).to_be_visible()
    expect(page.locator("#previews .preview", has_text="Rien que pour ici.")).to_have_count(1)
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    back = page.locator(f"#words-{account.pk}").get_by_role("button", name="Back to shared").first
    back.click()
    expect(own).to_have_value(post.text)
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(own).to_have_value("Rien que pour ici.")
    back.click()
    expect(own).to_have_value(post.text)
    expect(tab.locator("[data-dot]")).to_be_hidden()
    tab.press("ArrowRight")
    expect(page.locator("#words")).to_be_visible()
    page.locator("#text").fill("Un texte pour tous.")
    expect(page.locator("#previews .preview", has_text="Un texte pour tous.")).to_have_count(2)
    expect(own).to_have_value("Un texte pour tous.")


def test_a_remark_leads_to_its_words_and_mends_them(post, author, brand, visit, at):  # noqa: F811
    from charter.models import Charter, Word

    Word.objects.create(
        charter=Charter.objects.create(brand=brand, number=1), kind=Word.Kind.NEVER, text="cheap", instead="affordable"
    )
    page = visit(author)
    page.goto(at("post", post.pk))
    page.locator("#language").select_option("en")
    page.locator("#text").fill("😀 A cheap cup.")
    expect(page.locator("#verdict")).to_contain_text("1 thing stops it")
    page.locator("#findings").get_by_role("link", name="Show").first.click()
    picked = page.evaluate(
        "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(document.activeElement)"
    )
    assert picked == "cheap"
    page.locator("#findings").get_by_role("button", name="Replace").first.click()
    expect(page.locator("#text")).to_have_value("😀 A affordable cup.")
    expect(page.locator("#findings")).to_contain_text("Nothing stands in the way.")


def test_pictures_are_dropped_described_ordered_and_taken_out(post, author, brand, visit, at):  # noqa: F811
    kept = factories.make_asset(brand=brand, alt="Un sac de café")
    page = visit(author)
    page.goto(at("post", post.pk))
    broken = {"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"not a picture"}
    page.locator("input[name=files]").set_input_files([photo(), broken])
    expect(page.locator("[data-picture]")).to_have_count(1)
    expect(page.locator("[data-trouble]")).to_contain_text("notes.jpg")
    page.get_by_label("Alternative text").fill("Une tasse")
    page.get_by_role("link", name="From the library").click()
    page.get_by_role("button", name="Un sac de café").click()
    expect(page.locator("[data-picture]")).to_have_count(2)
    page.locator("[data-picture]").last.get_by_role("button", name="Move earlier").click()
    expect(page.locator("#previews .preview").first.locator("img[alt='Un sac de café']")).to_be_visible()
    page.keyboard.press("Control+s")
    page.wait_for_load_state()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert next((row.asset, row.alt) for row in post.pictures.all()) == (kept, "Un sac de café")
    assert post.pictures.count() == 2


# What is typed is kept, but the page hears of it late: meanwhile it asks what is new.
SLOWLY = """() => {
  const before = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await before(...asked);
    window.fetch = before;
    window.htmx.trigger("[data-fresh]", "fresh");
    await new Promise((done) => document.body.addEventListener("htmx:oobAfterSwap", () => setTimeout(done, 50), { once: true }));
    return answer;
  };
}"""


def test_two_people_in_one_draft_are_told_and_choose(post, author, lead, draft, visit, at):  # noqa: F811
    from dataclasses import replace

    page = visit(author)
    page.goto(at("post", post.pk))
    with page.expect_response(lambda answer: "check" in answer.url and "data-revision" in answer.text()):
        page.evaluate(SLOWLY)
        page.locator("#text").fill("La première version de Camille")
    expect(page.locator("form[data-autosave]:is([data-dirty], [data-keeping])")).to_have_count(0)
    expect(page.get_by_text("Camille Auteur saved this post")).to_be_hidden()
    post = fresh(post)
    theirs = replace(draft, content=replace(draft.content, text="La version de Léa"))
    drafting.save(post, theirs, by=lead, revision=post.revision)
    page.locator("#text").fill("La version de Camille")
    expect(page.locator("#newer")).to_contain_text("Léa Lead saved this post")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("La version de Léa", exact=True)).to_be_visible()
    expect(page.locator("#text")).to_have_value("La version de Camille")
    page.get_by_role("button", name="Keep mine").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert fresh(post).text == "La version de Camille"


# --- the calendar ----------------------------------------------------------------------------------------------------
def test_a_post_is_dragged_to_another_day_and_back_by_undo(soon, author, visit, at):  # noqa: F811
    page = visit(author)
    page.goto(f"{at('calendar')}?view=week&on={noon(1):%Y-%m-%d}")
    chip = page.locator(f"#p{soon.pk}")
    place = page.locator(f"[data-day='{noon(1):%Y-%m-%d}'][data-hour='16']")
    chip.drag_to(place)
    expect(page.get_by_text(re.compile("Moved to .* 16:00"))).to_be_visible()
    assert fresh(soon).wall == noon(1).replace(hour=16)
    page.locator(".toast").get_by_role("button", name="Undo").click()
    page.wait_for_load_state()
    expect(page.locator(f"#p{soon.pk}")).to_contain_text("12:00")
    assert fresh(soon).wall == noon(1)


def test_a_post_is_moved_by_keyboard_alone(soon, author, visit, at):  # noqa: F811
    page = visit(author)
    page.goto(f"{at('calendar')}?on={noon(1):%Y-%m-%d}")
    patience.rest(page)
    page.locator(f"#p{soon.pk} a.chip__time").press("m")
    page.get_by_label("Time", exact=True).fill("07:45")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Moved to .* 07:45"))).to_be_visible()
    assert fresh(soon).wall == noon(1).replace(hour=7, minute=45)


def test_what_is_published_shows_on_an_open_calendar_with_its_links(soon, author, approver, visit, at):  # noqa: F811
    submission.submit(soon, by=author)
    post = approve(fresh(soon), approver)
    minute = clock.now() + timedelta(seconds=30)
    Post.objects.filter(pk=post.pk).update(planned_for=minute)
    Publication.objects.update(planned_for=minute, due_at=minute)
    page = visit(author)
    page.goto(at("calendar"))
    chip = page.locator(f"#p{post.pk}")
    expect(chip.get_by_role("img", name="Scheduled")).to_be_visible()
    Publication.objects.update(
        state="published", remote_id="1", remote_url="https://social.example/1", published_at=datetime.now(UTC)
    )
    expect(chip.get_by_role("img", name="Published")).to_be_visible(timeout=15_000)
    expect(chip.locator("a[href='https://social.example/1']")).to_have_count(2)


def test_the_links_to_four_networks_are_24_pixels_each_and_hide_nothing(brand, author, visit, at):  # noqa: F811
    accounts = [factories.make_account(brand=brand, network=name) for name in ("bluesky", "mastodon", "facebook", "instagram")]
    post = factories.make_post(brand=brand, accounts=accounts, state="approved", planned_for=clock.now())
    for variant in post.variants.select_related("account"):
        variant.publication = factories.make_publication(account=variant.account, state="published", due_at=clock.now())
        variant.save()
    page = visit(author)
    for view in ("month", "week"):
        page.goto(f"{at('calendar')}?view={view}")
        for width in (1440, 1280, 1024):
            page.set_viewport_size({"width": width, "height": 850})
            links = page.locator(f"#p{post.pk} .chip__glyphs > a")
            expect(links).to_have_count(4)
            boxes = [links.nth(number).bounding_box() for number in range(4)]
            assert all(box["width"] >= 24 and box["height"] >= 24 for box in boxes), (view, width)
            sign = page.locator(f"#p{post.pk} > svg").bounding_box()
            assert not any(overlap(box, sign) for box in boxes), (view, width)


def overlap(one: dict, other: dict) -> bool:
    """Whether two boxes share some of the page."""
    across = one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
    return across and one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]


# --- deciding --------------------------------------------------------------------------------------------------------
def test_an_approver_decides_on_a_phone(submitted, approver, visit, at):  # noqa: F811
    page = visit(approver)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(at("approvals"))
    page.get_by_role("link", name="As it will look").click()
    expect(page.locator(".preview")).to_have_count(2)
    page.locator(".decide-bar").get_by_role("button", name="Approve").click()
    expect(page.get_by_text("All decided")).to_be_visible()
    assert fresh(submitted).state == PostState.APPROVED


# --- for everybody ---------------------------------------------------------------------------------------------------
def test_nobody_is_kept_out_and_nothing_sticks_out(brand, lead, author, approver, account, draft, visit, at):  # noqa: F811
    draft_post, waiting, published = (drafting.create(brand, draft, by=author) for _ in range(3))
    for post in (waiting, published):
        submission.submit(post, by=author)
    approval.approve(fresh(published), by=approver, digest=digest(published))
    factories.make_post(brand=brand, accounts=[account], author=lead)
    Publication.objects.filter(account=account).update(state="refused", reason="Trop long.", trouble="content")
    Publication.objects.exclude(account=account).update(
        state="published", remote_id="1", published_at=clock.now(), remote_url="https://x.example/1"
    )
    on = f"on={draft.wall:%Y-%m-%d}"
    addresses = [
        *(f"{at('calendar')}?{on}&view={view}" for view in ("month", "week", "list", "undated")),
        at("new"), at("post", draft_post.pk), at("post", waiting.pk), at("post", published.pk), at("edit", waiting.pk),
        at("move", draft_post.pk), at("pictures"), at("approvals"),
    ]  # fmt: skip
    wrong = []
    page = visit(lead)
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    for address in addresses:
        page.goto(address)
        patience.rest(page)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            for width in (1440, 360):
                page.set_viewport_size({"width": width, "height": 850})
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wrong.append(f"{address} is wider than {width}")
                wrong += [f"{address} {theme} {width}: {fault}" for fault in axe.faults(page, theme)]
    assert not wrong, "\n".join(wrong)
