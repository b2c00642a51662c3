"""Campaigns in a real browser: planned by hand, filled by the other rooms, for everybody on every width."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from campaigns import choosing, planning
from campaigns.models import Campaign
from tests import axe
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


def test_a_campaign_is_planned_from_nothing(lead, visit, live_server):
    page = visit(lead)
    page.goto(live_server.url + address("list"))
    page.get_by_role("link", name="Plan the first campaign").click()
    page.get_by_label("Name", exact=True).first.fill("Rentrée")
    page.get_by_label("Engage the community").check()
    page.get_by_label("First day").fill("2026-09-01")
    page.get_by_label("Last day").fill("2027-10-31")
    page.get_by_text("An audience that is not in the list").click()
    page.locator("[name=audience-name]").fill("Jeunes parents")
    page.get_by_label("Plum").check(force=True)
    page.get_by_role("button", name="Make the campaign").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rentrée")
    expect(page.locator("article")).to_contain_text("Jeunes parents")

    page.get_by_role("link", name="Objective", exact=True).click()
    page.get_by_label("Target").fill("5")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#objectives .gauge-line")).to_contain_text("Replies")

    page.get_by_role("link", name="Themes and shares").click()
    page.get_by_label("Theme").first.fill("Coulisses")
    page.get_by_label("Wanted share (%)").first.fill("60")
    page.get_by_role("button", name="Another theme").click()
    page.keyboard.type("Recettes")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#themes")).to_contain_text("Recettes")
    campaign = Campaign.objects.get()
    assert (campaign.aim, campaign.colour, campaign.objectives.get().target, campaign.themes.count()) == ("engage", "plum", 5, 2)


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


def test_means_and_networks_are_set_with_the_keyboard_alone(lead, brand, visit, live_server):
    campaign = make_campaign(brand=brand)
    page = visit(lead)
    page.goto(live_server.url + address("means", campaign.pk))
    page.get_by_label("Line", exact=True).first.focus()
    page.keyboard.type("Annonces")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("1 234,50")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#means")).to_contain_text("€1,234.50")
    page.locator("#networks").get_by_role("link", name="Advice").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Decide").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Why").focus()
    page.keyboard.type("Ils y sont")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".advice")).to_contain_text("Ils y sont")
    assert campaign.choices.get().why == "Ils y sont" and campaign.budget_lines.get().planned == 123450


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
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelectorAll('details.fold').forEach((each) => { each.open = true })")
        for width in (1440, 360):
            page.set_viewport_size({"width": width, "height": 850})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{url} is wider than {width}")
        wrong += [f"{url}: {fault}" for fault in axe.faults(page)]
    assert not wrong, "\n".join(wrong)
