"""Key dates and notes: which days they fall on, who sees and changes them."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial.calendar import keydates, notes
from editorial.calendar.marronniers import KNOWN
from editorial.models import DayNote, KeyDate
from lib import yearly

YEAR = (date(2027, 1, 1), date(2028, 1, 1))


def test_rules_fall_on_their_days():
    said = {
        "06-21": date(2027, 6, 21),
        "02-29": None,
        "2027-03-14": date(2027, 3, 14),
        "2026-03-14": None,
        "3 sun 09": date(2027, 9, 19),
        "last fri 12": date(2027, 12, 31),
        "4 thu 11+1": date(2027, 11, 26),
        "easter": date(2027, 3, 28),
        "easter+39": date(2027, 5, 6),
    }
    assert {rule: yearly.day_of(rule, 2027) for rule in said} == said
    for wrong in ("13-01", "02-30", "5 sun 09", "easter+", "x"):
        with pytest.raises(ValueError, match=r".+"):
            yearly.day_of(wrong, 2027)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(start=st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_each_known_date_comes_once_or_so_in_a_year(start):
    end = start.replace(year=start.year + 1, day=min(start.day, 28))
    for each in KNOWN:
        days = each.days(start, end)
        assert len(days) <= 2 and all(start <= day < end for day in days), each.key


def test_french_dates_follow_the_law():
    found = {
        each.key: [
            day.isoformat()[5:] for year in (2024, 2025, 2026) for day in each.days(date(year, 1, 1), date(year + 1, 1, 1))
        ]
        for each in KNOWN
    }
    assert found["mothers"] == ["05-26", "05-25", "05-31"], "the last Sunday of May"
    assert keydates.BY_KEY["mothers"].days(date(2020, 1, 1), date(2021, 1, 1)) == [(date(2020, 6, 7), "Mothers’ day")], "Whitsun"
    assert found["winter-sales"] == ["01-10", "01-08", "01-07"]
    assert found["summer-sales"] == ["06-26", "06-25", "06-24"]


def test_a_brand_sees_french_holidays_in_its_language_until_it_says_otherwise(brand, author):
    days = {(each.day, each.name) for each in keydates.days([], *YEAR)}
    assert (date(2027, 7, 14), "National Day") in days
    keydates.show(brand, "holidays:FR", hidden=True, by=author)
    keydates.show(brand, "holidays:BE", hidden=False, by=author)
    keydates.show(brand, "school:A", hidden=False, by=author)
    keydates.show(brand, "valentine", hidden=True, by=author)
    keydates.add(brand, "Anniversaire", "2 tue 03", by=author)
    rows = list(KeyDate.objects.values(*keydates.FIELDS))
    named = {each.day: each.name for each in keydates.days(rows, *YEAR) if each.kind in ("holiday", "own", "school")}
    assert date(2027, 7, 14) not in named and "National" in named[date(2027, 7, 21)]
    assert named[date(2027, 3, 9)] == "Anniversaire"
    assert any("zone A" in name for name in named.values())
    assert "Valentine’s day" not in {each.name for each in keydates.days(rows, *YEAR)}


def test_key_dates_are_chosen_on_their_page_and_stand_on_the_calendar(brand, author, reader, sign_in):
    client, url = sign_in(author), reverse("editorial:key_dates", args=[brand.slug])
    bad = client.post(url, {"name": "Salon", "date": "", "often": "yearly"})
    assert bad.status_code == 422 and "On which day?" in bad.content.decode() and 'value="Salon"' in bad.content.decode()
    client.post(url, {"name": "Salon du café", "date": "2027-02-18", "often": "weekday"})
    known = reverse("editorial:key_dates_known", args=[brand.slug])
    client.post(known, {"hide": "kind:smile"})
    kept = KeyDate.objects.get(key="")
    assert kept.rule == "3 thu 02" and KeyDate.objects.filter(hidden=True).count() == 14
    calendar = reverse("editorial:calendar", args=[brand.slug])
    for view in ("month", "week", "list"):
        page = client.get(calendar, {"view": view, "on": "2028-02-14"}).content.decode()
        assert "Salon du café" in page and "Valentine’s day" in page, view
    assert sign_in(reader).post(url, {"name": "X", "date": "2027-02-18", "often": "once"}).status_code == 422
    assert not KeyDate.objects.filter(name="X").exists() and "Add the date" not in sign_in(reader).get(url).content.decode()
    client.post(reverse("editorial:key_date_remove", args=[brand.slug, kept.pk]))
    assert not KeyDate.objects.filter(key="").exists()


def test_a_note_is_written_read_changed_and_taken_away_on_the_calendar(brand, author, reader, sign_in):
    client, calendar = sign_in(author), reverse("editorial:calendar", args=[brand.slug])
    new, on = reverse("editorial:note_new", args=[brand.slug]), "2030-01-15"
    assert f'value="{on}"' in client.get(new, {"on": on}, headers={"HX-Request": "true"}).content.decode()
    bad = client.post(new, {"text": " ", "on": on, "here": "?"}, headers={"HX-Request": "true"})
    assert bad.status_code == 422 and "Write a few words" in bad.content.decode()
    answer = client.post(new, {"text": "Salon à Lyon", "on": on, "here": "?on=2030-01-10"}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Retarget"] == "#board" and "Salon à Lyon" in answer.content.decode()
    note = reverse("editorial:note", args=[brand.slug, DayNote.objects.get().pk])
    for view in ("month", "week", "list"):
        page = client.get(calendar, {"view": view, "on": on}).content.decode()
        assert f'href="{note}"' in page and "note by Camille Auteur" in page, view
        seen = sign_in(reader).get(calendar, {"view": view, "on": on}).content.decode()
        assert "Salon à Lyon" in seen and note not in seen, view
    client.post(note, {"text": "Salon à Lille", "on": "2030-01-16"})
    assert (DayNote.objects.get().text, DayNote.objects.get().on) == ("Salon à Lille", date(2030, 1, 16))
    client.post(reverse("editorial:note_remove", args=[brand.slug, DayNote.objects.get().pk]))
    assert not DayNote.objects.exists()


def test_a_day_takes_only_so_many_notes(brand, author, monkeypatch):
    monkeypatch.setattr(notes, "MOST", 1)
    notes.write(brand, date(2030, 1, 15), "Un", by=author)
    with pytest.raises(notes.NotPossible, match="very many notes"):
        notes.write(brand, date(2030, 1, 15), "Deux", by=author)
