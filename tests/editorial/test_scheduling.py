"""The date of a post, before and after it is planned, over the change of clocks."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial import scheduling
from editorial.models import PostState
from editorial.refusals import BadMoment, NotPossible, NotYours
from lib import clock
from lib.states import StaleState
from publishing.models import Hold, Publication, State
from tests.editorial.conftest import HOUR, ZONE, fresh, publications


def test_a_draft_gets_a_date(post, author):
    scheduling.set_date(post, HOUR.replace(day=20), ZONE, by=author)
    assert fresh(post).planned_for == datetime(2030, 1, 20, 8, 30, tzinfo=UTC)


def test_a_date_that_is_past_is_refused_with_a_sentence(post, author):
    with pytest.raises(BadMoment, match="has passed"):
        scheduling.set_date(post, datetime(2020, 1, 1, 9), ZONE, by=author)
    assert fresh(post).wall == HOUR


def test_the_minute_that_runs_is_not_past(post, author):
    with time_machine.travel(datetime(2030, 1, 15, 8, 30, 40, tzinfo=UTC)):
        scheduling.set_date(post, HOUR, ZONE, by=author)


def test_moving_an_approved_post_moves_what_is_planned(approved, author):
    scheduling.set_date(approved, HOUR.replace(hour=18), ZONE, by=author)
    assert {(row.wall.hour, row.state, row.due_at) for row in Publication.objects.all()} == {
        (18, State.PLANNED, datetime(2030, 1, 15, 17, 30, tzinfo=UTC))
    }


def test_a_move_at_the_moment_it_leaves_says_so_and_moves_nothing(approved, author):
    Publication.objects.filter(account__network_name="facebook").update(state=State.CLAIMED)
    with pytest.raises(NotPossible):
        scheduling.set_date(approved, HOUR.replace(hour=18), ZONE, by=author)
    assert {row.wall for row in Publication.objects.all()} == {HOUR}
    assert fresh(approved).wall == HOUR


def test_two_people_moving_the_same_post_are_told(approved, author, lead):
    scheduling.set_date(approved, HOUR.replace(hour=18), ZONE, by=lead, revision=approved.revision)
    with pytest.raises(StaleState):
        scheduling.set_date(approved, HOUR.replace(hour=7), ZONE, by=author, revision=approved.revision)
    assert fresh(approved).wall.hour == 18


def test_an_approver_does_not_move_what_is_approved(approved, approver):
    with pytest.raises(NotYours):
        scheduling.set_date(approved, HOUR.replace(hour=18), ZONE, by=approver)


def test_taking_the_date_away_puts_it_back_into_the_stock(approved, author):
    scheduling.clear_date(approved, by=author)
    assert fresh(approved).state == PostState.APPROVED and fresh(approved).planned_for is None
    assert set(publications(approved).values()) == {State.CANCELLED}


def test_what_was_refused_or_missed_is_planned_anew_at_another_date(approved, author):
    Publication.objects.filter(account__network_name="facebook").update(state=State.REFUSED)
    Publication.objects.filter(account__network_name="mastodon").update(state=State.MISSED)
    scheduling.set_date(approved, HOUR.replace(day=20), ZONE, by=author)
    assert publications(approved) == {"mastodon": State.PLANNED, "facebook": State.PLANNED}
    assert Publication.objects.filter(state=State.CANCELLED).count() == 2


def test_what_was_held_for_being_late_or_tried_too_often_leaves_at_the_new_date(approved, author):
    Publication.objects.filter(account__network_name="facebook").update(state=State.HELD, hold=Hold.LATE)
    Publication.objects.filter(account__network_name="mastodon").update(state=State.HELD, hold=Hold.TRIES, tries=9)
    scheduling.set_date(approved, HOUR.replace(day=20), ZONE, by=author)
    assert publications(approved) == {"mastodon": State.PLANNED, "facebook": State.PLANNED}
    assert {row.due_at.day for row in Publication.objects.all()} == {20}


def test_an_archived_post_gets_no_date(approved, author):
    from editorial import drafting

    drafting.archive(approved, by=author)
    with pytest.raises(NotPossible, match="archived"):
        scheduling.set_date(fresh(approved), HOUR, ZONE, by=author)


# --- clocks ----------------------------------------------------------------------------------------------------------
@settings(max_examples=30)
@given(
    days=st.integers(0, 400),
    minutes=st.integers(0, 24 * 60 - 1),
    zone=st.sampled_from([ZONE, "America/New_York", "Asia/Kathmandu"]),
)
def test_a_post_leaves_when_clocks_show_the_chosen_time(days, minutes, zone):
    wall = datetime(2029, 3, 1) + timedelta(days=days, minutes=minutes)
    moment = clock.resolve(wall, zone)
    shown = clock.wall(moment, zone)
    assert shown == wall or shown - wall == timedelta(hours=1), "only a time that clocks skip moves, by the hour they skip"


def test_nine_o_clock_stays_nine_o_clock_after_the_clocks_change(post, author):
    for day, utc_hour in ((30, 8), (31, 7)):
        kept = scheduling.set_date(fresh(post), datetime(2030, 3, day, 9), ZONE, by=author)
        assert (kept.wall.hour, kept.planned_for.hour) == (9, utc_hour)


def test_a_time_that_clocks_skip_is_said(post, draft, brand):
    from editorial import checks

    said = checks.remarks(brand, draft.content, wall=datetime(2030, 3, 31, 2, 30), zone=ZONE)
    assert ["03:30" in remark.finding.sentence for remark in said] == [True]
