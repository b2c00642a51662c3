"""Campaigns in a real browser: planned by hand, filled by the other rooms, for everybody on every width."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from campaigns import choosing, planning
from campaigns.models import Campaign
from tests import axe, patience
from tests.campaigns.factories import (
    make_audience,
    make_campaign,
    make_hours,
    make_objective,
    make_spending,
    make_theme,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def address(name, *args):
    return reverse(f"campaigns:{name}", args=["maison-lune", *args])


def press(page, role, name, key="Enter", **which):
    """Act on what bears that name with the keyboard alone."""
    found = page.get_by_role(role, name=name, **which).first
    expect(found).to_be_visible()
    found.focus()
    page.keyboard.press(key)


def type_into(page, label, text, **which):
    page.get_by_label(label, **which).first.focus()
    page.keyboard.type(text)


def seen_by_all(page):
    """What keeps people out, in both themes and on a phone."""
    patience.rest(page)
    found = axe.faults(page)
    page.emulate_media(color_scheme="dark")
    found += axe.faults(page, "dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 850})
    found += ["wider than a phone"] if page.evaluate("document.documentElement.scrollWidth") > 360 else []
    page.set_viewport_size({"width": 1280, "height": 720})
    return found


def test_a_lead_goes_from_nothing_to_a_signed_plan_and_its_retrospective_with_the_keyboard_alone(lead, brand, visit, live_server):
    page = visit(lead)
    page.goto(live_server.url + address("list"))
    press(page, "link", "Plan the first campaign")
    page.wait_for_url("**/campaigns/new/")
    type_into(page, "Name", "Rentrée", exact=True)
    press(page, "radio", "Engage the community", " ")
    type_into(page, "Positioning", "La maison du soir.")
    type_into(page, "First day", "09012026")
    type_into(page, "Last day", "10312027")
    page.locator("summary", has_text="Describe an audience").focus()
    page.keyboard.press("Enter")
    page.locator("[name=audience-name]").focus()
    page.keyboard.type("Jeunes parents")
    press(page, "button", "Make the campaign")
    open_steps = page.locator(".page__aside .advice__reasons a")
    expect(open_steps).to_have_count(5)

    press(page, "link", "an objective")
    type_into(page, "Target", "5")
    press(page, "button", "Save")
    expect(page.locator("#objectives .gauge-line")).to_contain_text("Replies")
    press(page, "link", "a network, and why")
    press(page, "link", "Decide")
    expect(page.locator(".well")).to_contain_text("What the advice says of it")
    type_into(page, "Why", "Ils y sont")
    press(page, "button", "Save")
    expect(page.locator(".advice")).to_contain_text("Ils y sont")
    press(page, "link", "Rentrée")
    press(page, "link", "themes")
    type_into(page, "Theme", "Coulisses")
    type_into(page, "Wanted share (%)", "60")
    press(page, "button", "Another theme")
    page.keyboard.type("Recettes")
    press(page, "button", "Save")
    expect(page.locator("#themes")).to_contain_text("Recettes")
    press(page, "link", "a budget or hours")
    type_into(page, "Budget line", "Annonces", exact=True)
    type_into(page, "Planned", "1 234,50")
    press(page, "button", "Save")
    expect(page.locator("#means")).to_contain_text("€1,234.50")
    press(page, "link", "the charter of the brand")
    page.wait_for_url("**/charter/")
    press(page, "link", "Edit: Who we are")
    first = page.locator("#purpose textarea").first
    expect(first).to_be_visible()
    first.focus()
    page.keyboard.type("Des nuits calmes.")
    press(page, "button", "Put in force")
    expect(page.get_by_role("link", name="Edit: Who we are")).to_be_visible()

    campaign = Campaign.objects.get()
    page.goto(live_server.url + address("show", campaign.pk))
    expect(open_steps).to_have_count(0)
    press(page, "link", "Read and sign the plan")
    expect(page.locator(".paper")).to_contain_text("La maison du soir.")
    wrong = seen_by_all(page)
    press(page, "button", "Sign the plan")
    expect(page.locator("main")).to_contain_text("Signed by Léa Lead")
    page.goto(live_server.url + reverse("documents:retrospective", args=["maison-lune", campaign.pk]))
    wrong += seen_by_all(page)
    press(page, "link", "Write")
    type_into(page, "Your words", "Une belle saison.")
    press(page, "button", "Save")
    expect(page.locator(".paper")).to_contain_text("Une belle saison.")
    press(page, "button", "Finish the retrospective")
    press(page, "link", re.compile(r"^\d+ \w+ \d{4}"))
    expect(page.get_by_role("heading", level=1)).to_have_text("The retrospective as it was finished")
    wrong += seen_by_all(page)
    assert not wrong, "\n".join(wrong)
    assert (campaign.aim, campaign.objectives.get().target, campaign.themes.count()) == ("engage", 5, 2)
    assert campaign.choices.get().why == "Ils y sont" and campaign.budget_lines.get().planned == 123450
    assert [passage.kind for passage in campaign.passages.all()] == ["signed", "finished"]


def test_a_measured_objective_leads_to_where_it_is_changed_and_given_up(lead, brand, visit, live_server):
    objective = make_objective(campaign=make_campaign(brand=brand))
    page = visit(lead)
    page.goto(live_server.url + address("show", objective.campaign_id))
    page.locator("#objectives").get_by_role("link", name="Replies").click()
    page.get_by_role("button", name="Give it up").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Give up “Replies”?")
    dialog.get_by_role("button", name="Give it up").click()
    expect(page.locator("#objectives")).to_contain_text("None yet.")


def test_archiving_is_undone_from_the_notice(lead, brand, visit, live_server):
    campaign = make_campaign(brand=brand)
    page = visit(lead)
    page.goto(live_server.url + address("show", campaign.pk))
    page.get_by_label("More acts").click()
    page.get_by_role("button", name="Archive", exact=True).click()
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rentrée")
    campaign.refresh_from_db()
    assert campaign.archived_at is None


def test_nobody_is_kept_out_and_nothing_sticks_out(lead, brand, visit, live_server):
    campaign = make_campaign(brand=brand, positioning="La maison du soir, où l’on éteint les écrans.", owner=lead)
    audience = make_audience(
        brand=brand, name="Jeunes parents de " + "L" * 50 + "yon", age_from=25, interests="lecture, cuisine, soirées calmes"
    )
    campaign.audiences.add(audience)
    make_theme(campaign=campaign, share=60)
    objective = make_objective(campaign=campaign)
    spending = make_spending(campaign=campaign, amount=200_000, note="Annonces " + "d" * 60)
    make_hours(campaign=campaign, member=lead)
    choosing.decide(campaign, "bluesky", by=lead, revision=0, chosen=True, why="On y parle de nous.")
    gone = make_campaign(brand=brand, name="Vieille campagne")
    planning.archive(gone, by=lead)
    addresses = [
        address("list"), address("list") + "?state=archived", address("new"), address("audiences"), address("new_audience"),
        address("audience", audience.pk), address("objective", campaign.pk, objective.pk),
        *(address(name, campaign.pk) for name in ("show", "edit", "themes", "copy", "new_objective")),
        *(address(name, campaign.pk) for name in ("means", "spending", "spend", "networks")),
        address("entry", campaign.pk, spending.pk), address("network", campaign.pk, "bluesky"),
        address("network_facts", "bluesky"), address("show", gone.pk),
    ]  # fmt: skip
    page, wrong = visit(lead), []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    for url in addresses:
        page.goto(live_server.url + url)
        patience.rest(page)
        page.evaluate("document.querySelectorAll('details.fold').forEach((each) => { each.open = true })")
        for width in (1440, 360):
            page.set_viewport_size({"width": width, "height": 850})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{url} is wider than {width}")
        wrong += [f"{url}: {fault}" for fault in axe.faults(page)]
    assert not wrong, "\n".join(wrong)
