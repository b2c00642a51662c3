"""A draft that breaks the charter in six ways, in a real browser: each remark with its place, its mend, and who lets it stand."""

import pytest
from playwright.sync_api import expect

from charter.models import Charter, Word
from editorial.models import Derogation
from tests import axe
from tests.editorial.test_browser import at, nothing_under_way  # noqa: F401
from tests.team.conftest import browser_type_launch_args, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "La promo SENSATIONNELLE offerte par @verra : cliquez ici et viens avec ta sœur #Un #Deux"


@pytest.fixture
def six_ways(post):
    asked = {"address": "vous", "max_hashtags": 1, "alt_required": False, "french_spaces": False}
    charter = Charter.objects.create(brand=post.brand, number=1, **asked)
    Word.objects.create(charter=charter, kind="never", text="promo", instead="offre")
    post.text = TEXT
    post.save()
    return post


def test_six_remarks_have_places_and_mends_and_some_are_let_stand(six_ways, lead, visit, at):  # noqa: F811 - one journey
    page = visit(lead)
    page.goto(at("post", six_ways.pk))
    findings, text = page.locator("#findings .finding"), page.locator("#text")
    expect(findings).to_have_count(6)
    of = {name: findings.filter(has_text=name) for name in ("Words we never use", "Form of address", "Number of hashtags")}
    of |= {name: findings.filter(has_text=name) for name in ("Paid collaboration", "Links that say nothing", "Shouting")}
    for finding in of.values():
        expect(finding).to_have_count(1)
    of["Shouting"].get_by_role("link", name="Show").click()
    assert page.evaluate("getSelection().toString()") == "SENSATIONNELLE"
    assert axe.faults(page) == [] == axe.faults(page, "dark")
    of["Words we never use"].get_by_role("button", name="Replace").click()
    expect(text).to_have_value(TEXT.replace("La promo", "L’offre"))
    expect(of["Words we never use"]).to_have_count(0)
    of["Paid collaboration"].get_by_role("button", name="Replace").click()
    expect(text).to_have_value("Collaboration commerciale · " + TEXT.replace("La promo", "L’offre"))
    expect(findings).to_have_count(4)
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    of["Form of address"].get_by_role("link", name="Let it stand…").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Why it may stand here").fill("A line of a song")
    dialog.get_by_role("button", name="Let it stand").press("Enter")
    expect(of["Form of address"]).to_contain_text("lets it stand: A line of a song")
    expect(dialog).to_have_count(0)
    assert Derogation.objects.get().words == "ta"
    of["Shouting"].get_by_role("link", name="False alarm…").press("Enter")
    page.get_by_label("Why it is a false alarm").fill("The name of the show")
    page.get_by_role("button", name="Pass over it").press("Enter")
    expect(of["Shouting"]).to_have_count(0)
    expect(findings).to_have_count(3)
