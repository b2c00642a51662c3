"""Choosing the networks of a campaign: advice from its audiences, decisions with their readiness, facts known better."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from campaigns import choosing, planning
from campaigns.models import AdviceWish, NetworkChoice, NetworkFact
from lib.states import StaleState
from networks.audience import Fact, of_language
from tests import factories
from tests.campaigns.factories import make_audience, make_campaign, make_hours
from tests.campaigns.test_pages import address, text_of


@pytest.fixture(autouse=True)
def on_a_day():
    with time_machine.travel("2026-09-11T10:00:00Z", tick=True), translation.override("en"):
        yield


@pytest.fixture
def campaign(brand):
    return make_campaign(brand=brand)


def said(**changed):
    return {"chosen": "yes", "why": "Ils y sont", "say": "", "how": "", "who": "", "rules": "", "revision": "0", **changed}


def facts(network, **changed):
    """The form of the facts as it stands, with changes by subject: (value, source, year, country)."""
    data = {"form-TOTAL_FORMS": len(choosing.SUBJECTS), "form-INITIAL_FORMS": len(choosing.SUBJECTS)}
    for number, subject in enumerate(choosing.SUBJECTS):
        fact = of_language("fr")[network].get(subject)
        row = ("", "", "", "") if fact is None else (fact.value, fact.source, fact.year or "", fact.country)
        row = changed.get(subject.replace(":", "_").replace("-", "_"), row)
        names = ("value", "source", "year", "country")
        data |= {f"form-{number}-subject": subject} | {f"form-{number}-{n}": v for n, v in zip(names, row, strict=True)}
    return data


# --- the wish --------------------------------------------------------------------------------------------------------
def test_the_wish_follows_from_the_audiences_and_what_was_asked(campaign, brand, lead):
    people = [
        make_audience(brand=brand, age_from=18, age_to=25, interests="Cuisine, cafés", place="Lyon"),
        make_audience(brand=brand, age_to=35, occupation="Ingénieurs", place="France"),
    ]
    choosing.ask(campaign, by=lead, kinds=["visual", "unheard of"], well_off=True, minutes=None)
    wish = choosing.wish(campaign, choosing.asked(campaign), people, minutes=300)
    assert (wish.aim, wish.ages, wish.kinds, wish.minutes) == ("engage", (18, 35), {"visual"}, 300)
    assert wish.interests == {"food"} and wish.traits == {"well_off", "professional", "local"}
    assert choosing.wish(campaign, AdviceWish(), [make_audience(brand=brand, place="France")], 0).traits == frozenset()
    assert choosing.wish(campaign, AdviceWish(), [], 0).ages is None


def test_the_page_ranks_the_networks_with_reasons_sources_and_effort(sign_in, campaign, brand, lead, reader):
    campaign.audiences.add(make_audience(brand=brand, age_from=18, age_to=25))
    make_hours(campaign=campaign, member=lead, minutes=300)
    page = text_of(sign_in(reader).get(address("networks", campaign.pk)))
    assert page.index("TikTok") < page.index("Facebook") < page.index("LinkedIn")
    assert "80% of people aged 18 to 29 use it." in page and "Pew Research Center, United States, 2025" in page
    assert "It asks for 10 h a week, and 5 h are there." in page and "cannot be connected here yet" in page
    assert "Decide" not in page, "a reader decides nothing"
    answer = sign_in(lead).post(address("wish", campaign.pk), {"kinds": ["teaching"], "minutes": "2,5"})
    assert answer.status_code == 302
    row = AdviceWish.objects.get()
    assert (row.kinds, row.minutes) == (["teaching"], 150)
    assert "People come there to learn how something is done." in text_of(sign_in(lead).get(address("networks", campaign.pk)))


def test_hours_that_cannot_be_read_are_said_and_kept_in_the_form(sign_in, campaign, lead):
    answer = sign_in(lead).post(address("wish", campaign.pk), {"kinds": ["visual"], "minutes": "peu"})
    assert answer.status_code == 422 and "“peu” is no number" in text_of(answer) and 'value="peu"' in text_of(answer)


# --- the decision and its readiness ----------------------------------------------------------------------------------
def test_a_person_decides_says_why_and_what_stays_open_is_flagged_and_stops_nothing(sign_in, campaign, lead, author):
    browser, page = sign_in(lead), address("network", campaign.pk, "bluesky")
    assert browser.post(page, said()).status_code == 302
    choice = NetworkChoice.objects.get()
    assert (choice.chosen, choice.why, choice.by, choice.ready) == (True, "Ils y sont", lead, False)
    shown = text_of(browser.get(address("show", campaign.pk)))
    assert "Bluesky" in shown and "still open: what to say, how, who answers, with what rules" in shown
    browser.post(page, said(say="Le chantier", how="Chaque jour", who=author.pk, rules="La charte", revision="1"))
    choice.refresh_from_db()
    assert choice.ready and choice.revision == 2
    assert "still open" not in text_of(browser.get(address("show", campaign.pk)))
    answer = browser.post(address("network", campaign.pk, "youtube"), said(chosen="no", why=""))
    assert answer.status_code == 422 and "Say why: whoever reads the plan in a year will ask." in text_of(answer)
    assert browser.get(address("network", campaign.pk, "minitel")).status_code == 404


def test_two_at_a_decision_are_told_and_lose_nothing(sign_in, campaign, lead, author):
    choosing.decide(campaign, "bluesky", by=author, revision=0, chosen=False, why="Trop peu")
    answer = sign_in(lead).post(address("network", campaign.pk, "bluesky"), said(why="Si, si"))
    page = text_of(answer)
    assert answer.status_code == 422 and "Somebody else decided on this network" in page and "Si, si" in page
    assert "<b>Decision</b>: Not this one" in page and "<b>Why</b>: Trop peu" in page and 'name="revision" value="1"' in page
    with pytest.raises(StaleState):
        choosing.decide(campaign, "bluesky", by=lead, revision=0, chosen=True)


def test_an_archived_campaign_decides_nothing(sign_in, campaign, lead):
    planning.archive(campaign, by=lead)
    answer = sign_in(lead).post(address("network", campaign.pk, "bluesky"), said())
    assert answer.status_code == 422 and "This campaign is archived." in text_of(answer)
    assert sign_in(lead).post(address("wish", campaign.pk), {}).status_code == 302
    assert not NetworkChoice.objects.exists() and not AdviceWish.objects.exists()


def test_networks_that_posts_go_to_without_a_decision_are_flagged(sign_in, campaign, brand, lead, reader):
    for network in ("bluesky", "mastodon"):
        factories.make_post(brand=brand, campaign=campaign, accounts=[factories.make_account(brand=brand, network=network)])
    choosing.decide(campaign, "bluesky", by=lead, revision=0, chosen=True, why="Ils y sont")
    fragment = text_of(sign_in(reader).get(reverse("editorial:campaign_networks", args=[brand.slug, campaign.pk])))
    assert "with what rules: Mastodon." in fragment and "Bluesky" not in fragment


# --- what a brand knows better ---------------------------------------------------------------------------------------
def test_facts_are_mended_for_the_brand_alone_and_go_back_to_the_table(sign_in, brand, lead, stranger):
    browser, page = sign_in(lead), address("network_facts", "mastodon")
    answer = browser.post(page, facts("mastodon", adults=("9", "Un sondage", "2025", "FR"), kind_service=("80", "", "", "")))
    assert answer.status_code == 302
    known = choosing.table(brand)["mastodon"]
    assert known["adults"] == Fact(9, "Un sondage", 2025, "FR") and known["kind:service"] == Fact(80)
    assert NetworkFact.objects.count() == 2, "what is as in the table is not kept"
    assert choosing.table(stranger.brand) == of_language("fr")
    browser.post(page, facts("mastodon"))
    assert not NetworkFact.objects.exists()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("101", "", "", ""), "No more than 100."),
        (("-1", "", "", ""), "No less than 0."),
        (("50", "Un sondage", "", "FR"), "Say of which year these figures are."),
        (("50", "Un sondage", "2027", "FR"), "This year is still to come."),
        (("viel", "", "", ""), "Write a whole number."),
    ],
)
def test_facts_that_cannot_be_are_refused_and_kept_in_the_form(sign_in, lead, row, sentence):
    answer = sign_in(lead).post(address("network_facts", "mastodon"), facts("mastodon", adults=row, effort=("777", "", "", "")))
    assert answer.status_code == 422 and sentence in text_of(answer) and 'value="777"' in text_of(answer)
    assert not NetworkFact.objects.exists()
