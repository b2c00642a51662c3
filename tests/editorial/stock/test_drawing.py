"""Drawing from the stock: values in, a plan out."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.models import Slot
from editorial.stock.drawing import Ready, Walk, Why
from editorial.stock.openings import BESIDE, Opening, untaken
from editorial.stock.slots import coming
from lib import clock

PARIS = "Europe/Paris"
NOW = datetime(2030, 1, 7, 11, 0, tzinfo=UTC)  # a Monday, noon in Paris
TODAY = date(2030, 1, 7)


def slot(account: int = 1, weekday: int = 0, hour: int = 9, minute: int = 0, **fields) -> Slot:
    return Slot(pk=100 * account + 10 * weekday + hour, account_id=account, weekday=weekday, at=time(hour, minute), **fields)


def weeks(*slots: Slot, after: datetime = NOW, days: int = 28) -> list[Opening]:
    return coming(slots, PARIS, after, clock.wall(after, PARIS).date() + timedelta(days=days))


def draw(openings, ready, *, busy=None, shares=None, got=None):
    return Walk(openings, ready, busy=busy or {}, wanted=lambda day: shares or {}, got=got or {}).go()


def drawn(plan) -> list[tuple[int, str]]:
    return [(each.post.pk, f"{each.opening.wall:%m-%d %H}") for each in plan.drawn]


# --- when slots come -------------------------------------------------------------------------------------------------
def test_a_slot_comes_each_week_at_its_hour_and_not_before_now():
    found = weeks(slot(weekday=0, hour=9), slot(weekday=0, hour=18), days=15)
    assert [f"{opening.wall:%d %H}" for opening in found] == ["07 18", "14 09", "14 18", "21 09", "21 18"]


def test_the_hour_on_the_wall_stays_over_clock_changes():
    found = weeks(slot(weekday=6, hour=9), after=datetime(2030, 3, 20, 12, tzinfo=UTC), days=19)
    assert [(opening.wall.hour, opening.moment.hour) for opening in found] == [(9, 8), (9, 7), (9, 7)]


def test_an_hour_that_is_skipped_comes_later_and_two_that_fall_together_are_one():
    night = datetime(2030, 3, 30, 12, tzinfo=UTC)  # clocks go from 2 to 3 in the night to the 31st, a Sunday
    found = weeks(slot(weekday=6, hour=2, minute=30), slot(weekday=6, hour=3, minute=30), after=night, days=3)
    assert [opening.moment for opening in found] == [datetime(2030, 3, 31, 1, 30, tzinfo=UTC)]
    autumn = weeks(slot(weekday=6, hour=2, minute=30), after=datetime(2030, 10, 26, 12, tzinfo=UTC), days=3)
    assert [opening.moment for opening in autumn] == [datetime(2030, 10, 27, 0, 30, tzinfo=UTC)]


# --- what takes a slot -----------------------------------------------------------------------------------------------
def test_what_stands_within_half_an_hour_takes_the_nearest_slot_and_only_that():
    found = weeks(slot(hour=18, minute=0), slot(hour=18, minute=20), days=1)
    near = found[0].moment + timedelta(minutes=5)
    assert untaken(found, {1: [near]}) == [found[1]]
    assert untaken(found, {1: [near, near]}) == []
    assert untaken(found, {1: [found[0].moment - BESIDE], 2: [near]}) == found


# --- the order -------------------------------------------------------------------------------------------------------
def test_priority_then_what_must_leave_soonest_then_the_oldest():
    ready = [
        Ready(1, (1,)),
        Ready(2, (1,), last=date(2030, 3, 1)),
        Ready(3, (1,), last=date(2030, 2, 1)),
        Ready(4, (1,), priority=9),
    ]
    plan = draw(weeks(slot(), days=36), ready)
    assert [(each.post.pk, each.why) for each in plan.drawn] == [
        (4, Why.PRIORITY), (3, Why.EXPIRY), (2, Why.EXPIRY), (1, Why.ALONE),
    ]  # fmt: skip
    assert draw(weeks(slot(), days=36), [Ready(2, (1,)), Ready(1, (1,))]).drawn[0].why == Why.AGE


def test_the_theme_that_is_furthest_behind_comes_first():
    ready = [Ready(pk, (1,), theme=theme) for pk, theme in enumerate([10] * 6 + [20] * 6, 1)]
    openings = weeks(*(slot(weekday=day) for day in range(7)), days=15)[:8]
    plan = draw(openings, ready, shares={10: 75, 20: 25})
    assert Counter(each.post.theme for each in plan.drawn) == {10: 6, 20: 2}
    behind = draw(openings, ready, shares={10: 75, 20: 25}, got={(1, 10): 12, (1, 20): 0})
    assert [each.post.theme for each in behind.drawn][:4] == [20] * 4
    assert plan.drawn[0].theme == Why.SHARE


def test_posts_of_no_wanted_theme_get_what_the_shares_leave():
    ready = [Ready(pk, (1,), theme=10 if pk < 9 else None) for pk in range(1, 17)]
    openings = weeks(*(slot(weekday=day) for day in range(7)), days=15)
    plan = draw(openings[:10], ready, shares={10: 60})
    assert Counter(each.post.theme for each in plan.drawn) == {10: 6, None: 4}


def test_a_slot_with_a_theme_takes_nothing_else():
    plan = draw(weeks(slot(theme_id=10), days=15), [Ready(1, (1,), theme=20), Ready(2, (1,), theme=10)])
    assert drawn(plan) == [(2, "01-14 09")] and plan.drawn[0].theme == Why.SLOT
    assert [opening.wall.day for opening in plan.empty] == [21]
    assert plan.out == {(1, 10): date(2030, 1, 21)}


def test_margin_is_left_free():
    plan = draw(weeks(slot(kind="free"), slot(weekday=2, kind="swappable"), days=7), [Ready(1, (1,)), Ready(2, (1,))])
    assert drawn(plan) == [(1, "01-09 09")] and not plan.empty


def test_a_post_of_several_accounts_leaves_where_most_of_them_have_a_slot():
    both = [slot(1, 1, 9), slot(1, 3, 9), slot(2, 3, 9), slot(2, 4, 9)]
    plan = draw(weeks(*both, days=7), [Ready(1, (1, 2)), Ready(2, (1,))])
    assert drawn(plan) == [(2, "01-08 09"), (1, "01-10 09")]
    assert [(each.account, each.wall.day) for each in plan.empty] == [(2, 11)]
    apart = draw(weeks(slot(1, 1, 9), slot(2, 3, 9), days=7), [Ready(1, (1, 2))])
    assert drawn(apart) == [(1, "01-08 09")], "no hour in common: the first slot of either"


def test_a_post_of_several_accounts_waits_where_another_of_them_speaks_already():
    openings = weeks(slot(1, 1, 9), slot(1, 2, 9), days=7)
    taken = draw(openings, [Ready(1, (1, 2))], busy={2: [openings[0].moment + timedelta(minutes=10)]})
    assert drawn(taken) == [(1, "01-09 09")]
    margin = draw(weeks(slot(1, 1, 9), slot(1, 2, 9), slot(2, 1, 9, kind="free"), days=7), [Ready(1, (1, 2))])
    assert drawn(margin) == [(1, "01-09 09")]


# --- properties ------------------------------------------------------------------------------------------------------
hours = st.lists(
    st.tuples(st.integers(1, 2), st.integers(0, 6), st.integers(0, 23), st.sampled_from([0, 30])), max_size=6, unique=True
)
kinds = st.sampled_from(["kept", "swappable", "free"])
stocks = st.lists(
    st.builds(
        Ready,
        pk=st.integers(1, 60),
        accounts=st.sampled_from([(1,), (2,), (1, 2)]),
        theme=st.sampled_from([None, 10, 20]),
        priority=st.integers(0, 9),
        first=st.none() | st.dates(TODAY, TODAY + timedelta(days=10)),
        last=st.none() | st.dates(TODAY - timedelta(days=5), TODAY + timedelta(days=30)),
    ),
    max_size=20,
    unique_by=lambda row: row.pk,
)
moments = st.integers(0, 28 * 48).map(lambda half: NOW + timedelta(minutes=30 * half))
planned = st.dictionaries(st.integers(1, 2), st.lists(moments, max_size=12), max_size=2)


@settings(max_examples=30)
@given(hours=hours, kind=kinds, ready=stocks, busy=planned, seed=st.randoms())
def test_no_slot_is_filled_twice_no_post_drawn_twice_nothing_after_its_day(hours, kind, ready, busy, seed):
    shares = {10: 70, 20: 20}
    openings = weeks(*(slot(account, day, hour, minute, kind=kind) for account, day, hour, minute in hours))
    plan = draw(openings, ready, busy=busy, shares=shares)
    assert max(Counter(each.post.pk for each in plan.drawn).values(), default=1) == 1
    assert all(each.post.fits(each.opening.wall.date()) and each.opening.account in each.post.accounts for each in plan.drawn)
    assert all(not each.opening.free for each in plan.drawn)
    said = Counter((account, each.opening.moment) for each in plan.drawn for account in each.post.accounts)
    assert max(said.values(), default=1) == 1
    assert not {(each.opening.account, each.opening.moment) for each in plan.drawn} & {
        (account, moment) for account, moments in busy.items() for moment in moments
    }
    seed.shuffle(ready), seed.shuffle(openings)
    again = draw(openings, ready, busy=busy, shares=shares)
    assert (again.drawn, again.empty, again.out) == (plan.drawn, plan.empty, plan.out)


@settings(max_examples=30)
@given(days=st.sets(st.integers(0, 6), min_size=1), hour=st.integers(0, 23), stock=st.integers(0, 9), busy=planned)
def test_the_days_that_are_left_are_those_a_walk_from_day_to_day_finds(days, hour, stock, busy):
    """One account, plain posts: each day that has a slot and nothing planned beside it uses one post up."""
    plan = draw(weeks(*(slot(1, day, hour) for day in days)), [Ready(pk, (1,)) for pk in range(1, stock + 1)], busy=busy)
    left, expected = stock, None
    for number in range(28):
        day = TODAY + timedelta(days=number)
        moment = clock.resolve(datetime.combine(day, time(hour)), PARIS)
        if day.weekday() not in days or moment <= NOW or any(abs(each - moment) < BESIDE for each in busy.get(1, [])):
            continue
        if not left:
            expected = number
            break
        left -= 1
    found = (plan.empty[0].wall.date() - TODAY).days if plan.empty else None
    assert found == expected
