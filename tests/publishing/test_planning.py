"""The door of the post office: freezing letters, changing times, taking back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from lib import clock
from lib.states import NoSuchMove, StaleState
from networks.parcels import Poll
from networks.rules import PollRules, VideoRules
from publishing.engine import claiming, draining, planning
from publishing.engine.planning import plan
from publishing.letters import payloads
from publishing.letters.letters import Letter, Video
from publishing.letters.payloads import Unfit
from publishing.models import Account, Hold, Publication, State
from tests import factories
from tests.publishing import toy

NINE = datetime(2027, 3, 1, 9, 0)


def test_the_same_intent_planned_twice_is_one_publication(account):
    first = plan(account, Letter("Bonjour"), origin="variant:1:1", wall=NINE, zone="Europe/Paris")
    second = plan(account, Letter("Bonsoir"), origin="variant:1:1", wall=NINE, zone="Europe/Paris")
    assert first.pk == second.pk
    assert Publication.objects.get().text == "Bonjour"


def test_the_wall_time_a_person_chose_is_kept_beside_the_moment(account):
    row = plan(account, Letter("Bonjour"), origin="a", wall=NINE, zone="Europe/Paris")
    row.refresh_from_db()
    assert (row.wall, row.zone) == (NINE, "Europe/Paris")
    assert row.due_at == datetime(2027, 3, 1, 8, 0, tzinfo=UTC)


def test_what_the_network_would_refuse_is_not_planned_and_says_why(account):
    with pytest.raises(Unfit) as refusal:
        plan(account, Letter("x" * 501), origin="a", wall=NINE, zone="Europe/Paris")
    assert refusal.value.findings[0].sentence
    assert not Publication.objects.exists()


def test_on_a_lost_account_it_is_planned_but_held(account):
    Account.objects.filter(pk=account.pk).update(state=Account.State.LOST)
    account.refresh_from_db()
    row = plan(account, Letter("Bonjour"), origin="a", wall=NINE, zone="Europe/Paris")
    assert (row.state, row.hold) == (State.HELD, Hold.ACCOUNT)


def test_a_payload_kept_before_there_were_polls_and_videos_still_loads(account):
    row = plan(account, Letter("Bonjour"), origin="a", wall=NINE, zone="Europe/Paris")
    assert "poll" not in row.payload
    media = {"file": "a.jpg", "digest": "d", "mime": "image/jpeg", "size": 1, "width": 2, "height": 3, "alt": ""}
    parcel = payloads.parcel_of({**row.payload, "media": [media]}, "key")
    assert (parcel.poll, parcel.media[0].is_video) == (None, False)


def test_a_poll_and_a_video_are_kept_as_they_were_given(account, monkeypatch):
    source = toy.SOURCE
    richer = {"videos": VideoRules(1, ("video/mp4",), source), "polls": PollRules(2, 4, toy.Toy.rules.texts[0], 60, 600, source)}
    monkeypatch.setattr(toy.Toy, "rules", replace(toy.Toy.rules, **richer))
    poll = Poll(("Oui", "Non"), 300, multiple=True)
    polled = plan(account, Letter("Alors ?", poll=poll), origin="poll", wall=NINE, zone="Europe/Paris")
    polled.refresh_from_db()
    assert payloads.parcel_of(polled.payload, "key").poll == poll
    video = Video("renditions/tea.mp4", "d" * 64, "video/mp4", 1000, 1080, 1920, 12.5, "Une théière")
    filmed = plan(account, Letter("", videos=[video]), origin="video", wall=NINE, zone="Europe/Paris")
    filmed.refresh_from_db()
    (item,) = payloads.parcel_of(filmed.payload, "key").media
    assert (item.seconds, item.alt, item.is_video, item.size) == (12.5, "Une théière", True, 1000)


def test_what_the_network_does_not_take_is_not_planned(account):
    with translation.override("en"), pytest.raises(Unfit, match="no polls"):
        plan(account, Letter("Alors ?", poll=Poll(("Oui", "Non"), 300)), origin="a", wall=NINE, zone="Europe/Paris")
    with translation.override("en"), pytest.raises(Unfit, match="no option"):
        plan(account, Letter("Alors ?", options={"colour": "blue"}), origin="a", wall=NINE, zone="Europe/Paris")


def test_another_time_moves_the_due_moment(account):
    row = plan(account, Letter("Bonjour"), origin="a", wall=NINE, zone="Europe/Paris")
    planning.reschedule(row, wall=NINE + timedelta(days=1), zone="America/New_York")
    row.refresh_from_db()
    assert row.due_at == datetime(2027, 3, 2, 14, 0, tzinfo=UTC)


def test_what_has_left_meanwhile_cannot_be_moved_held_or_taken_back(account):
    row = factories.make_publication(account=account, due_at=clock.now() - timedelta(seconds=1))
    claiming.claim(clock.now(), 1)
    with pytest.raises(StaleState):
        planning.reschedule(row, wall=NINE, zone="Europe/Paris")
    with pytest.raises(StaleState):
        planning.hold(row, Hold.APPROVAL)


def test_what_is_published_stays_as_it_is(account):
    row = factories.make_publication(account=account, state="published")
    with pytest.raises(NoSuchMove):
        planning.cancel(row)


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_never_leaves(account, script):
    row = factories.make_publication(account=account, due_at=clock.now() - timedelta(seconds=1))
    planning.cancel(row)
    draining.drain()
    assert script.accepted == []


@given(
    wall=st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2035, 1, 1)),
    zone=st.sampled_from(
        ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "UTC"]
    ),
)
def test_clocks_show_the_chosen_time_or_one_moved_forward_by_a_gap(wall, zone):
    shown = clock.wall(clock.resolve(wall, zone), zone)
    assert shown == wall or timedelta(0) < shown - wall <= timedelta(hours=1)


@given(
    first=st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2030, 1, 1)),
    zone=st.sampled_from(clock.zones()),
    days=st.sampled_from([1, 7]),
)
def test_a_repeated_hour_stays_that_hour_over_every_clock_change_and_comes_once_each_time(first, zone, days):
    walls = [first + timedelta(days=days * number) for number in range(60)]
    moments = [clock.resolve(wall, zone) for wall in walls]
    assert all(clock.wall(moment, zone) >= wall for wall, moment in zip(walls, moments, strict=True))  # never early
    assert all(earlier < later for earlier, later in pairwise(moments))  # never twice
    moved = [wall for wall, moment in zip(walls, moments, strict=True) if clock.wall(moment, zone) != wall]
    assert all(_is_skipped(wall, zone) for wall in moved)  # the hour is kept where it exists


def _is_skipped(wall, zone):
    """Whether clocks in the zone never show that time."""
    places = [wall.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1)]
    return places[0].utcoffset() < places[1].utcoffset()


def test_in_the_hour_that_clocks_skip_the_time_moves_forward():
    assert clock.wall(clock.resolve(datetime(2027, 3, 28, 2, 30), "Europe/Paris"), "Europe/Paris") == datetime(2027, 3, 28, 3, 30)


def test_in_the_hour_that_comes_twice_the_first_one_is_meant():
    assert clock.resolve(datetime(2026, 10, 25, 2, 30), "Europe/Paris") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("state", [State.CLAIMED, State.SENDING, State.UNCONFIRMED, State.PUBLISHED])
def test_what_is_in_hand_or_out_already_cannot_be_held(account, state):
    row = factories.make_publication(account=account, state=state)
    with pytest.raises(NoSuchMove):
        planning.hold(row, Hold.APPROVAL)
    assert Publication.objects.get().state == state
