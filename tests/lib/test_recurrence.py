"""Rules in days, and the hours at which they leave over changes of clocks and holidays."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.series.rhythm import Rhythm
from lib import clock, workdays
from lib.recurrence import Rule, Unit, nth_of

TUESDAY = date(2030, 1, 1)
ZONES = ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu"]


def days(text: str, start: date = TUESDAY, *, count: int = 4) -> list[str]:
    found = Rule.parse(text).days(start, until=start + timedelta(days=900), times=count)
    return [f"{day:%a %d %m}" for _number, day in found]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("FREQ=DAILY;INTERVAL=3", ["Tue 01 01", "Fri 04 01", "Mon 07 01", "Thu 10 01"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR", ["Tue 01 01", "Fri 04 01", "Tue 15 01", "Fri 18 01"]),
        ("FREQ=MONTHLY;BYDAY=2WE", ["Wed 09 01", "Wed 13 02", "Wed 13 03", "Wed 10 04"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["Fri 25 01", "Fri 22 02", "Fri 29 03", "Fri 26 04"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["Thu 31 01", "Sun 31 03", "Fri 31 05", "Wed 31 07"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["Thu 31 01", "Thu 28 02", "Sun 31 03", "Tue 30 04"]),
        ("FREQ=YEARLY", ["Tue 01 01", "Wed 01 01", "Thu 01 01"]),
    ],
)
def test_each_kind_of_rule_gives_its_days(text, first):
    assert days(text) == first and Rule.parse(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=100", "FREQ=DAILY;COUNT=3", "FREQ=MONTHLY;BYDAY=FR",
        "FREQ=WEEKLY;BYDAY=2FR", "FREQ=MONTHLY;BYDAY=1FR;BYMONTHDAY=2", "FREQ=MONTHLY;BYMONTHDAY=32", "INTERVAL=2", "x",
    ],
)  # fmt: skip
def test_what_cannot_be_said_in_the_sentence_is_no_rule(text):
    with pytest.raises(ValueError):
        Rule.parse(text)


@pytest.mark.parametrize(
    ("text", "before", "after", "moved"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,FR", date(2030, 1, 8), date(2030, 1, 9), "FREQ=WEEKLY;BYDAY=WE,FR"),
        ("FREQ=MONTHLY;BYDAY=1TU", date(2030, 2, 5), date(2030, 2, 14), "FREQ=MONTHLY;BYDAY=2TH"),
        ("FREQ=MONTHLY;BYDAY=-1TU", date(2030, 2, 26), date(2030, 2, 28), "FREQ=MONTHLY;BYDAY=-1TH"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", date(2030, 2, 28), date(2030, 2, 27), "FREQ=MONTHLY;BYMONTHDAY=27"),
        ("FREQ=DAILY;INTERVAL=3", date(2030, 1, 4), date(2030, 1, 5), "FREQ=DAILY;INTERVAL=3"),
    ],
)
def test_a_rule_moves_with_one_of_its_days(text, before, after, moved):
    rule = Rule.parse(text)
    assert rule.moved(before, after).text == moved
    start = rule.moved_start(TUESDAY, before, after)
    assert after in [day for _number, day in rule.moved(before, after).days(start, until=after)]


# --- hours -----------------------------------------------------------------------------------------------------------
@settings(max_examples=30)
@given(
    start=st.dates(date(2029, 1, 1), date(2031, 1, 1)),
    minutes=st.integers(0, 24 * 60 - 1),
    zone=st.sampled_from(ZONES),
    rule=st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=SU", "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=MONTHLY;BYMONTHDAY=-1"]),
)
def test_it_leaves_at_the_hour_that_clocks_show_on_every_day_of_the_rule(start, minutes, zone, rule):
    at = time(minutes // 60, minutes % 60)
    rhythm = Rhythm(Rule.parse(rule), start, at, zone)
    now = clock.resolve(datetime.combine(start, time.min), zone) - timedelta(minutes=1)
    found = list(rhythm.comings(now, now + timedelta(days=370)))
    assert [coming.number for coming in found] == list(range(len(found)))
    moments = [coming.moment for coming in found]
    assert moments == sorted(set(moments)), "each once, in order"
    for coming in found:
        assert coming.wall == datetime.combine(coming.day, at)
        assert coming.shown == coming.wall or coming.gap
        assert timedelta(0) <= coming.shown - coming.wall <= timedelta(hours=1), "only a skipped hour moves, forward"


def test_in_the_spring_gap_it_leaves_later_and_in_the_double_hour_the_first_time():
    rhythm = Rhythm(Rule(Unit.DAY), date(2030, 3, 30), time(2, 30), "Europe/Paris")
    spring = rhythm.coming(date(2030, 3, 31))
    assert (spring.gap, spring.twice, spring.shown.hour, spring.moment) == (
        True, False, 3, datetime(2030, 3, 31, 1, 30, tzinfo=UTC),
    )  # fmt: skip
    autumn = rhythm.coming(date(2030, 10, 27))
    assert (autumn.gap, autumn.twice, autumn.moment) == (False, True, datetime(2030, 10, 27, 0, 30, tzinfo=UTC))
    plain = rhythm.coming(date(2030, 3, 30))
    assert not plain.gap and not plain.twice


# --- holidays and what is left out -----------------------------------------------------------------------------------
def weekly(**more) -> Rhythm:
    return Rhythm(Rule(Unit.WEEK, weekdays=(0,)), date(2030, 4, 1), time(9), "Europe/Paris", holidays="FR", **more)


def test_a_public_holiday_is_left_out_or_gives_way_to_the_next_working_day():
    easter_monday = date(2030, 4, 22)
    assert (weekly().coming(easter_monday).wall, workdays.holiday(easter_monday, "FR") != "") == (None, True)
    assert weekly(shift=True).coming(easter_monday).wall == datetime(2030, 4, 23, 9)
    assert weekly(shift=True).coming(easter_monday).moved


def test_regions_have_holidays_of_their_own():
    saint_stephen = date(2030, 12, 26)
    assert workdays.holiday(saint_stephen, "FR-57") and not workdays.holiday(saint_stephen, "FR")
    assert all(workdays.holiday(date(2030, 1, 1), place) for place in workdays.PLACES)


def test_what_gives_way_to_a_day_of_its_own_does_not_leave_twice():
    daily = Rhythm(Rule(Unit.DAY), date(2030, 4, 20), time(9), "Europe/Paris", holidays="FR", shift=True)
    now = datetime(2030, 4, 19, 12, tzinfo=UTC)
    assert [coming.wall.day for coming in daily.next(3, now)] == [20, 21, 23]


def test_what_gives_way_over_the_end_of_what_is_looked_at_is_found():
    rhythm = weekly(shift=True)
    after = datetime(2030, 4, 22, 20, tzinfo=UTC)
    assert next(rhythm.comings(after, after + timedelta(days=1))).day == date(2030, 4, 22)


def test_the_end_counts_days_of_the_rule_and_days_left_out_are_told():
    rhythm = weekly(times=5, skipped=frozenset({date(2030, 4, 8)}))
    now = datetime(2030, 3, 31, 12, tzinfo=UTC)
    assert [(coming.day.day, bool(coming.wall)) for coming in rhythm.next_with_gaps(5, now)] == [
        (1, True), (8, False), (15, True), (22, False), (29, True),
    ]  # fmt: skip
    assert [coming.day.day for coming in rhythm.next(9, now)] == [1, 15, 29]
    assert weekly(ends_on=date(2030, 4, 7)).next(3, now)[-1].day == date(2030, 4, 1)


def test_the_fifth_weekday_is_the_last_one():
    assert [nth_of(date(2030, 1, day)) for day in (1, 8, 29)] == [1, 2, -1]
    assert nth_of(date(2030, 2, 26), last=True) == -1
