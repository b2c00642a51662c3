"""The retrospective: what it draws from figures, and the words of people in it."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from analytics.documents import looking_back, retrospective, setting
from analytics.models import Standing
from analytics.site import batches
from campaigns import means, planning, remarks
from campaigns.models import Campaign
from campaigns.planning import Archived
from lib import clock
from lib.states import StaleState
from tests import factories
from tests.campaigns.factories import make_campaign, make_objective, make_spending, make_theme

START, END = date(2026, 10, 1), date(2026, 10, 31)


@pytest.fixture
def campaign(brand, lead, noon):
    return make_campaign(brand=brand, owner=lead, starts_on=START, ends_on=END)


def publish(campaign, account, day: int, likes: int | None, **post):
    """A post of the campaign, published on that day of October with so many likes."""
    at = datetime(2026, 10, day, 9, tzinfo=UTC)
    publication = factories.make_publication(account=account, state="published", due_at=at, text=post.get("text", f"Le {day}"))
    made = factories.make_post(
        brand=campaign.brand, campaign=campaign, accounts=[account], state="approved", planned_for=at, **post
    )
    made.variants.update(publication=publication)
    Standing.objects.create(publication=publication, account=account, published_at=at, likes=likes, taken_at=at)
    return made


def address(name, campaign, *more):
    return reverse(f"documents:{name}", args=["maison-lune", campaign.pk, *more])


def test_it_holds_what_was_planned_against_what_was_published(brand, campaign, account):
    theme = make_theme(campaign=campaign, name="Coulisses", share=60)
    for day in (1, 2, 12):
        publish(campaign, account, day, 5, theme=theme)
    factories.make_post(
        brand=brand, campaign=campaign, accounts=[account], state="draft", planned_for=datetime(2026, 10, 13, 9, tzinfo=UTC)
    )
    said = retrospective.gather(campaign)
    assert (said["published"]["planned"], said["published"]["published"], said["published"]["missed"]) == (4, 3, 1)
    assert [(row["planned"], row["published"]) for row in said["published"]["spans"]] == [(2, 2), (0, 0), (2, 1), (0, 0), (0, 0)]
    assert [(row["name"], row["planned"], row["published"]) for row in said["shares"]] == [("Coulisses", 3, 3), ("", 1, 0)]


def test_it_names_the_best_and_the_weakest_and_leaves_out_what_nobody_measured(brand, campaign, account):
    for day in range(1, 9):
        publish(campaign, account, day, day * 10)
    publish(campaign, account, 20, None, text="Inconnu")
    said = retrospective.gather(campaign)["posts"]
    assert [row["interactions"] for row in said["best"]] == [80, 70, 60, 50, 40]
    assert [row["interactions"] for row in said["worst"]] == [10, 20, 30]


def test_its_words_are_read_in_both_languages(brand, campaign, account):
    make_objective(campaign=campaign, metric="saves", target=20, due_on=END)
    publish(campaign, account, 3, 30)
    with translation.override("en"):
        english = str(looking_back.document(retrospective.gather(campaign))).replace("\\xa0", " ")
    with translation.override("fr"):
        french = str(looking_back.document(retrospective.gather(campaign))).replace("\\xa0", " ")
    assert "Of 1 planned post, 1 is published." in english
    assert "not known, at least 20" in english
    assert "Nobody has begun a conversation under its posts." in english
    assert "Bilan" in french


def test_what_was_spent_stands_beside_what_was_planned(brand, campaign, lead):
    line = {"pk": None, "kind": "production", "name": "Film", "planned": 80_000}
    means.save(campaign, by=lead, revision=1, budget=100_000, minutes_a_post=60, lines=[line], hours=[])
    means.spend(campaign.budget_lines.get(), by=lead, on=START, amount=30_050)
    said = retrospective.gather(Campaign.objects.get(pk=campaign.pk))["spent"]
    assert said == {
        "currency": "EUR",
        "budget": 100_000,
        "spent": 30_050,
        "lines": [{"name": "Film", "planned": 80_000, "spent": 30_050}],
    }


def test_an_empty_campaign_has_a_retrospective_too(brand, campaign):
    with translation.override("en"):
        data = setting.pdf(looking_back.document(retrospective.gather(campaign)), at=clock.now())
    words = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(BytesIO(data)))
    for said in ("No post was planned in the period.", "No objective was set.", "No post has figures yet."):
        assert said in words


def test_words_are_kept_by_revision_and_the_second_writer_is_told(campaign, lead, author):
    remarks.write(campaign, "summary", "Bien.", by=lead, revision=0)
    with pytest.raises(StaleState):
        remarks.write(campaign, "summary", "Mal.", by=author, revision=0)
    remarks.write(campaign, "summary", "Très bien.", by=author, revision=1)
    assert remarks.latest(campaign)["summary"].text == "Très bien."
    assert list(campaign.remarks.order_by("revision").values_list("text", flat=True)) == ["Bien.", "Très bien."]
    planning.archive(campaign, by=lead)
    with pytest.raises(Archived):
        remarks.write(campaign, "summary", "Plus rien.", by=lead, revision=2)


def test_a_person_writes_is_told_of_others_and_loses_nothing(sign_in, campaign, lead, author, reader):
    browser = sign_in(lead)
    assert 'name="text"' in browser.get(address("retrospective", campaign) + "?edit=summary").content.decode()
    answer = browser.post(address("words", campaign, "summary"), {"text": "Bien.", "revision": "0"})
    assert answer.url == address("retrospective", campaign) + "#summary"
    stale = sign_in(author).post(address("words", campaign, "summary"), {"text": "À ma façon", "revision": "0"})
    page = stale.content.decode()
    assert stale.status_code == 422
    for words in ("Somebody else wrote here while you were writing.", "À ma façon", "Bien.", 'name="revision" value="1"'):
        assert words in page
    assert sign_in(author).post(address("words", campaign, "summary"), {"text": "x" * 4001, "revision": "1"}).status_code == 422
    assert browser.post(address("words", campaign, "nonsense"), {"text": "", "revision": "0"}).status_code == 404
    assert sign_in(reader).post(address("words", campaign, "summary"), {"text": "", "revision": "1"}).status_code == 403
    assert 'name="text"' not in sign_in(reader).get(address("retrospective", campaign) + "?edit=summary").content.decode()


def test_a_finished_retrospective_stays_as_it_was(sign_in, campaign, lead, account):
    browser = sign_in(lead)
    remarks.write(campaign, "next", "Commencer plus tôt.", by=lead, revision=0)
    page = browser.post(address("finish", campaign), follow=True).content.decode()
    assert "The retrospective is finished. It is kept as it stands now." in page
    passage = campaign.passages.get()
    remarks.write(campaign, "next", "Rien.", by=lead, revision=1)
    publish(campaign, account, 3, 30)
    kept = browser.get(address("finished", campaign, passage.pk)).content.decode()
    assert "Commencer plus tôt." in kept
    assert "No post was planned in the period." in kept
    assert browser.get(address("finished_pdf", campaign, passage.pk)).content.startswith(b"%PDF-")


def test_what_the_site_counted_has_a_part_of_its_own(brand, campaign, lead):
    assert retrospective.gather(campaign)["site"] is None
    rows = "20261002,instagram / social,Rentrée,90,3,120.50\n20261003,facebook / social,Rentrée,10,,\n"
    head = "Date,Session source / medium,Session campaign,Sessions,Key events,Total revenue\n"
    batches.bring_in(batches.begin(brand, "t.csv", (head + rows).encode(), by=lead), by=lead)
    make_spending(campaign=campaign, amount=5_000)
    with translation.override("en"):
        told = looking_back.document(retrospective.gather(campaign))
    part = next(section for section in told["sections"] if section["name"] == "site")
    facts = dict(part["blocks"][0]["rows"])
    assert facts == {"Visits": "100 (€0.50 for one)", "Conversions": "3 (€16.67 for one)", "Value": "€120.50"}
    assert part["blocks"][1]["rows"] == [["instagram / social", "90", "3", "€120.50"], ["facebook / social", "10", "–", "–"]]
    remarks.write(campaign, "site", "Instagram a tout fait.", by=lead, revision=0)
    assert retrospective.gather(campaign)["words"]["site"]["text"] == "Instagram a tout fait."
    old = {name: value for name, value in retrospective.gather(campaign).items() if name != "site"}
    assert "site" not in [section["name"] for section in looking_back.document(old)["sections"]]


def test_the_page_costs_the_same_queries_for_much_as_for_little(sign_in, campaign, account, reader):
    browser = sign_in(reader)
    make_objective(campaign=campaign, metric="likes", target=20, due_on=END)
    publish(campaign, account, 3, 30)
    browser.get(address("retrospective", campaign))
    with CaptureQueriesContext(connection) as few:
        browser.get(address("retrospective", campaign))
    for number in range(20):
        publish(campaign, account, 1 + number, number)
        make_theme(campaign=campaign, name=f"Thème {number}")
        make_objective(campaign=campaign, metric="likes", target=20 + number, due_on=END - timedelta(days=number))
    with CaptureQueriesContext(connection) as many:
        browser.get(address("retrospective", campaign))
    assert len(few) == len(many) <= 30
    assert Campaign.objects.count() == 1
