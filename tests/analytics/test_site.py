"""What the site counted: tables of web analytics judged, brought in and undone; days written down; what both come to."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from analytics import attaining, progress
from analytics.models import SiteBatch, SiteFigure
from analytics.site import batches, by_hand, figures
from analytics.site.judging import judge
from lib.states import StaleState
from team.models import AuditEntry
from tests import factories
from tests.campaigns.factories import make_spending
from tests.concurrency import at_once

GA = """# Exported
# 20260901-20261110

Date,Session source / medium,Session campaign,Session manual ad content,Sessions,Key events,Total revenue
20261101,instagram / social,Rentree,,120,3,"149.70"
20261102,facebook / social,rentrée,,80,1,40
20261102,facebook / social,rentrée,,20,0,0
20261103,(direct) / (none),(not set),,500,9,
20261103,newsletter / email,noel-2025,,60,2,10
Total,,,,780,15,199.70
"""


@pytest.fixture
def campaign(brand, noon):
    """From 1 November to 30 December 2026; it is the 23rd of November."""
    return factories.make_campaign(brand=brand, name="Rentrée", starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 30))


@pytest.fixture
def batch(brand, campaign, lead):
    return batches.begin(brand, "ga.csv", GA.encode(), by=lead)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def address(name, *args):
    return reverse(f"analytics:{name}", args=["maison-lune", *args])


def said(brand):
    return list(brand.site_figures.order_by("day", "source").values_list("day__day", "source", "visits", "conversions", "value"))


def test_a_table_of_web_analytics_is_read_joined_and_judged_before_anything_counts(brand, batch, campaign):
    judged = judge(batch)
    assert [line.campaign for line in judged.lines] == [campaign.pk, campaign.pk, campaign.pk, None, None, None]
    assert [(line.number, line.problems) for line in judged.refused] == [(10, ["“Total” is no day."])]
    assert "Added to line" in judged.lines[2].notes[0]
    assert list(judged.loose) == ["noel-2025"]
    assert not SiteFigure.objects.exists()


def test_what_was_brought_in_counts_once_and_is_undone_as_one(brand, batch, lead):
    assert batches.bring_in(batch, by=lead) == 4
    assert said(brand) == [
        (1, "instagram", 120, 3, 14970), (2, "facebook", 100, 1, 4000), (3, "(direct)", 500, 9, None),
        (3, "newsletter", 60, 2, 1000),
    ]  # fmt: skip
    with pytest.raises(StaleState):
        batches.bring_in(batch, by=lead)
    again = batches.begin(brand, "again.csv", GA.encode(), by=lead)
    assert all("“ga.csv” has brought in this day" in " ".join(line.problems) for line in judge(again).lines[:5])
    with pytest.raises(batches.Refused, match="No line"):
        batches.bring_in(again, by=lead)
    with pytest.raises(batches.Refused, match="undo it first"):
        batches.forget(batch, by=lead)
    assert batches.undo(batch, by=lead) == 4
    assert said(brand) == []
    assert batches.bring_in(again, by=lead) == 4
    assert [row.verb for row in AuditEntry.objects.order_by("pk")] == ["site.brought", "site.undone", "site.brought"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("31/02/2026;5;1;1", "“31/02/2026” is no day."),
        ("24/11/2026;5;1;1", "This day lies in the future."),
        ("01/11/2026;many;1;1", "Visits: “many” is no number"),
        ("01/11/2026;5;1.5;1", "Conversions: Write a whole number."),
        ("01/11/2026;5;1;-3", "A figure is no less than 0."),
        ("01/11/2026;5;1;$3", "This is in USD; the brand counts in EUR"),
        ("01/11/2026;;;", "There is no figure in this line."),
    ],
)
def test_a_wrong_cell_keeps_its_line_out_and_says_why(brand, campaign, lead, row, sentence):
    table = f"Date;Visites;Conversions;Revenu\n30/10/2026;7;1;2,50\n{row}\n"
    judged = judge(batches.begin(brand, "t.csv", table.encode(), by=lead))
    assert sentence in " ".join(judged.lines[1].problems).replace("\xa0", " ")
    assert [(figure.visits, figure.value) for figure in judged.figures] == [(7, 250)]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("separator", "written", "cents"),
    [(",", "3.999", 400), (",", '"1,234.5"', 123450), (",", "1234", 123400), (";", "3,999", 400), (";", "1.234,5", 123450)],
)
def test_decimals_of_a_table_are_told_by_how_it_is_written_whoever_reads_it(
    brand, campaign, lead, language, separator, written, cents
):
    table = f"Date{separator}Revenue\n2026-11-01{separator}{written}\n"
    with translation.override(language):
        judged = judge(batches.begin(brand, "t.csv", table.encode(), by=lead))
    assert judged.figures[0].value == cents


def test_links_of_posts_tell_which_campaign_and_which_post_a_tag_is(brand, campaign, lead, author):
    link = "https://maison.example/the?utm_campaign=offre-42&utm_content=Carte%20A"
    post = factories.make_post(brand=brand, campaign=campaign, link=link)
    rows = "01/11/2026,OFFRE-42,carte-a,5\n02/11/2026,offre-42,autre,6\n03/11/2026,x,,7\n"
    table = f"Jour,utm_campaign,utm_content,Visites\n{rows}"
    batch = batches.begin(brand, "t.csv", table.encode(), by=lead)
    found = [(line.campaign, line.post) for line in judge(batch).lines]
    assert found == [(campaign.pk, post.pk), (campaign.pk, None), (None, None)]
    batch = batches.sort(batch, batch.mapping, batch.order, {"x": campaign.pk, "offre-42": None})
    assert [line.campaign for line in judge(batch).lines] == [campaign.pk, None, campaign.pk]
    batches.bring_in(batch, by=lead)
    assert (figures.of_post(post).visits, figures.of_post(post).conversions) == (5, None)
    later = batches.begin(brand, "u.csv", b"Jour,utm_campaign,Visites\n04/11/2026,x,9\n", by=lead)
    assert judge(later).lines[0].campaign == campaign.pk


def test_objectives_are_measured_from_the_site_until_their_due_day(brand, campaign, batch, lead):
    due = date(2026, 11, 1)
    wanted = [
        ("visits", due),
        ("visits", date(2026, 12, 30)),
        ("conversions", due),
        ("value", due),
        ("value", date(2026, 12, 30)),
    ]
    rows = [factories.make_objective(campaign=campaign, metric=metric, due_on=day) for metric, day in wanted]
    assert [found.measured for found in progress.of_objectives(rows)] == [None] * 5
    assert "write a day down" in progress.of_objectives(rows)[0].reason
    batches.bring_in(batch, by=lead)
    by_hand.add(brand, by=lead, day=date(2026, 11, 5), campaign=campaign, visits=30, conversions=None, value=None, note="Caisse")
    make_spending(campaign=campaign, amount=6000)
    found = progress.of_objectives(rows)
    assert [row.measured for row in found] == [120, 250, 3, 14970, 18970]
    assert [row.cost for row in found] == [50, 24, 2000, None, None]
    assert found[1].forecast and found[1].verdict == "reached"
    assert (
        "your campaigns brought 250 (visits of the site)" in attaining.advise(campaign, "visits", 900, campaign.ends_on).sentence
    )


def test_a_day_is_written_down_once_a_campaign_and_changed_on_top_of_what_was_seen(brand, campaign, lead, author):
    said = {"day": date(2026, 11, 5), "campaign": None, "visits": 30, "conversions": 2, "value": 5050, "note": "Caisse"}
    row = by_hand.add(brand, by=lead, **said)
    with pytest.raises(by_hand.Taken):
        by_hand.add(brand, by=author, **said)
    by_hand.add(brand, by=author, **{**said, "campaign": campaign})
    by_hand.change(row, by=author, revision=1, **{**said, "visits": 31})
    with pytest.raises(StaleState):
        by_hand.change(row, by=lead, revision=1, **said)
    with pytest.raises(by_hand.Taken):
        by_hand.change(row, by=lead, revision=2, **{**said, "campaign": campaign})
    assert figures.read(brand).total.visits == 61


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_in_the_same_table_at_once_bring_it_in_once(batch, lead):
    def act():
        try:
            return batches.bring_in(SiteBatch.objects.get(pk=batch.pk), by=lead)
        except StaleState:
            return 0

    assert sorted(at_once(2, act)) == [0, 4]
    assert SiteFigure.objects.count() == 4


def test_a_table_goes_from_the_file_to_the_campaigns_page_and_back(sign_in, brand, campaign, lead):
    client = sign_in(lead)
    sent = client.post(address("site_send"), {"file": SimpleUploadedFile("ga.csv", GA.encode())})
    page = sent.headers["Location"]
    shown = client.get(page).content.decode()
    assert "<strong>4 figures</strong> can come in. 1 line stays out." in shown and "is no day." in shown
    columns = {f"column_{place}": key for place, key in enumerate(SiteBatch.objects.get().mapping)}
    client.post(page, {**columns, "tag_0": str(campaign.pk), "order": "dmy"})
    assert SiteBatch.objects.get().campaigns == {"noel-2025": campaign.pk}
    client.post(page + "in/")
    make_spending(campaign=campaign, amount=7000)
    told = client.get(address("campaign_site", campaign.pk)).content.decode()
    for words in ("280", "€199.70", "€11.67 for one", "€0.25 for one", "newsletter / email"):
        assert words in told, words
    assert "On your site" in client.get(address("site_period")).content.decode()
    assert client.post(page, {**columns, "column_0": ""}, follow=True).content.decode().count("Somebody else was first") == 1
    client.post(page + "undo/")
    assert "Nothing is known yet" in client.get(address("campaign_site", campaign.pk)).content.decode()


def test_what_was_typed_into_a_day_that_is_gone_meanwhile_can_be_saved_anew(sign_in, brand, lead):
    said = {"day": date(2026, 11, 5), "campaign": None, "visits": 30, "conversions": None, "value": None, "note": "Caisse"}
    row = by_hand.add(brand, by=lead, **said)
    number, where, client = row.pk, address("site_day", row.pk), sign_in(lead)
    by_hand.remove(row, by=lead)
    typed = {"day": "2026-11-05", "visits": "31", "note": "Caisse du soir", "revision": "1"}
    page = client.post(where, typed)
    told = page.content.decode()
    assert page.status_code == 422 and "Somebody took this day away" in told
    assert 'value="31"' in told and f'action="{address("site_add")}"' in told
    assert client.get(where).status_code == 404
    assert client.post(address("site_day", number + 1000), typed).status_code == 404
    assert client.post(address("site_add"), typed).status_code == 302
    assert figures.read(brand).total.visits == 31


def test_nothing_typed_is_lost_when_a_day_cannot_be_written_down(sign_in, brand, campaign, lead):
    wrong = {"day": "2026-11-24", "visits": "beaucoup", "value": "12,50", "note": ""}
    page = sign_in(lead).post(address("site_add"), wrong)
    told = page.content.decode()
    assert page.status_code == 422 and 'value="beaucoup"' in told and 'value="12,50"' in told
    assert "lies in the future" in told and "is no number" in told and "where the figures come from" in told
    done = sign_in(lead).post(address("site_add"), {"day": "2026-11-22", "value": "12,50", "note": "Caisse"})
    assert done.status_code == 302 and SiteFigure.objects.get().value == 1250


def test_the_pages_take_the_same_queries_at_two_sizes(sign_in, brand, campaign, lead):
    counts, client = [], sign_in(lead)
    for size in (2, 6):
        for day in range(1, size):
            rows = "".join(f"{day:02d}/10/2026,s{day}-{size}-{row},Rentrée,{row}\n" for row in range(size))
            table = batches.begin(brand, f"t{size}{day}", f"Jour,source,campagne,visites\n{rows}".encode(), by=lead)
            batches.bring_in(table, by=lead)
        pages = address("site"), address("site_batch", table.pk), address("campaign_site", campaign.pk), address("site_period")
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            counts.append(len(queries))
    assert counts[:4] == counts[4:] and max(counts) <= 16
