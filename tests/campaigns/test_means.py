"""Money and hours of a campaign: planned, spent, and what is wrong with them."""

import io
from datetime import date

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image

from campaigns import means, planning, receipts
from campaigns.models import BudgetLine, Campaign, Hours, Means, Spending
from lib.states import StaleState
from tests.campaigns.factories import START, make_campaign, make_hours, make_line, make_spending
from tests.campaigns.test_pages import address, text_of

PDF = b"%PDF-1.4 facture"


@pytest.fixture(autouse=True)
def on_a_day():
    with time_machine.travel("2026-09-11T10:00:00Z", tick=True), translation.override("en"):
        yield


@pytest.fixture
def campaign(brand) -> Campaign:
    return make_campaign(brand=brand)


def said(lines=(), hours=(), revision=1, **head):
    data = {"budget": "", "minutes_a_post": "60", "revision": revision, **head}
    columns = {"lines": ("pk", "name", "kind", "planned"), "hours": ("member", "network_name", "minutes")}
    for prefix, rows in (("lines", lines), ("hours", hours)):
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            data |= {f"{prefix}-{number}-{name}": value for name, value in zip(columns[prefix], row, strict=True)}
    return data


def spent(budget_line, **changed):
    return {"line": budget_line.pk, "amount": "12,50", "on": "2026-09-10", "note": "Annonce", "revision": "1", **changed}


# --- the plan --------------------------------------------------------------------------------------------------------
def test_budget_lines_and_hours_are_set_and_read_back_as_they_were_typed(sign_in, campaign, lead, author):
    browser, page = sign_in(lead), address("means", campaign.pk)
    lines = [("", "Annonces", "advertising", "1 234,50"), ("", "Lots", "prizes", "€200"), ("", "", "", "")]
    hours = [(author.pk, "bluesky", "3,5"), (lead.pk, "", "2 h")]
    assert browser.post(page, said(lines, hours, revision=1, budget="2,000.00", minutes_a_post="45")).status_code == 302
    account = means.of(campaign)
    assert [(line.row.name, line.row.kind, line.row.planned) for line in account.lines] == [
        ("Annonces", "advertising", 123450),
        ("Lots", "prizes", 20000),
    ]
    assert [(row.member, row.network_name, row.minutes) for row in account.hours] == [(author, "bluesky", 210), (lead, "", 120)]
    assert (account.budget, account.planned, account.minutes, account.means.minutes_a_post) == (200000, 143450, 330, 45)
    form = text_of(browser.get(page))
    assert 'value="1234.50"' in form and 'value="3.50"' in form and 'value="2000"' in form
    shown = text_of(browser.get(address("show", campaign.pk)))
    assert "€1,234.50" in shown and "3.5 h a week" in shown and "€0 of €2,000 spent" in shown


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"budget": "-5"}, "An amount is no less than zero."),
        ({"budget": "100 $"}, "This is in USD; the brand counts in EUR: convert it first."),
        ({"budget": "beaucoup"}, "“beaucoup” is no number"),
        ({"minutes_a_post": "1"}, "A post takes five minutes at least."),
        ({"lines": [("", "Annonces", "other", "-1")]}, "An amount is no less than zero."),
        ({"lines": [("", "", "other", "5")]}, "Give this line a name, or empty the whole row."),
        ({"lines": [("", "Lots", "other", "1,2,3")]}, "“1,2,3” is no number"),
        ({"hours": [("me", "", "")]}, "Say how many hours a week."),
        ({"hours": [("me", "", "200")]}, "Between a quarter of an hour and a hundred hours."),
        ({"hours": [("", "", "5")]}, "Choose whose hours these are"),
        ({"hours": [("me", "", "5"), ("me", "", "6")]}, "add the hours up"),
    ],
)
def test_means_that_cannot_be_are_refused_in_a_sentence_and_nothing_is_lost(sign_in, campaign, lead, changed, sentence):
    hours = [(lead.pk if who == "me" else who, name, time) for who, name, time in changed.pop("hours", [])]
    lines = [*changed.pop("lines", []), ("", "Annonces du mois", "advertising", "5")]
    answer = sign_in(lead).post(address("means", campaign.pk), said(lines, hours, **changed))
    assert answer.status_code == 422 and sentence in text_of(answer) and 'value="Annonces du mois"' in text_of(answer)
    assert not BudgetLine.objects.exists() and not Hours.objects.exists()


def test_two_at_the_means_are_told_and_lose_nothing(sign_in, campaign, lead, author):
    means.save(
        campaign, by=author, revision=1, budget=None, minutes_a_post=30, hours=[],
        lines=[{"pk": None, "name": "La leur", "kind": "other", "planned": 500}],
    )  # fmt: skip
    answer = sign_in(lead).post(address("means", campaign.pk), said([("", "La mienne", "other", "7")]))
    page = text_of(answer)
    assert answer.status_code == 422 and "La leur (€5)" in page and 'value="La mienne"' in page
    assert 'name="revision" value="2"' in page
    with pytest.raises(StaleState):
        means.save(campaign, by=lead, revision=1, budget=1, minutes_a_post=30, hours=[], lines=[])


def test_a_line_on_which_money_was_spent_stays(sign_in, campaign, lead):
    row = make_spending(campaign=campaign)
    Means.objects.create(brand=campaign.brand, campaign=campaign)
    answer = sign_in(lead).post(address("means", campaign.pk), said([("", "Autre", "other", "7")]))
    assert answer.status_code == 422 and "Money was spent on “Annonces”: the line stays." in text_of(answer)
    assert list(BudgetLine.objects.all()) == [row.line]


# --- warnings --------------------------------------------------------------------------------------------------------
def test_what_is_wrong_with_the_money_is_said_in_sentences(campaign, lead):
    ads = make_line(campaign=campaign, planned=100_000)
    gifts = make_line(campaign=campaign, name="Lots", planned=0)
    assert means.of(campaign).warnings == []
    make_spending(campaign=campaign, line=ads, amount=110_050)
    make_spending(campaign=campaign, line=gifts, amount=100)
    Means.objects.create(brand=campaign.brand, campaign=campaign, budget=90_000)
    assert means.of(campaign).warnings == [
        "The lines come to €1,000, which is €100 beyond the budget of €900.",
        "€1,101.50 are spent, which is €201.50 over the budget of €900.",
        "€1,100.50 are spent on “Annonces”, of €1,000 planned.",
        "€1 are spent on “Lots”, for which nothing is planned.",
    ]


# --- spending --------------------------------------------------------------------------------------------------------
def test_an_expense_is_written_down_with_its_receipt_corrected_and_taken_away(sign_in, campaign, lead, reader, stranger):
    line, browser = make_line(campaign=campaign), sign_in(lead)
    upload = SimpleUploadedFile("facture.pdf", PDF, "application/pdf")
    assert browser.post(address("spend", campaign.pk), spent(line, receipt=upload)).status_code == 302
    row = Spending.objects.get()
    assert (row.amount, row.on, row.note, row.by, row.receipt_name) == (1250, date(2026, 9, 10), "Annonce", lead, "facture.pdf")
    got = sign_in(reader).get(address("receipt", campaign.pk, row.pk))
    assert b"".join(got.streaming_content) == PDF and got["Content-Disposition"].startswith("attachment")
    assert "private" in got["Cache-Control"]
    for brand in ("maison-lune", "atelier-nord"):
        url = reverse("campaigns:receipt", args=[brand, campaign.pk, row.pk])
        assert sign_in(stranger).get(url).status_code == 404
    page = text_of(browser.get(address("spending", campaign.pk)))
    assert "€12.50" in page and "Annonce" in page
    browser.post(address("entry", campaign.pk, row.pk), spent(line, amount="20", forget="on"))
    row.refresh_from_db()
    assert (row.amount, row.receipt, row.revision) == (2000, "", 2)
    browser.post(address("remove_entry", campaign.pk, row.pk))
    assert not Spending.objects.exists()


def test_a_picture_is_a_receipt_and_anything_else_is_none(sign_in, campaign, lead):
    line, browser, data = make_line(campaign=campaign), sign_in(lead), io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(data, "JPEG")
    good = SimpleUploadedFile("ticket.jpg", data.getvalue(), "image/jpeg")
    assert browser.post(address("spend", campaign.pk), spent(line, receipt=good)).status_code == 302
    assert Spending.objects.get().receipt.endswith((".jpeg", ".png"))
    bad = SimpleUploadedFile("x.exe", b"MZ....", "application/pdf")
    answer = browser.post(address("spend", campaign.pk), spent(line, receipt=bad))
    assert answer.status_code == 422 and "This is neither a PDF nor a picture" in text_of(answer)
    assert "is kept" not in text_of(answer) and 'value="12,50"' in text_of(answer)


def test_a_receipt_that_is_taken_away_or_replaced_is_kept_nowhere(campaign, lead, django_capture_on_commit_callbacks):
    line = make_line(campaign=campaign)
    said = {"line": line, "amount": 100, "on": START, "note": ""}
    files = [receipts.File(f"%PDF-1.4 {letter}".encode(), "pdf", "facture.pdf") for letter in "ab"]
    row, other = (means.spend(line, by=lead, receipt=files[0], amount=100, on=START) for _number in range(2))
    first = row.receipt
    with django_capture_on_commit_callbacks(execute=True):
        means.correct(row, by=lead, revision=1, receipt=files[1], **said)
    assert default_storage.exists(first), "the other entry has it too"
    with django_capture_on_commit_callbacks(execute=True):
        means.correct(other, by=lead, revision=1, forget=True, **said)
    assert not default_storage.exists(first)
    second = row.receipt
    with django_capture_on_commit_callbacks(execute=True):
        means.correct(row, by=lead, revision=2, **said)
    assert default_storage.exists(second)
    with django_capture_on_commit_callbacks(execute=True):
        means.strike(row, by=lead)
    assert not default_storage.exists(second)


def test_a_receipt_survives_what_else_is_wrong_in_its_form(sign_in, campaign, lead, settings, tmp_path):
    settings.WORKPLACE = tmp_path
    line, browser = make_line(campaign=campaign), sign_in(lead)
    upload = SimpleUploadedFile("facture.pdf", PDF, "application/pdf")
    wrong = browser.post(address("spend", campaign.pk), spent(line, receipt=upload, amount=""))
    assert "“facture.pdf” is kept" in text_of(wrong)
    again = browser.post(address("spend", campaign.pk), spent(line, staged=wrong.context["staged"]["words"], amount="x"))
    words = again.context["staged"]["words"]
    assert len(list(tmp_path.iterdir())) == 1
    assert browser.post(address("spend", campaign.pk), spent(line, staged=words)).status_code == 302
    row = Spending.objects.get()
    assert (row.receipt_name, row.amount) == ("facture.pdf", 1250)
    assert b"".join(browser.get(address("receipt", campaign.pk, row.pk)).streaming_content) == PDF
    assert browser.post(address("spend", campaign.pk), spent(line, staged=words, forget="on")).status_code == 302
    assert Spending.objects.filter(receipt="").count() == 1
    next(tmp_path.iterdir()).unlink()
    for lost in (words, "../../etc/passwd"):
        late = browser.post(address("spend", campaign.pk), spent(line, staged=lost))
        assert late.status_code == 422 and "choose it again" in text_of(late)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"amount": ""}, "Say how much was spent."),
        ({"amount": "0"}, "An amount is more than zero."),
        ({"amount": "-3"}, "An amount is more than zero."),
        ({"amount": "12 CHF"}, "This is in CHF; the brand counts in EUR"),
        ({"on": ""}, "Say on which day."),
        ({"line": "0"}, "This line is not there any more: choose another."),
    ],
)
def test_an_expense_that_cannot_be_is_refused(sign_in, campaign, lead, changed, sentence):
    answer = sign_in(lead).post(address("spend", campaign.pk), spent(make_line(campaign=campaign), **changed))
    assert answer.status_code == 422 and sentence in text_of(answer) and 'value="Annonce"' in text_of(answer)
    assert not Spending.objects.exists()


def test_two_at_an_expense_and_one_that_is_gone_lose_nothing(sign_in, campaign, lead, author):
    row, browser = make_spending(campaign=campaign), sign_in(lead)
    page = address("entry", campaign.pk, row.pk)
    means.correct(Spending.objects.select_related("line__campaign").get(), by=author, revision=1, amount=700)
    answer = browser.post(page, spent(row.line, amount="9"))
    assert answer.status_code == 422 and "<b>Amount</b>: €7" in text_of(answer) and 'value="9"' in text_of(answer)
    means.strike(Spending.objects.get(), by=author)
    answer = browser.post(page, spent(row.line, amount="9"))
    assert answer.status_code == 422 and "Somebody took this expense away" in text_of(answer) and 'value="9"' in text_of(answer)
    assert browser.get(page).status_code == 404


def test_an_archived_campaign_spends_nothing(sign_in, campaign, lead):
    row = make_spending(campaign=campaign)
    planning.archive(campaign, by=lead)
    for url in (address("spend", campaign.pk), address("entry", campaign.pk, row.pk)):
        assert "This campaign is archived." in text_of(sign_in(lead).post(url, spent(row.line)))
    sign_in(lead).post(address("remove_entry", campaign.pk, row.pk))
    assert Spending.objects.count() == 1


def test_a_copy_has_the_same_plan_of_means_and_nothing_spent(campaign, lead):
    make_spending(campaign=campaign)
    make_hours(campaign=campaign, member=lead)
    Means.objects.create(brand=campaign.brand, campaign=campaign, budget=90_000)
    copy = planning.duplicate(campaign, by=lead, name="Copie", starts_on=date(2027, 9, 1))
    account = means.of(copy)
    assert (account.budget, account.planned, account.spent, account.minutes) == (90_000, 100_000, 0, 300)
    assert means.of(campaign).spent == 1250
