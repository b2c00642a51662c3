"""How often figures are asked for."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from analytics.schedule import SCHEDULE, next_after

PUBLISHED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ages = st.timedeltas(timedelta(0), timedelta(days=200))


def moments() -> list[datetime]:
    """Every moment of the schedule of one post."""
    found, moment = [], PUBLISHED
    while (moment := next_after(PUBLISHED, moment)) is not None:
        found.append(moment)
    return found


def test_the_schedule_of_a_post_is_known_by_heart():
    ages = [(moment - PUBLISHED) / timedelta(minutes=1) for moment in moments()]
    assert ages[:10] == [2, 4, 6, 8, 10, 20, 30, 40, 50, 60]
    assert ages[10:13] == [120, 180, 240]
    assert len(ages) == 5 + 5 + 23 + 24 + 23 + 21
    assert ages[-1] == (30 + 21 * 7) * 24 * 60


def test_gaps_only_grow():
    found = moments()
    gaps = [later - earlier for earlier, later in pairwise(found)]
    assert gaps == sorted(gaps)


@given(ages)
def test_the_next_moment_is_later_and_within_the_stretch(age):
    after = next_after(PUBLISHED, PUBLISHED + age)
    if after is None:
        assert age >= SCHEDULE[-1].until - SCHEDULE[-1].every
        return
    assert after > PUBLISHED + age
    assert after - (PUBLISHED + age) <= max(stretch.every for stretch in SCHEDULE)
    assert after <= PUBLISHED + SCHEDULE[-1].until


@given(ages)
def test_a_figure_taken_late_does_not_shift_those_that_follow(age):
    after = next_after(PUBLISHED, PUBLISHED + age)
    assert after is None or after in moments()


@given(st.timedeltas(timedelta(days=-10), timedelta(0)))
def test_a_clock_that_runs_behind_asks_for_the_first_figures(age):
    assert next_after(PUBLISHED, PUBLISHED + age) == PUBLISHED + SCHEDULE[0].every
