"""The pages of series: the sentence that says when they come, their list, one of them, what is done there."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from editorial.models import Post, PostState, Series
from editorial.series import changes, laying, words
from editorial.series import series as verbs
from editorial.series.forms import SeriesForm, typed
from editorial.series.rhythm import Rhythm
from lib.recurrence import Rule
from tests import factories
from tests.editorial.conftest import HOUR, ZONE, digest, fresh
from tests.editorial.series.test_series import NOW, TUESDAYS, approve_all, made, on, text_of


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    for module in (laying, changes):
        monkeypatch.setattr(module, "WINDOW", timedelta(days=20))
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def url(brand):
    return lambda name, *args: reverse(f"editorial:{name}", args=[brand.slug, *args])


@pytest.fixture
def weekly(brand, author, post) -> Series:
    return verbs.begin(brand, TUESDAYS, by=author, name="Le café du mardi", post=post)


@pytest.fixture
def running(weekly, author, approver) -> Series:
    return approve_all(weekly, author, approver)


def rhythm(rule: str, **more) -> Rhythm:
    return Rhythm(Rule.parse(rule), more.pop("start", date(2030, 1, 1)), more.pop("at", time(9)), ZONE, **more)


# --- in words --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "english", "french"),
    [
        (rhythm("FREQ=DAILY"), "Every day at 9:00.", "Tous les jours à 9 h."),
        (rhythm("FREQ=DAILY;INTERVAL=3", at=time(9, 5)), "Every three days at 9:05.", "Tous les trois jours à 9 h 05."),
        (rhythm("FREQ=WEEKLY;BYDAY=TU,FR"), "Every Tuesday and Friday at 9:00.", "Tous les mardis et vendredis à 9 h."),
        (rhythm("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"), "From Monday to Friday at 9:00.", "Du lundi au vendredi à 9 h."),
        (
            rhythm("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR", times=10),
            "Every two weeks, on Tuesday and Friday, at 9:00, 10 times.",
            "Toutes les deux semaines, le mardi et le vendredi, à 9 h, 10 fois.",
        ),
        (
            rhythm("FREQ=MONTHLY;BYDAY=-1FR", ends_on=date(2030, 12, 1)),
            "On the last Friday of every month at 9:00, until 1 December 2030.",
            "Le dernier vendredi de chaque mois à 9 h, jusqu’au 1er décembre 2030.",
        ),
        (
            rhythm("FREQ=MONTHLY;INTERVAL=11;BYDAY=1MO", times=1),
            "Every 11 months, on the first Monday, at 9:00, once.",
            "Tous les 11 mois, le premier lundi, à 9 h, une seule fois.",
        ),
        (rhythm("FREQ=MONTHLY;BYMONTHDAY=1"), "On the 1st of every month at 9:00.", "Le 1er de chaque mois à 9 h."),
        (
            rhythm("FREQ=MONTHLY;BYMONTHDAY=31"),
            "On the 31st of every month that has one at 9:00.",
            "Le 31 des mois qui en comptent un, à 9 h.",
        ),
        (
            rhythm("FREQ=MONTHLY;BYMONTHDAY=-1"),
            "On the last day of every month at 9:00.",
            "Le dernier jour de chaque mois à 9 h.",
        ),
        (
            rhythm("FREQ=YEARLY", start=date(2030, 2, 1), holidays="FR", shift=True),
            "Every year, on 1 February, at 9:00; on a public holiday (France), the next working day instead.",
            "Chaque année, le 1er février, à 9 h ; si ce jour est férié (France), le jour ouvré suivant.",
        ),
        (
            rhythm("FREQ=WEEKLY;BYDAY=TU", start=date(2030, 2, 5), holidays="FR-57"),
            "Every Tuesday at 9:00, from 5 February 2030, except on public holidays (France, Moselle).",
            "Tous les mardis à 9 h, à partir du 5 février 2030, sauf les jours fériés (France, Moselle).",
        ),
    ],
)
def test_a_rhythm_is_said_as_somebody_would_say_it(said, english, french):
    for language, expected in (("en", english), ("fr", french)):
        with translation.override(language):
            assert words.sentence(said).replace("\xa0", " ") == expected


@pytest.mark.parametrize(
    "said",
    [
        TUESDAYS,
        rhythm("FREQ=DAILY;INTERVAL=3", times=10),
        rhythm("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR", ends_on=date(2030, 12, 1), holidays="FR", shift=True),
        rhythm("FREQ=MONTHLY;BYMONTHDAY=-1"),
        rhythm("FREQ=YEARLY"),
    ],
)
def test_what_is_typed_is_the_rhythm_that_was_kept(said):
    form = SeriesForm(typed(said))
    assert form.is_valid(), form.errors
    assert form.rhythm == said


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"weekdays": []}, "On which days of the week?"),
        ({"unit": "MONTHLY", "monthday": ""}, "On which day of the month?"),
        ({"end": "until", "until": ""}, "Until which day?"),
        ({"end": "until", "until": "2029-01-01"}, "It ends before it begins."),
        ({"end": "until", "until": "2099-01-01"}, "more than ten years"),
        ({"end": "times", "times": ""}, "How many times?"),
        ({"time": ""}, "At what time?"),
        ({"date": ""}, "From which day on?"),
        ({"zone": "Mars/Base"}, "Nobody knows this time zone."),
    ],
)
def test_what_is_missing_is_asked_for_in_a_sentence_and_nothing_typed_is_lost(wrong, sentence, brand, author, sign_in, url):
    data = {**typed(TUESDAYS, name="Mon nom"), **wrong}
    response = sign_in(author).post(url("series_new"), data)
    assert response.status_code == 422 and sentence in response.content.decode()
    assert "Mon nom" in response.content.decode() and not Series.objects.exists()
    assert sentence in sign_in(author).post(url("series_dates"), data).content.decode()


# --- beginning -------------------------------------------------------------------------------------------------------
def test_a_draft_is_repeated_submitted_and_approved_on_the_page_of_its_series(post, author, approver, sign_in, url):
    writer = sign_in(author)
    shown = writer.get(url("repeat", post.pk)).content.decode()
    assert f'value="{HOUR:%H:%M}"' in shown and f'value="{HOUR:%Y-%m-%d}"' in shown and "Every Tuesday at 9:30" in shown
    response = writer.post(url("repeat", post.pk), {**typed(TUESDAYS), "name": ""}, follow=True)
    series = Series.objects.get()
    assert series.name == post.text and fresh(post).series == series
    assert "Next dates" in response.content.decode()
    response = writer.post(url("series_submit", series.pk), follow=True)
    assert "Aline Approuve can now approve it." in response.content.decode()
    reading = sign_in(approver)
    shown = reading.get(url("series", series.pk)).content.decode()
    assert f'name="digest_{post.pk}" value="{digest(post)}"' in shown and "Every Tuesday at 9:00" in shown
    assert reading.post(url("series_approve", series.pk), {f"digest_{post.pk}": "old"}).status_code == 409
    reading.post(url("series_approve", series.pk), {f"digest_{post.pk}": digest(post)})
    laying.lay(series)
    assert fresh(post).state == PostState.APPROVED and len(made(series)) == 3
    shown = reading.get(url("series", series.pk)).content.decode()
    assert url("post", on(series, 15).pk) in shown and "Aline Approuve" in shown
    assert writer.get(url("repeat", on(series, 15).pk)).status_code == 302, "it belongs to a series already"


def test_without_script_the_dates_are_shown_by_a_button_and_without_a_post_the_text_comes_next(author, sign_in, url):
    data = typed(rhythm("FREQ=MONTHLY;BYMONTHDAY=31", start=date(2030, 1, 20), at=time(2, 30)))
    shown = sign_in(author).post(url("series_new"), {**data, "look": "1"}).content.decode()
    assert "Thursday 31 January 2030" in shown and "clocks skip 02:30 that night" in shown and "03:30" in shown
    response = sign_in(author).post(url("series_new"), data)
    text = Post.objects.get()
    assert response.url == url("post", text.pk) and text.is_pattern
    assert "This is the text of the series" in sign_in(author).get(response.url).content.decode()


# --- changing --------------------------------------------------------------------------------------------------------
def test_another_hour_is_given_to_all_to_come_and_who_comes_second_is_told(running, author, sign_in, url):
    data = typed(TUESDAYS, name="Le thé du mardi", revision=running.revision) | {"time": "18:00"}
    sign_in(author).post(url("series_edit", running.pk), data)
    assert {post.wall.hour for post in made(running)} == {18} and Series.objects.get().name == "Le thé du mardi"
    again = sign_in(author).post(url("series_edit", running.pk), {**data, "time": "19:00"})
    assert again.status_code == 422 and "in the meantime" in again.content.decode() and 'value="19:00"' in again.content.decode()


def test_a_drop_on_the_calendar_asks_how_far_it_goes(running, author, sign_in, url):
    post, client = on(running, 22), sign_in(author)
    drop = {"drop": "1", "date": "2030-01-23", "here": "?view=month"}
    asked = client.post(url("move", post.pk), drop, headers={"HX-Request": "true"})
    shown = asked.content.decode()
    assert asked["HX-Retarget"] == "#dialogs" and "Every Wednesday at 9:00" in shown and fresh(post).wall.day == 22
    moved = client.post(url("move", post.pk), {**drop, "time": "09:00", "scope": "all"}, headers={"HX-Request": "true"})
    assert [row.wall.day for row in made(running)] == [16, 23, 30]
    import json

    undo = json.loads(moved["HX-Trigger"])["toast"]["undo"]
    client.post(undo)
    assert [row.wall.day for row in made(running)] == [15, 22, 29]
    client.post(url("move", post.pk), {**drop, "time": "09:00", "scope": "this"}, headers={"HX-Request": "true"})
    assert [row.wall.day for row in made(running)] == [15, 23, 29]


def test_the_composer_asks_how_far_other_words_go(running, author, sign_in, url):
    from editorial.composer.forms import typed as typed_post
    from editorial.drafting import of

    post, client = on(running, 22), sign_in(author)
    assert 'name="scope" value="next"' in client.get(url("edit", post.pk)).content.decode()
    data = typed_post(of(post), revision=post.revision)
    data["text"], data["scope"] = "Dès maintenant", "next"
    response = client.post(url("edit", post.pk), data)
    rest = Series.objects.get(continues=running)
    assert response.url == url("post", text_of(rest).pk) and text_of(rest).text == "Dès maintenant"
    assert [row.state for row in made(running)] == [PostState.APPROVED]


def test_days_are_left_out_and_the_end_taken_back_on_the_page(running, author, reader, sign_in, url):
    client = sign_in(author)
    shown = client.post(url("series_skip", running.pk), {"day": "2030-01-22"}, follow=True).content.decode()
    assert "taken out by hand" in shown and url("series_back", running.pk) in shown
    client.post(f"{url('series_back', running.pk)}?day=2030-01-22")
    assert on(running, 22).state == PostState.DRAFT and not Series.objects.get().skipped
    assert client.post(url("series_skip", running.pk), {"day": "2030-13-45"}).status_code == 302
    assert "3 posts to come were put away" in client.post(url("series_end", running.pk), follow=True).content.decode()
    assert "Ended on" in client.get(url("series", running.pk)).content.decode()
    assert "It goes on." in client.post(url("series_resume", running.pk), follow=True).content.decode()
    shown = sign_in(reader).get(url("series", running.pk)).content.decode()
    assert url("series_end", running.pk) not in shown and "leave out" not in shown
    assert sign_in(reader).post(url("series_end", running.pk)).status_code == 403


def test_a_text_of_a_series_is_nowhere_among_posts_without_a_date_but_on_its_pages(running, author, approver, sign_in, url):
    shown = sign_in(author).get(f"{url('calendar')}?view=week&on=2030-01-22").content.decode()
    assert 'aria-label="In a series"' in shown
    shown = sign_in(author).get(url("calendar") + "?view=undated").content.decode()
    assert text_of(running).text not in shown
    assert (
        url("move", text_of(running).pk) not in sign_in(author).get(url("post", text_of(running).pk) + "?read").content.decode()
    )
    assert url("series", running.pk) in sign_in(author).get(url("post", on(running, 22).pk)).content.decode()


# --- many ------------------------------------------------------------------------------------------------------------
def test_the_pages_ask_the_same_number_of_questions_however_much_there_is(running, brand, account, author, sign_in, url):
    client = sign_in(author)

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    def grow(start: int, end: int) -> None:
        for days in range(start, end):
            factories.make_series(brand=brand, author=author, name=f"Série {days}", accounts=[account], state="approved")
            past = factories.make_publication(account=account, state="published", due_at=NOW - timedelta(days=days))
            when = {"planned_for": past.due_at, "occurrence": past.due_at.date()}
            gone = factories.make_post(brand=brand, accounts=[account], state="approved", series=running, **when)
            gone.variants.update(publication=past)

    grow(1, 2)
    few = count(url("series_all")), count(url("series", running.pk))
    grow(2, 5)
    assert (count(url("series_all")), count(url("series", running.pk))) == few
    assert "4 posts published" in client.get(url("series_all")).content.decode()


def test_an_empty_list_teaches_what_a_series_is(author, sign_in, url):
    shown = sign_in(author).get(url("series_all")).content.decode()
    assert "Nothing comes back yet" in shown and url("series_new") in shown
