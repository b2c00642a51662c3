"""One campaign from an empty product to its result, by the people who make it, on a real Bluesky and a practice Instagram."""

import io
import re
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests import patience
from tests.journeys.conftest import House
from tests.networks.bluesky_server import BlueskyAccount, BlueskyServer
from tests.runtime.conftest import until

pytestmark = [pytest.mark.browser, pytest.mark.node]
PASSWORD = "une phrase assez longue pour nous"
BRAND = "/b/maison-lune/"
ALT = "A blue cup on a wooden table, steam above it."


@pytest.fixture(scope="module")
def maison(bluesky_server: BlueskyServer) -> BlueskyAccount:
    return bluesky_server.account("maisonlune")


@pytest.fixture(scope="module")
def zoe(bluesky_server: BlueskyServer) -> BlueskyAccount:
    return bluesky_server.account("zoe")


@pytest.fixture(scope="module")
def people(open_page) -> dict[str, Any]:
    """The windows of the people of the story, filled in as they come."""
    return {"anne": open_page()}


def photograph() -> bytes:
    """A photograph larger than Bluesky takes, and with an orientation that a careless program would lose."""
    picture = Image.effect_noise((2600, 1800), 60).convert("RGB")
    ImageDraw.Draw(picture).ellipse((900, 500, 1700, 1300), fill="#2f5f9a")
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=93)
    return kept.getvalue()


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url)


def an_admin_makes_a_brand_and_invites_a_team(house: House, people, open_page):
    password = re.search(r"password: (\S+)", house.instance.said)
    assert password
    anne = people["anne"]
    sign_in(anne, "anne@maison.example", password.group(1))
    anne.goto("/you/")
    anne.locator("select[name=language]").select_option("en")
    anne.locator("main form").first.locator("button.button--primary").click()
    anne.goto("/brands/new/")
    anne.get_by_label("Name").fill("Maison Lune")
    anne.get_by_role("button", name="Make the brand").click()
    anne.wait_for_url("**" + BRAND + "**")
    for name, role in (("camille", "Community manager"), ("aline", "Approver"), ("lea", "Marketing lead")):
        link = invite(anne, f"{name}@maison.example", role)
        assert link in house.instance.said.replace("=\n", "").replace("=3D", "="), "the invitation is mailed too"
        people[name] = open_page(phone=name == "aline")
        accept(people[name], link, name.title())
    expect(people["aline"]).to_have_url(re.compile(BRAND))


def invite(anne: Page, email: str, role: str) -> str:
    anne.goto(BRAND + "team/invitations/new/")
    anne.get_by_label(re.compile("E-mail")).fill(email)
    anne.get_by_label(re.compile(role)).check()
    anne.get_by_role("button", name="Send the invitation").click()
    shown = anne.locator("#invitation-link")
    expect(shown).to_have_value(re.compile(r"^http://\S+/invitations/\S+$"))
    return shown.input_value()


def accept(page: Page, link: str, name: str) -> None:
    page.goto(link)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("select[name=language]").select_option("en")
    page.get_by_role("button", name=re.compile("Join")).click()
    page.wait_for_url("**" + BRAND + "**")


def save(page: Page) -> None:
    """Press the page's one primary button, and wait for what comes of it."""
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.status < 400):
        page.locator("main form button.button--primary").first.click()
    page.wait_for_load_state()


def the_admin_writes_the_charter(people):
    anne = people["anne"]
    anne.goto(BRAND + "charter/voice/")
    anne.locator("[name=voice]").fill("Short sentences, no exclamation.")
    anne.locator("[name=address]").select_option("vous") if anne.locator("select[name=address]").count() else anne.locator(
        "[name=address][value=vous]"
    ).check()
    save(anne)
    anne.goto(BRAND + "charter/never/")
    anne.locator("[data-rows] [name$=text]").first.fill("cheap")
    anne.locator("[data-rows] [name$=instead]").first.fill("affordable")
    save(anne)
    anne.goto(BRAND + "charter/colours/")
    anne.locator("[data-rows] [name$=name]").first.fill("Moon blue")
    anne.locator("[data-rows] [name$=value]").first.fill("#2f5f9a")
    save(anne)
    anne.goto(BRAND + "charter/logo/")
    logo = io.BytesIO()
    Image.new("RGB", (400, 400), "#2f5f9a").save(logo, "PNG")
    anne.locator("input[type=file]").set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": logo.getvalue()})
    anne.locator("main form [name=logo_alt], main form [name=alt]").first.fill("A blue square")
    save(anne)
    anne.goto(BRAND + "charter/")
    for said in ("Short sentences, no exclamation.", "cheap", "affordable", "Moon blue"):
        expect(anne.get_by_text(said).first).to_be_visible()
    expect(anne.get_by_role("img", name="A blue square")).to_be_visible()


def a_marketing_lead_makes_a_campaign(people):
    lea = people["lea"]
    today = datetime.now(ZoneInfo("Europe/Paris")).date()
    lea.goto(BRAND + "campaigns/new/")
    lea.locator("[name=name]").fill("Autumn nights")
    lea.locator("[name=aim][value=engage]").check(force=True)
    lea.locator("[name=starts_on]").fill(today.isoformat())
    lea.locator("[name=ends_on]").fill((today + timedelta(days=30)).isoformat())
    lea.get_by_text("Describe an audience").click()
    lea.locator(".well [name$=name]").fill("Late sleepers")
    save(lea)
    expect(lea.get_by_role("heading", name="Autumn nights")).to_be_visible()
    people["campaign"] = lea.url.split("#")[0]
    lea.goto(people["campaign"] + "themes/edit/")
    lea.locator("[data-rows] [name$=name]").first.fill("Night sky")
    save(lea)
    lea.goto(people["campaign"] + "objectives/new/")
    lea.locator("[name=metric][value=replies]").check(force=True)
    lea.locator("[name=target]").fill("5")
    lea.locator("[name=due_on]").fill((today + timedelta(days=20)).isoformat())
    save(lea)
    lea.goto(people["campaign"])
    expect(lea.get_by_text("Late sleepers")).to_be_visible()
    expect(lea.get_by_text("Replies").first).to_be_visible()


def the_admin_connects_two_accounts(people, maison):
    anne = people["anne"]
    anne.goto(BRAND + "accounts/new/bluesky/")
    anne.get_by_role("link", name="Connect with an app password instead").click()
    fill_answers(anne, {**maison.answers, "password": "wrong-wrong-wrong"})
    expect(anne.get_by_text("does not know this handle")).to_be_visible()
    assert anne.get_by_label("Handle").input_value() == maison.handle, "nothing typed is lost"
    fill_answers(anne, maison.answers)
    expect(anne.get_by_text("is connected.")).to_be_visible()
    anne.goto(BRAND + "accounts/new/instagram/practice/")
    anne.get_by_label("Handle").fill("maisonlune")
    anne.get_by_role("button", name="Connect").click()
    expect(anne.get_by_text("is connected.")).to_be_visible()
    expect(anne.locator(".list__row")).to_have_count(2)


def fill_answers(page: Page, answers: dict[str, str]) -> None:
    for name, value in answers.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Connect").click()


def compose(page: Page, text: str, *, accounts: list[str]) -> None:
    page.goto(BRAND + "posts/new/")
    for network in ("Bluesky", "Instagram"):
        page.locator(".composer__accounts").get_by_role("checkbox", name=re.compile(network)).set_checked(network in accounts)
    page.locator("#text").fill(text)


def choose_moment(page: Page, moment: datetime) -> None:
    page.locator("input[type=date]").first.fill(moment.strftime("%Y-%m-%d"))
    page.locator("input[type=time]").first.fill(moment.strftime("%H:%M"))


def soon() -> datetime:
    """The next full minute in Paris that leaves a person time to finish."""
    now = datetime.now(ZoneInfo("Europe/Paris"))
    return (now + timedelta(seconds=60)).replace(second=0, microsecond=0)


FORBIDDEN = "Cheap nights: the blue cup is back on the table. Do you sleep late too?"
TEXT = FORBIDDEN.replace("Cheap nights", "Affordable nights")


def a_community_manager_writes_and_the_charter_stops_a_word(people):
    camille = people["camille"]
    compose(camille, FORBIDDEN, accounts=["Bluesky", "Instagram"])
    camille.locator("input[name=files]").set_input_files({"name": "cup.jpg", "mimeType": "image/jpeg", "buffer": photograph()})
    camille.get_by_label("Alternative text").fill(ALT)
    camille.locator("select[name=campaign]").select_option("Autumn nights")
    camille.locator("select[name=theme]").select_option("Night sky")
    people["moment"] = soon()
    choose_moment(camille, people["moment"])
    expect(camille.locator("#counters")).to_contain_text(f"{len(FORBIDDEN)} / 300")
    expect(camille.locator("#counters")).to_contain_text("/ 2")
    expect(camille.locator("#previews .preview")).to_have_count(2)
    expect(camille.locator("#findings")).to_contain_text("affordable")
    camille.get_by_role("button", name="Submit for approval").click()
    expect(camille.locator("#findings")).to_contain_text("cheap", ignore_case=True)
    assert camille.locator("#text").input_value() == FORBIDDEN, "nothing typed is lost"
    assert camille.get_by_label("Alternative text").input_value() == ALT


def corrected_it_is_submitted_and_approved_on_a_phone(people):
    camille, aline = people["camille"], people["aline"]
    moment = people["moment"] = soon()
    camille.locator("#text").fill(TEXT)
    choose_moment(camille, moment)
    camille.get_by_role("button", name="Submit for approval").click()
    expect(camille.get_by_text("Waiting for approval").first).to_be_visible()
    people["post"] = re.sub(r"(posts/\d+/).*", r"\1", camille.url)
    aline.goto(BRAND + "approvals/")
    read_from_the_queue(aline, "Affordable nights")
    expect(aline.locator(".preview")).to_have_count(2)
    expect(aline.locator(f".preview img[alt='{ALT}']").first).to_be_visible()
    expect(aline.get_by_text(moment.strftime("%H:%M")).first).to_be_visible()
    aline.get_by_role("button", name="Approve").first.click()
    expect(aline.get_by_text("Affordable nights")).to_have_count(0)


def read_from_the_queue(page: Page, words: str):
    waiting = page.get_by_role("article", name=re.compile(words))
    waiting.get_by_role("link", name="As it will look").click()


def at_its_minute_it_is_published_on_both_networks_and_the_calendar_says_so(people, house, maison):
    camille = people["camille"]
    moment: datetime = people["moment"]
    camille.goto(BRAND + "calendar/")
    chip = camille.locator("#board li", has_text="Affordable nights").first
    expect(chip.get_by_role("img", name="Scheduled")).to_be_visible()
    published = chip.get_by_role("img", name="Published")
    expect(published).to_be_visible(timeout=1000 * ((moment - datetime.now(moment.tzinfo)).total_seconds() + 45))
    expect(chip.locator(f"a[href^='{house.stubnet}/instagram']")).to_be_visible()
    (record,) = maison.posts()
    assert record["value"]["text"] == TEXT
    (image,) = record["value"]["embed"]["images"]
    assert image["alt"] == ALT
    kept = maison.server.blob(maison.did, image["image"]["ref"]["$link"])
    assert len(kept) <= 2_000_000
    assert Image.open(io.BytesIO(kept)).format == "JPEG"
    written = datetime.fromisoformat(record["value"]["createdAt"].replace("Z", "+00:00"))
    assert written >= moment - timedelta(seconds=1), "not before its minute"
    with urllib.request.urlopen(f"{house.stubnet}/instagram/@maisonlune") as feed:
        shown = feed.read().decode()
    assert "Affordable nights" in shown
    assert ALT in shown
    camille.goto(people["post"])
    expect(camille.locator(f"a[href^='{house.stubnet}/instagram']").first).to_be_visible()


def a_reply_comes_in_is_answered_and_the_answer_stands_below_it(people, maison, zoe):
    camille = people["camille"]
    (post,) = maison.posts()
    said = zoe.reply(post["uri"], "I sleep late every day. Is there tea as well?")
    zoe.like(post["uri"])
    camille.goto(BRAND + "inbox/")
    row = camille.locator("a.conversation", has_text="Is there tea")
    assert until(lambda: visible_after_reload(camille, row), 150), "the reply is in the inbox"
    row.first.click()
    aside = camille.locator(".inbox__aside")
    expect(aside).to_contain_text("Autumn nights")
    expect(camille.locator(".inbox__thread")).to_contain_text("Affordable nights")
    camille.locator("#answer").fill("There is, and it is blue too.")
    camille.get_by_role("button", name="Answer", exact=True).click()
    assert until(lambda: len(maison.posts()) == 2, 60), "the answer is on the server"
    answer = maison.posts()[-1]["value"]
    assert answer["text"] == "There is, and it is blue too."
    assert answer["reply"]["parent"]["uri"] == said["uri"]
    assert answer["reply"]["root"]["uri"] == post["uri"]


def visible_after_reload(page: Page, row) -> bool:
    page.reload()
    return row.count() > 0


def figures_are_measured_against_the_objective_and_can_be_taken_along(people):
    lea = people["lea"]
    progress = re.compile(r"\b1\b")
    assert until(lambda: measured(lea, people["campaign"]), 200), "the reply is measured"
    expect(lea.locator("main")).to_contain_text(progress)
    lea.goto(BRAND + "results/")
    expect(lea.locator("canvas").first).to_be_visible()
    with lea.expect_download() as download:
        lea.get_by_role("link", name=re.compile("CSV")).first.click()
    lines = Path(download.value.path()).read_text("utf-8-sig")
    assert "Affordable nights" in lines
    assert "Autumn nights" in lines


def measured(page: Page, campaign) -> bool:
    page.goto(campaign)
    patience.rest(page)
    return bool(re.search(r"\b1\s*(of|/|sur)\s*5\b", page.locator("main").inner_text()))


def a_worker_killed_while_sending_leaves_the_post_there_once(people, house: House):
    camille, aline = people["camille"], people["aline"]
    house.practice("faults", [{"kind": "hang", "network": "instagram", "on": "visible", "seconds": 30, "times": 1}])
    compose(camille, "Second night, second cup.", accounts=["Instagram"])
    camille.locator("input[name=files]").set_input_files({"name": "cup.jpg", "mimeType": "image/jpeg", "buffer": photograph()})
    camille.get_by_label("Alternative text").fill(ALT)
    choose_moment(camille, soon())
    camille.get_by_role("button", name="Submit for approval").click()
    expect(camille.get_by_text("Waiting for approval").first).to_be_visible()
    post = re.sub(r"(posts/\d+/).*", r"\1", camille.url)
    aline.goto(BRAND + "approvals/")
    read_from_the_queue(aline, "Second night")
    aline.get_by_role("button", name="Approve").first.click()
    assert until(lambda: accepted(house) == 2, 180), "the network has accepted it, and does not answer"
    for worker in house.instance.named("worker for deli"):
        worker.kill()
    camille.goto(post)
    assert until(lambda: says(camille, post, "Published"), 240), "found there, and shown as published"
    assert accepted(house) == 2, "it is there once"


def accepted(house: House) -> int:
    """Our posts on the practice Instagram, from its audit file."""
    lines = house.practice("audit?event=post")["lines"]
    return sum(line["network"] == "instagram" for line in lines)


def says(page: Page, url: str, word: str) -> bool:
    page.goto(url)
    return page.locator(".status", has_text=word).count() > 0


def ending_it_leaves_nothing_running_and_loses_nothing(house: House, people):
    everything = house.instance.everything()
    assert house.instance.stop() == 0
    assert until(lambda: not any(process.is_running() for process in everything), 15)


def test_one_campaign_from_an_empty_product_to_its_result(house: House, people, open_page, maison, zoe):
    """The steps are one story: each stands on what the ones before it left."""
    an_admin_makes_a_brand_and_invites_a_team(house, people, open_page)
    the_admin_writes_the_charter(people)
    a_marketing_lead_makes_a_campaign(people)
    the_admin_connects_two_accounts(people, maison)
    a_community_manager_writes_and_the_charter_stops_a_word(people)
    corrected_it_is_submitted_and_approved_on_a_phone(people)
    at_its_minute_it_is_published_on_both_networks_and_the_calendar_says_so(people, house, maison)
    a_reply_comes_in_is_answered_and_the_answer_stands_below_it(people, maison, zoe)
    figures_are_measured_against_the_objective_and_can_be_taken_along(people)
    a_worker_killed_while_sending_leaves_the_post_there_once(people, house)
    ending_it_leaves_nothing_running_and_loses_nothing(house, people)
