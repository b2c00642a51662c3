"""Posts from a table: read, mapped, judged, mended, brought in by the one gate, undone."""

import io
import time
from datetime import UTC, date, datetime
from datetime import time as hour

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from editorial import drafting
from editorial.approval import waiting
from editorial.drafting import Draft
from editorial.imports import batches, cells, checking, columns, dates, far, spreading, working
from editorial.imports.alike import Shelf
from editorial.imports.names import Ambiguous, Pictures
from editorial.models import Batch, BatchState, Post, PostState
from lib import tables
from lib.answers import NotReached, Reply
from team.models import Membership
from tests import factories
from tests.editorial.conftest import approve, fresh

HEAD = "Texte;Date;Heure;Comptes;Campagne\n"


# --- reading files ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_however_it_was_written(encoding, separator, end):
    first = f'"Été, hiver; ""oui""{separator}\ndeux lignes"{separator}31/12/2026'
    text = end.join([f"Texte{separator}Date", first, "", f"Noël{separator}", ""])
    table = tables.read(text.encode(encoding), most=10)
    assert table.header == ["Texte", "Date"]
    assert [row for _number, row in table.rows] == [[f'Été, hiver; "oui"{separator}\ndeux lignes', "31/12/2026"], ["Noël", ""]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "nothing in this file"),
        (b"\n \n", "nothing in this file"),
        (b"Texte,Date\n", "only one line"),
        (b"Texte\na\nb\nc\n", "more than 2 rows"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no CSV file"),
        (b'Texte\n"' + b"x" * 140_000, "never ends"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data, said):
    with pytest.raises(tables.BadTable, match=said):
        tables.read(data, most=2)


def test_lines_keep_their_number_in_the_file():
    table = tables.read(b'Texte\n"une\ndeux"\n\ntrois\n', most=9)
    assert [number for number, _row in table.rows] == [2, 5]


# --- columns, days, hours --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("header", "found"),
    [
        (["Message", "Jour", "Heure", "Réseaux", "Visuel", "Visuel 2"], ["text", "date", "time", "accounts", "media", ""]),
        (["CAPTION", "Publish date", "Channel", "Image URL", "Hashtags"], ["text", "date", "accounts", "media", "hashtags"]),
        (["Notes", "Légende du post", "Date et heure"], ["", "text", "moment"]),
        (["Text", "Texte"], ["text", ""]),
    ],
)
def test_columns_are_guessed_from_their_headings(header, found):
    assert columns.guess(header, {}) == found


@pytest.mark.parametrize(
    ("cell", "order"),
    [("31/12/2026", "dmy"), ("2026-12-31", "dmy"), ("12/31/2026", "mdy"), ("31.12.26", "dmy"), ("31 décembre 2026", "dmy"),
     ("jeudi 31 déc. 2026", "dmy"), ("Dec 31, 2026", "dmy"), ("December 31st, 2026", "mdy"), (" 31-12-2026 ", "dmy")],
)  # fmt: skip
def test_days_are_read_as_people_write_them(cell, order):
    assert dates.day(cell, order) == date(2026, 12, 31)


@pytest.mark.parametrize("cell", ["31/13/2026", "30 février 2026", "demain", "2026", "1/2", ""])
def test_what_is_no_day_is_none(cell):
    with pytest.raises(dates.Unreadable):
        dates.day(cell)


@pytest.mark.parametrize("cell", ["14:30", "14h30", "14 h 30", "2:30 pm", "14:30:00", "14.30", "2:30 P.M."])
def test_hours_are_read_as_people_write_them(cell):
    assert dates.hour(cell) == hour(14, 30)


@pytest.mark.parametrize("cell", ["25:00", "14", "midi", "13:00 pm", "14h60"])
def test_what_is_no_hour_is_none(cell):
    with pytest.raises(dates.Unreadable):
        dates.hour(cell)


def test_a_day_and_an_hour_may_share_a_cell():
    for cell in (
        "2026-12-31T14:30",
        "31/12/2026 14:30",
        "31/12/2026 à 14h30",
        "31 décembre 2026 à 14h30",
        "Dec 31, 2026, 2:30 pm",
    ):
        assert dates.moment(cell) == datetime(2026, 12, 31, 14, 30)
    assert dates.moment("2026-12-31T14:30:00Z") == datetime(2026, 12, 31, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cells_", "order"),
    [
        (["1/2/2026", "31/1/2026"], "dmy"),
        (["1/2/2026", "1/31/2026"], "mdy"),
        (["1/2/2026"], "?"),
        (["2/2/2026"], ""),
        (["2026-01-02"], ""),
    ],
)
def test_it_is_told_from_all_dates_whether_the_day_comes_first(cells_, order):
    assert dates.order_of(cells_) == order


@settings(max_examples=25)
@given(st.integers(0, 60), st.integers(0, 20), st.booleans())
def test_posts_are_spread_evenly_in_order_and_none_is_lost(count, length, weekdays):
    first = date(2026, 11, 26)
    days = spreading.days_between(first, date.fromordinal(first.toordinal() + length), weekdays=weekdays)
    if not days:
        return
    found = spreading.spread(count, days, hour(9), hour(18))
    assert len(found) == count and found == sorted(found)
    each = [sum(at.date() == day for at in found) for day in days]
    assert max(each) - min(each) <= 1
    assert all(hour(9) <= at.time() <= hour(18) for at in found)


@settings(max_examples=30)
@given(st.lists(st.text(alphabet='ab |[]"\n#,;é', max_size=8), max_size=4))
def test_a_list_in_a_cell_comes_back_as_it_went(items):
    assert cells.listed(cells.in_one(items), r"\|") == items


def test_the_same_and_nearly_the_same_words_are_found():
    shelf = Shelf([("a", "Le four est allumé depuis six heures, venez goûter la première fournée !"), ("b", "Autre chose.")])
    assert shelf.find("le FOUR est allumé depuis six heures : venez goûter la première fournée") == ("a", True)
    assert shelf.find("Le four est allumé depuis sept heures, venez goûter la première fournée !") == ("a", False)
    assert shelf.find("Le four se repose ce lundi.") is None


# --- the whole way ---------------------------------------------------------------------------------------------------
@pytest.fixture
def campaign(brand):
    return factories.make_campaign(brand=brand, name="Rentrée")


@pytest.fixture
def at(brand):
    return lambda name, *args: reverse(f"editorial:{name}", args=[brand.slug, *args])


def send(brand, author, text: str, *, options=None, **more) -> Batch:
    """A table that was sent and checked."""
    batch = batches.begin(brand, "posts.csv", text.encode(), by=author)
    order = batches.order_in(batch, batch.mapping)
    batches.sort(batch, batch.mapping, {"order": order, **(options or {})}, by=author)
    working.carry_on(batch.pk)
    return Batch.objects.get(pk=batch.pk)


def bring(batch: Batch, author, **options) -> Batch:
    batches.bring_in(batch, {"timing": "keep", "as": "draft", **options}, by=author)
    working.carry_on(batch.pk)
    return Batch.objects.get(pk=batch.pk)


def said(batch: Batch, number: int) -> str:
    return " ".join(problem["sentence"] for problem in batch.rows.get(number=number).problems)


def test_every_row_is_judged_and_says_what_is_wrong_where(brand, author, account, campaign):
    batch = send(
        brand,
        author,
        HEAD
        + "Bonjour;31/12/2030;14h30;@lune;rentree\n"
        + "Sans heure;31/12/2030;;lune;\n"
        + "Mauvais jour;31/31/2030;25:00;@personne;Noël\n"
        + ";;;;\n"
        + ";31/12/2030;9h;lune;\n"
        + "Passé;01/02/2020;9h;lune;\n",
    )
    assert batch.state == BatchState.CHECKED and batch.total == 5
    assert [row.level for row in batch.rows.order_by("number")] == ["fine", "error", "error", "error", "note"]
    assert "At what time?" in said(batch, 3)
    assert {problem["field"] for problem in batch.rows.get(number=4).problems} == {"date", "time", "accounts", "campaign"}
    assert "This row says nothing" in said(batch, 6)
    assert "has passed" in said(batch, 7)


def test_a_row_is_mended_in_its_place_and_what_is_brought_in_passes_the_gate(brand, author, approver, account, campaign):
    batch = send(
        brand, author, HEAD + "Bonjour;31/12/2030;14h30;@lune;Rentrée\nBonsoir;31/12/2030;;lune;\n" + "x" * 700 + ";;;lune;\n"
    )
    row = batch.rows.get(number=3)
    checking.mend(batch, row, {"time": "18:00"})
    assert batch.rows.get(number=3).level == "fine"
    batch = bring(batch, author, **{"as": "submitted"})
    assert batch.state == BatchState.DONE
    first, second, long = (row.post for row in batch.rows.order_by("number").select_related("post"))
    assert (first.state, first.campaign, first.wall) == (PostState.SUBMITTED, campaign, datetime(2030, 12, 31, 14, 30))
    assert (second.state, second.wall.hour) == (PostState.SUBMITTED, 18)
    assert long.state == PostState.DRAFT and "It stays a draft" in batch.rows.get(number=4).said
    assert not Post.objects.filter(state=PostState.APPROVED).exists()
    assert not brand.publications.exists()


def test_an_approver_is_told_of_a_batch_once(brand, author, approver, account, monkeypatch):
    looked = []
    monkeypatch.setattr(waiting, "by_member", lambda *of, real=waiting.by_member: looked.append(of) or real(*of))
    bring(send(brand, author, "Texte;Comptes\n" + "".join(f"Café {n};lune\n" for n in range(6))), author, **{"as": "submitted"})
    [notice] = brand.notices.filter(user=approver.user)
    assert (notice.count, len(notice.items), len(looked)) == (6, 6, 1)


def test_what_a_killed_worker_had_submitted_is_told_of_by_the_next_one(brand, author, approver, account):
    batch = bring(send(brand, author, "Texte;Comptes\nUn;lune\nDeux;lune\n"), author, **{"as": "submitted"})
    brand.notices.all().delete()
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.BRINGING, done=0)
    working.carry_on(batch.pk)
    assert brand.notices.get(user=approver.user).count == 2


def test_what_was_brought_in_twice_by_two_workers_is_there_once(brand, author):
    batch = send(brand, author, "Texte\nUn\nDeux\n")
    batch = bring(batch, author)
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.BRINGING, done=0)
    working.carry_on(batch.pk)
    assert brand.posts.count() == 2


@pytest.mark.parametrize("change", [{"left_at": datetime(2026, 1, 1, tzinfo=UTC)}, {"roles": ["reader"]}])
def test_nothing_comes_in_the_name_of_somebody_who_left_or_may_not_write_any_more(brand, author, change):
    batch = send(brand, author, "Texte\nUn\n")
    Membership.objects.filter(pk=author.pk).update(**change)
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.BRINGING, done=0)
    working.carry_on(batch.pk)
    assert not brand.posts.exists() and "may not write posts any more" in batch.rows.get().said


def test_the_batch_is_undone_but_for_what_was_changed_or_decided_since(brand, author, approver, account):
    batch = bring(send(brand, author, "Texte;Comptes\nUn;lune\nDeux;lune\nTrois;lune\n"), author, **{"as": "submitted"})
    one, two, three = (row.post for row in batch.rows.order_by("number").select_related("post"))
    drafting.save(two, Draft(drafting.of(two).content), by=author, revision=two.revision)
    approve(three, approver)
    batches.undo(batch, by=author)
    working.carry_on(batch.pk)
    assert [fresh(post).state for post in (one, two, three)] == [PostState.ARCHIVED, PostState.SUBMITTED, PostState.APPROVED]
    rows = batch.rows.order_by("number")
    assert [row.said for row in rows] == ["", "It stays: somebody worked on it since.", "It stays: it was approved since."]


def test_the_rows_are_spread_over_a_period_or_drawn_for_the_slots(brand, author, account):
    text = "Texte;Comptes\n" + "".join(f"Message {word};lune\n" for word in ("un", "deux", "trois"))
    period = {"first": "2031-01-06", "last": "2031-01-08", "opens": "09:00", "closes": "18:00", "weekdays": False}
    batch = bring(send(brand, author, text), author, timing="spread", **period)
    walls = [row.post.wall for row in batch.rows.order_by("number").select_related("post")]
    assert walls == [datetime(2031, 1, day, 9) for day in (6, 7, 8)]
    from editorial.models import Slot

    for weekday in (0, 2):
        Slot.objects.create(brand=brand, account=account, weekday=weekday, at=hour(12))
    filled = bring(send(brand, author, text), author, timing="fill")
    walls = [row.post.wall for row in filled.rows.order_by("number").select_related("post")]
    assert len(set(walls)) == 3 and all(wall.weekday() in (0, 2) and wall.hour == 12 for wall in walls)


def test_texts_that_are_there_already_are_noted(brand, author):
    factories.make_post(brand=brand, text="Le four est allumé depuis six heures, venez goûter la première fournée !")
    batch = send(
        brand,
        author,
        "Texte\n"
        "Le four est allumé depuis sept heures, venez goûter la première fournée !\n"
        "Une toute autre histoire que celle du four\n"
        "Une toute autre histoire que celle du four\n",
    )
    assert "nearly the same" in said(batch, 2)
    assert "very same" not in said(batch, 3)
    assert "Line 3 says the very same" in said(batch, 4)


class Gallery:
    def request(self, method, url, *, headers=None, timeout=20.0):
        if not url.endswith("tasse.png"):
            raise NotReached(url)
        data = io.BytesIO()
        Image.new("RGB", (200, 200), "#2f6f6a").save(data, "PNG")
        return Reply(200, data.getvalue(), {"content-type": "image/png"})


def test_pictures_come_from_the_library_by_name_and_from_the_web_by_address(brand, author):
    there = factories.make_asset(brand=brand, name="Vitrine.jpg")
    text = "Texte,Images,Texte alternatif\nUn,vitrine | https://exemple.fr/tasse.png,La vitrine | Une tasse\nDeux,https://exemple.fr/rien.png,\nTrois,absente.jpg,\n"
    batch = send(brand, author, text)
    assert "nothing called “absente.jpg”" in said(batch, 4)
    with far.standing_in(Gallery()):
        batch = bring(batch, author)
    post = batch.rows.get(number=2).post
    assert next((use.asset == there, use.alt) for use in post.pictures.order_by("place")) == (True, "La vitrine")
    assert post.pictures.count() == 2
    lonely = batch.rows.get(number=3)
    assert lonely.post and "does not answer" in lonely.said


def test_a_picture_is_found_by_its_name_alone_by_its_number_and_whatever_else_is_there(brand):
    one, two = (factories.make_asset(brand=brand, name="Été à Lyon_01.jpg") for _ in range(2))
    other = factories.make_asset(brand=brand, name="Hiver.png")
    shelf = Pictures(brand)
    assert shelf.get("hiver") == shelf.get("HIVER.PNG") == other
    assert shelf.get(f"ete a lyon_01.jpg #{two.pk}") == two
    with pytest.raises(Ambiguous, match=f"#{one.pk}"):
        shelf.get("Été à Lyon_01")
    assert shelf.get("Lyon") is None and shelf.get("https://exemple.fr/hiver.png") is None
    with CaptureQueriesContext(connection) as asked:
        assert shelf.get("Hiver") == other
    assert len(asked) == 0


def test_one_way_through_the_pages(brand, author, account, sign_in, at):
    client = sign_in(author)
    refused = client.post(at("imports"), {"file": io.BytesIO(b"Texte\n")})
    assert refused.status_code == 422 and "only one line" in refused.content.decode()
    file = io.BytesIO("Texte;Date;Heure;Comptes\nBonjour;01/02/2031;9h;lune\nBonsoir;03/04/2031;;lune\n".encode("cp1252"))
    file.name = "plan.csv"
    page = client.post(at("imports"), {"file": file}, follow=True)
    batch = brand.batches.get()
    assert "These dates can be read in two ways" in page.content.decode()
    typed = {f"column_{place}": key for place, key in enumerate(batch.mapping)}
    asked = client.post(at("import_sort", batch.pk), typed)
    assert asked.status_code == 422 and "say which one is meant" in asked.content.decode()
    page = client.post(at("import_sort", batch.pk), typed | {"order": "mdy"}, follow=True).content.decode()
    assert "1 line" in page and "At what time?" in page
    wrong = client.post(
        at("import_bring", batch.pk), {"timing": "spread", "goal": "draft", "first": "2031-02-02", "last": "2031-01-01"}
    )
    assert wrong.status_code == 422
    page = client.post(at("import_bring", batch.pk), {"timing": "keep", "goal": "draft"}, follow=True).content.decode()
    assert "<strong>1 post</strong> came in." in page
    assert brand.posts.get().wall == datetime(2031, 1, 2, 9)
    assert "1 was put away again" in client.post(at("import_undo", batch.pk), follow=True).content.decode()


def test_five_thousand_rows_are_read_and_understood_within_seconds(brand, author, account):
    line = "Message numéro %d du plan de l'année, avec quelques mots;2031-01-%02d;9h;lune\n"
    text = "Texte;Date;Heure;Comptes\n" + "".join(line % (n, 1 + n % 28) for n in range(5000))
    started = time.process_time()
    batch = batches.begin(brand, "plan.csv", text.encode(), by=author)
    bench = checking.Bench.of(batch)
    assert sum(bench.judge(row, deep=False).fails for row in batch.rows.all()) == 0
    assert time.process_time() - started < 15
    with pytest.raises(batches.Unfit, match="more than 5000 rows"):
        batches.begin(brand, "plan.csv", (text + "Un de trop;;;\n").encode(), by=author)


def test_an_approved_post_is_never_made_by_a_table(brand, author, account):
    batch = bring(send(brand, author, "Texte;Comptes;Statut\nUn;lune;approved\n"), author, **{"as": "submitted"})
    assert batch.rows.get().post.state == PostState.SUBMITTED
