"""The demo brand speaks of the season in which it is told, whatever the day."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from config.demo import plan, program, seasons, talk
from config.demo.almanac import Almanac, Line, closed, opening_after, printed
from networks import network

ZONE = "Europe/Paris"
DAYS = [datetime(year, month, day, 14, 10, tzinfo=UTC) for year in (2026, 2027) for month in range(1, 13) for day in (2, 12, 25)]
MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
WEEKDAYS = {
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
# words that belong to a part of the year, and its months
SEASONAL = {
    r"noël|\bavent\b|sapin|bûche|lumignon|christmas|gingerbread": (11, 12),
    r"galette|bonne année|nos vœux|new year": (1,),
    r"chandeleur|crêpes": (1, 2),
    r"pâques|jonquilles": (3, 4),
    r"printemps|\bspring\b": (3, 4, 5),
    r"[ld]’été|cet été|summer|glaçons|granité|glacé": (5, 6, 7, 8, 9),
    r"cold brew|affogato|parasol": (5, 6, 7, 8, 9),
    r"terrasse": (3, 4, 5, 6, 7, 8, 9, 10),
    r"rentrée|back to work": (7, 8, 9, 10),
    r"automne|autumn|marrons|chrysanthèmes": (9, 10, 11),
    r"hiver|winter": (12, 1, 2, 3, 4),
    r"neigé|dégel|trottoirs glissent": (12, 1, 2),
    r"vacances": (2, 6, 7, 8, 9),
}


def told(now: datetime) -> list[program.Item]:
    return program.schedule(now, 8, ZONE)


def dates_in(text: str, language: str, near: date) -> list[tuple[str, date]]:
    """The weekday (or nothing) and the day of each date in the text, in the year that brings it nearest."""
    months, days = MONTHS[language], WEEKDAYS[language]
    found = re.findall(rf"(?:\b({'|'.join(days)}) )?(\d{{1,2}})(?:er)? ({'|'.join(months)})\b", text.replace("\u00a0", " "))
    nearest = []
    for weekday, day, month in found:
        years = [date(year, months.index(month) + 1, int(day)) for year in (near.year - 1, near.year, near.year + 1)]
        nearest.append((weekday, min(years, key=lambda one: abs(one - near))))
    return nearest


def contradictions(text: str, language: str, day: date) -> list[str]:
    """What the text says that is not so on that day."""
    wrong = []
    for weekday, meant in dates_in(text, language, day):
        if weekday and WEEKDAYS[language].index(weekday) != meant.weekday():
            wrong.append(f"{meant} is no {weekday}")
        if not 0 <= (meant - day).days <= 60:
            wrong.append(f"{meant} lies {(meant - day).days} days ahead")
    for number, month in enumerate(MONTHS[language], 1):
        if re.search(rf"\b{month}\b", text) and "On vous dira en décembre" not in text and (number - day.month) % 12 > 4:
            wrong.append(f"speaks of {month}")
    for words, months in SEASONAL.items():
        if re.search(words, text, re.IGNORECASE) and day.month not in months:
            wrong.append(f"has a word of {words}")
    named = re.search(rf"(?:Question|du) (?:du )?({'|'.join(WEEKDAYS['fr'])}) ?:", text)
    if named and WEEKDAYS["fr"].index(named[1]) != day.weekday():
        wrong.append(f"is called after {named[1]}")
    return wrong


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_no_post_contradicts_the_day_it_is_posted_on(now):
    for item in told(now):
        found = contradictions(item.text, item.language, item.moment.date())
        assert not found, (item.moment.date(), item.text, found)
        assert "{" not in item.text


@pytest.mark.parametrize(
    "text", ["Ouverture le samedi 11 décembre.", "Le 3 mars, on ouvre.", "Notre café d’été.", "Question du jeudi : ?"]
)
def test_a_text_that_contradicts_its_day_is_found(text):
    assert contradictions(text, "fr", date(2026, 12, 1))


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_the_house_says_enough_at_any_time_of_the_year(now):
    items, today = told(now), now.date()
    weeks = {(item.moment.date() - today).days // 7 for item in items if item.dated}
    assert weeks >= set(range(-8, 4))
    assert 105 <= len([item for item in items if item.dated]) <= 165
    assert all(not item.season or item.season == seasons.of(item.moment.date()).key for item in items)
    assert len({item.text for item in items}) == len(items)


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_each_season_told_has_posts_and_todays_is_among_them(now):
    first, today, last = program.span(now, 8, ZONE)
    shown = seasons.told(first, today, last)
    assert [season.key for season in shown if season.starts_on <= today <= season.ends_on] == [seasons.of(today).key]
    said = [item for item in told(now) if item.theme == "season"]
    for season in shown:
        assert len([item for item in said if item.season == season.key]) >= 4, season.key


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_the_workshop_opens_ahead_on_a_day_when_houses_open(now):
    opening = opening_after(now.date())
    assert 10 <= (opening - now.date()).days <= 19
    assert not closed(opening)
    texts = {item.text: item.moment.date() for item in told(now)}
    assert all(day < opening for text, day in texts.items() if "compte les chaises" in text or "Répétition" in text)
    assert all(day > opening for text, day in texts.items() if "atelier est ouvert" in text)


@pytest.mark.parametrize("month", range(1, 13))
def test_nobody_of_the_community_speaks_of_another_season(month):
    for day in (date(2026, month, 3), date(2026, month, 24)):
        year = Almanac(opening_after(day))
        answers = talk.answers(year, day)
        for exchange in talk.on(year, day):
            said = f"{exchange.said} {answers[exchange.said]}"
            assert not contradictions(said, "fr", day), (day, said)


def every_line() -> list[tuple[program.Series, Line]]:
    return [(series, line) for series in program._series().values() for line in series.lines]


def test_each_text_fits_each_network_it_is_meant_for():
    for series, line in every_line():
        said = Almanac(date(2026, 12, 12)).fill(line.text, date(2026, 11, 25), series.language)
        for key in series.accounts:
            rules = network(program.ACCOUNTS[key][0]).rules
            assert all(limit.count(said) <= limit.limit for limit in rules.texts), said


def test_no_text_says_what_the_charter_never_says():
    never = [row["text"] for row in plan.CHARTER["never"]["rows"]]
    assert not [line.text for _series, line in every_line() if any(word in line.text.lower() for word in never)]


def test_each_line_of_a_season_is_true_within_its_season_only():
    year = Almanac(date(2026, 5, 5))
    for season in seasons.SEASONS:
        for line in season.lines:
            for number in range(730):
                day = date(2026, 1, 1) + timedelta(days=number)
                assert not year.last(line, day) or seasons.of(day).key == season.key, (line.text, day)


def test_dates_are_printed_as_people_read_them():
    assert printed(date(2026, 12, 12), "fr") == "samedi 12 décembre"
    assert printed(date(2026, 10, 1), "fr") == "jeudi 1er octobre"
    assert printed(date(2026, 12, 12), "en") == "Saturday 12 December"


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("mothers", 2026, "2026-05-31"),
        ("mothers", 2020, "2020-06-07"),
        ("heritage", 2026, "2026-09-19"),
        ("wintertime", 2026, "2026-10-25"),
    ],
)
def test_days_that_move_are_known(name, year, day):
    assert str(Almanac(date(2026, 1, 1)).day(name, year)) == day
