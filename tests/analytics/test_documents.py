"""The plan of a campaign as a document: what it says, its page, its PDF."""

from datetime import UTC, date, datetime
from io import BytesIO

import pypdfium2
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from analytics.documents import plan, setting, telling
from campaigns import document, means
from campaigns.models import Campaign, NetworkChoice
from charter import current, editing
from charter.papers import KINDS
from charter.sections import SECTIONS
from lib import typeset
from lib.typeset import CannotSet
from tests import factories
from tests.campaigns.factories import make_audience, make_campaign, make_objective, make_theme

HARD = "😀 שלום مرحبا #strong[x] $a$ *b* \\ \" ' < > & @pre @preview/x:1 \u202eedoc\u202c " + "Donaudampfschifffahrt" * 12


@pytest.fixture(autouse=True)
def on_a_day():
    with time_machine.travel("2026-09-11T10:00:00Z", tick=True):
        yield


@pytest.fixture
def campaign(brand, lead):
    campaign = make_campaign(brand=brand, owner=lead, positioning="La maison du soir.", colour="rose")
    campaign.audiences.add(make_audience(brand=brand, name="Parents", age_from=25, age_to=40, place="Lyon", language="fr"))
    make_objective(campaign=campaign, target=12000, owner=lead)
    make_theme(campaign=campaign, name="Coulisses", share=60)
    return campaign


def told(campaign, language="en"):
    with translation.override(language):
        return telling.document(plan.gather(Campaign.objects.get(pk=campaign.pk)))


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(BytesIO(data))
    return [page.get_textpage().get_text_range() for page in document]


def said(campaign, language="en") -> str:
    with translation.override(language):
        return " ".join(" ".join(pages(setting.pdf(told(campaign, language), at=datetime(2026, 9, 11, tzinfo=UTC)))).split())


def address(name, campaign, brand="maison-lune"):
    return reverse(f"documents:{name}", args=[brand, campaign.pk])


def test_the_document_says_what_the_plan_says_in_both_languages(brand, campaign, lead):
    account = factories.make_account(brand=brand, handle="maisonlune")
    for day in (8, 9, 22):
        factories.make_post(brand=brand, accounts=[account], campaign=campaign, planned_for=datetime(2026, 9, day, 9, tzinfo=UTC))
    factories.make_post(brand=brand, accounts=[account], campaign=campaign)
    crisis = {"rows": [{"role": "Porte-parole", "who": "Anne Admin", "phone": "+33 1 23 45 67 89", "tasks": "Parler"}]}
    editing.save(brand, KINDS["crisis"].parts["roles"], crisis, by=lead, base=0)
    NetworkChoice.objects.create(brand=brand, campaign=campaign, network_name="toy", why="On y répond.", who=lead)
    NetworkChoice.objects.create(brand=brand, campaign=campaign, network_name="other", chosen=False, why="Trop cher.")
    hours = [{"member": lead, "network_name": "", "minutes": 330}]
    lines = [{"pk": None, "kind": "production", "name": "Film", "planned": 80_000}]
    means.save(campaign, by=lead, revision=1, budget=120_000, minutes_a_post=60, lines=lines, hours=hours)
    editing.save(
        brand, SECTIONS["purpose"], {"mission": "Dire", "vision": "", "values": ""}, by=lead, base=current.of(brand).number
    )
    english, french = said(campaign), said(campaign, "fr")
    for words in ("La maison du soir.", "Parents", "25 to 40 years · Lyon · French", "maisonlune", "at least 12,000", "Léa Lead"):
        assert words in english
    for words in (
        "Coulisses",
        "60%",
        "3 posts are planned in the period. 1 waits without a date.",
        "7–13 September 2",
        "Charter of the brand 1",
    ):
        assert words in english
    for words in (
        "The campaign may cost €1,200.",
        "Film Production €800",
        "all networks 5.5",
        "toy On y répond. Léa Lead Left out: other (Trop cher)",
        "Porte-parole",
        "+33 1 23 45 67 89",
        "Crisis plan 1",
    ):
        assert words in english
    for words in ("Plan de campagne", "au moins 12\u202f000", "25 à 40 ans", "3 publications sont prévues", "Signatures"):
        assert words.replace("\u202f", " ") in french.replace("\u202f", " ").replace("\xa0", " ")


def test_an_empty_campaign_says_of_each_part_what_is_missing(brand):
    words = said(make_campaign(brand=brand))
    for missing in (
        "No positioning is written yet.",
        "No audience is chosen yet.",
        "No account is connected yet.",
        "No objective is set yet.",
    ):
        assert missing in words
    assert "No post is planned in the period yet." in words


def test_what_people_wrote_is_text_whatever_it_holds(brand):
    campaign = make_campaign(brand=brand, name=HARD[:120], positioning=HARD[:300])
    make_theme(campaign=campaign, name="#panic(1) `x` //", share=10)
    words = said(campaign)
    assert "#strong[x] $a$ *b*" in words
    assert "#panic(1) `x` //" in words
    assert "\u202e" not in words


def test_a_hundred_objectives_go_on_over_pages_with_their_heads(brand, campaign):
    for number in range(100):
        make_objective(campaign=campaign, target=number + 1, due_on=date(2026, 9, 1 + number % 28))
    found = pages(setting.pdf(told(campaign), at=datetime(2026, 9, 11, tzinfo=UTC)))
    assert sum("Measure" in page for page in found) >= 3
    assert len(found) < 12


def test_weeks_are_cut_at_the_ends_and_long_campaigns_told_by_months(brand):
    short = make_campaign(brand=brand, starts_on=date(2026, 9, 2), ends_on=date(2026, 9, 15))
    spans = plan.gather(short)["calendar"]["spans"]
    assert [(span["first"], span["last"]) for span in spans] == [
        ("2026-09-02", "2026-09-06"),
        ("2026-09-07", "2026-09-13"),
        ("2026-09-14", "2026-09-15"),
    ]
    autumn = make_campaign(brand=brand, starts_on=date(2026, 10, 26), ends_on=date(2026, 11, 29))
    words = str(told(autumn, "fr"))
    for week in ("26 octobre – 1er novembre", "2–8 novembre", "16–22 novembre", "1er Toussaint"):
        assert week in words.replace("\\xa0", " ")
    long = make_campaign(brand=brand, starts_on=date(2026, 9, 15), ends_on=date(2028, 2, 10))
    spans = plan.gather(long)["calendar"]["spans"]
    assert (spans[0]["last"], spans[-1]["first"], len(spans)) == ("2026-09-30", "2028-02-01", 18)


def test_every_member_reads_it_and_a_stranger_finds_nothing(sign_in, brand, campaign, reader, stranger):
    for name in ("plan", "plan_pdf"):
        assert sign_in(reader).get(address(name, campaign)).status_code == 200
        assert sign_in(stranger).get(address(name, campaign)).status_code == 404
    answer = sign_in(reader).get(address("plan_pdf", campaign))
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="rentree-plan.pdf"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_document_that_cannot_be_set_says_so_and_leads_back(sign_in, campaign, reader, monkeypatch):
    monkeypatch.setattr(typeset, "MAX_BYTES", 10)
    answer = sign_in(reader).get(address("plan_pdf", campaign), follow=True)
    assert "This document is too long to be made a PDF." in answer.content.decode()


@pytest.mark.parametrize(("seconds", "code"), [(0.001, "slow"), (20, "broken")])
def test_a_child_that_is_slow_or_dies_is_a_sentence(monkeypatch, seconds, code):
    monkeypatch.setattr(typeset, "SECONDS", seconds)
    with pytest.raises(CannotSet) as refused:
        typeset.pdf("no-such-template", {}, at=datetime(2026, 9, 11, tzinfo=UTC))
    assert refused.value.code == code


def test_the_page_costs_the_same_queries_for_much_as_for_little(sign_in, brand, campaign, reader):
    browser = sign_in(reader)
    browser.get(address("plan", campaign))
    with CaptureQueriesContext(connection) as few:
        browser.get(address("plan", campaign))
    account = factories.make_account(brand=brand)
    for number in range(30):
        factories.make_post(
            brand=brand, accounts=[account], campaign=campaign, planned_for=datetime(2026, 9, 1 + number % 28, tzinfo=UTC)
        )
        make_objective(campaign=campaign, target=number + 1)
        make_theme(campaign=campaign, name=f"Thème {number}")
    with CaptureQueriesContext(connection) as many:
        browser.get(address("plan", campaign))
    assert len(few) == len(many) <= 24


# --- signing ---------------------------------------------------------------------------------------------------------
def seen(campaign) -> str:
    return document.digest(document.content(Campaign.objects.get(pk=campaign.pk)))


def test_who_may_approve_signs_what_they_saw_and_others_may_not(sign_in, brand, campaign, approver, author):
    page = sign_in(author).get(address("plan", campaign)).content.decode()
    assert "Whoever may approve posts can sign it." in page
    assert address("sign", campaign) not in page
    assert sign_in(author).post(address("sign", campaign), {"seen": seen(campaign)}).status_code == 403
    browser = sign_in(approver)
    assert f'value="{seen(campaign)}"' in browser.get(address("plan", campaign)).content.decode()
    answer = browser.post(address("sign", campaign), {"seen": seen(campaign)}, follow=True).content.decode()
    assert "You signed the plan. It is kept as it stands now." in answer
    assert "Signed by Aline Approuve on 11 September 2026." in answer
    assert "Signed by Aline Approuve on 11 September 2026, signature 1" in " ".join(
        " ".join(pages(browser.get(address("plan_pdf", campaign)).content)).split()
    )
    assert "Signed by Aline Approuve" in browser.get(reverse("campaigns:show", args=[brand.slug, campaign.pk])).content.decode()


def test_an_unseen_change_stops_the_signature_and_a_later_one_is_told(sign_in, campaign, approver):
    browser, old = sign_in(approver), seen(campaign)
    make_theme(campaign=campaign, name="Recettes", share=10)
    answer = browser.post(address("sign", campaign), {"seen": old}, follow=True).content.decode()
    assert "The plan changed while you were reading it, so nothing was signed." in answer
    browser.post(address("sign", campaign), {"seen": seen(campaign)})
    campaign.themes.filter(name="Recettes").delete()
    page = browser.get(address("plan", campaign)).content.decode()
    assert "The theme “Recettes” was taken out." in page
    assert "Sign again" in page
    kept = browser.get(reverse("documents:signed", args=["maison-lune", campaign.pk, 1])).content.decode()
    assert "<b>Recettes</b>" in kept
    assert "The theme “Recettes” was taken out." in kept
    words = " ".join(pages(browser.get(reverse("documents:signed_pdf", args=["maison-lune", campaign.pk, 1])).content))
    assert "Recettes" in words
    assert "1 change since" in browser.get(reverse("campaigns:show", args=["maison-lune", campaign.pk])).content.decode()


def test_a_closed_or_archived_campaign_is_not_signed_and_says_why(sign_in, brand, campaign, lead):
    browser = sign_in(lead)
    browser.post(reverse("campaigns:close", args=[brand.slug, campaign.pk]))
    answer = browser.post(address("sign", campaign), {"seen": seen(campaign)}, follow=True).content.decode()
    assert "This campaign is closed. Open it again to change it." in answer
    browser.post(reverse("campaigns:reopen", args=[brand.slug, campaign.pk]))
    browser.post(reverse("campaigns:archive", args=[brand.slug, campaign.pk]))
    for name in ("sign", "withdraw"):
        assert (
            "This campaign is archived."
            in browser.post(address(name, campaign), {"seen": seen(campaign)}, follow=True).content.decode()
        )
