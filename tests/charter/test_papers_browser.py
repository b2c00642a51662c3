"""The papers beside the charter in a real browser: by keyboard, in both themes, on every width."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from charter import community, editing, papers
from charter.models import Drill
from charter.papers import KINDS
from tests import axe, patience

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def put(brand, by, kind, name, **said):
    part, now = KINDS[kind].parts[name], papers.of(brand, kind)
    editing.save(brand, part, {**papers.content(now, part), **said}, by=by, base=now.number)


@pytest.fixture
def written(brand, lead):
    rule = {"fr": "Avec respect.", "en": "With respect.", "ladder": ["remind", "block"], "reply_fr": "Merci.", "reply_en": ""}
    put(brand, lead, "community", "rules", rows=[rule])
    put(brand, lead, "community", "page", public=True)
    topic = {"name": "Prices", "may": "no", "words": "margin", "note": "Once a year"}
    put(brand, lead, "staff", "policy", text_en="Think twice.")
    put(brand, lead, "staff", "topics", rows=[topic])
    role = {"role": "Speaks", "who": "Nora", "phone": "0600000102", "deputy": "", "deputy_phone": "", "tasks": "Call\nWrite"}
    put(brand, lead, "crisis", "levels", rows=[{"name": "Alert", "triggers": "Anger", "answer": "Meet", "holds": True}])
    put(brand, lead, "crisis", "roles", rows=[role])
    return brand


def test_rules_are_written_acknowledged_and_rehearsed_with_the_keyboard_only(visit, lead, live_server, written):
    page = visit(lead)
    page.goto(live_server.url + reverse("charter:paper", args=["maison-lune", "community"]))
    page.get_by_role("link", name="Edit: Rules of the dialogue").press("Enter")
    page.get_by_role("button", name="Another one").press("Enter")
    rows = page.locator("#rules [data-row]")
    expect(rows).to_have_count(3)
    rows.nth(1).get_by_label("The rule, in English").focus()
    page.keyboard.type("No advertising.")
    rows.nth(1).get_by_label("hide the message").press("Space")
    rows.nth(1).get_by_role("button", name="Move this row").press("ArrowUp")
    expect(page.locator("#rules [data-moved]")).to_have_text("Position 1 of 3")
    expect(rows.nth(0).get_by_label("The rule, in English")).to_have_value("No advertising.")
    page.get_by_role("button", name="Put in force").press("Enter")
    expect(page.locator("#rules .rulebook__rule")).to_have_count(2)
    assert [rule["ladder"] for rule in community.rules(papers.of(written, "community"))] == [["hide"], ["remind", "block"]]
    page.goto(live_server.url + reverse("charter:paper", args=["maison-lune", "staff"]))
    page.get_by_role("button", name="I have read version 2").press("Enter")
    expect(page.locator("#acknowledge")).to_contain_text("You acknowledged version 2")
    page.goto(live_server.url + reverse("charter:paper", args=["maison-lune", "crisis"]))
    page.get_by_role("button", name="Begin an exercise").press("Enter")
    page.get_by_role("button", name="Done: Call").press("Enter")
    expect(page.locator("#checklist")).to_contain_text("after 0:")
    page.get_by_role("button", name="End the exercise").press("Enter")
    expect(page.locator("main")).to_contain_text("1 of 2 steps done")
    assert Drill.objects.get().ended_at


def test_nobody_is_kept_out_of_the_papers_and_nothing_sticks_out(visit, lead, live_server, written):
    page, wrong = visit(lead), []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    pages = [reverse("charter:paper", args=["maison-lune", kind]) for kind in KINDS]
    pages += [f"{pages[0]}?edit=rules", f"{pages[1]}?edit=topics", reverse("charter:show", args=["maison-lune"]) + "?edit=fonts"]
    pages += [
        reverse("community_page", args=["maison-lune", "fr"]),
        reverse("charter:paper_version", args=["maison-lune", "community", 1]),
    ]
    for address in pages:
        page.goto(live_server.url + address)
        patience.rest(page)
        for width in (1440, 360):
            page.set_viewport_size({"width": width, "height": 850})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{address} is wider than {width}")
        wrong += [f"{address}: {fault}" for fault in axe.faults(page)]
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        wrong += [f"{address}, dark: {fault}" for fault in axe.faults(page, "dark")]
    assert not wrong, "\n".join(wrong)
