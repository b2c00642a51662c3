"""Margin: what can still change in a week, and an exceptional post that takes the slot of another one."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from editorial import scheduling, undo
from editorial.calendar import freezing
from editorial.models import Post, PostState, Slot
from editorial.refusals import NotPossible, NotYours
from editorial.stock import filling, margin, shares, stock, terms
from editorial.stock.filling import Choice
from publishing.models import Publication, State
from tests import factories
from tests.editorial.conftest import ZONE, fresh

NOW = datetime(2030, 1, 7, 11, 0, tzinfo=UTC)  # a Monday, noon in Paris
THURSDAY = date(2030, 1, 10)


@pytest.fixture(autouse=True)
def on_a_monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def thursdays(account) -> Slot:
    return factories.make_slot(account=account, weekday=3, kind="swappable")


@pytest.fixture
def placed(approved, author, thursdays) -> Post:
    """An approved post in the slot."""
    return scheduling.set_date(approved, datetime(2030, 1, 10, 9), ZONE, by=author)


@pytest.fixture
def exceptional(brand, account, author) -> Post:
    return factories.make_post(brand=brand, author=author, accounts=[account], text="Ouverture !", exceptional=True)


def kinds(slots, share: int) -> str:
    chosen = shares.swappable(slots, share)
    return "".join("s" if slot.pk in chosen else slot.kind[0] for slot in slots)


# --- how much is kept ------------------------------------------------------------------------------------------------
def test_enough_slots_of_a_week_can_be_swapped_the_last_ones_first_from_each_account_in_turn():
    week = [Slot(pk=10 * n + day, account_id=n, weekday=day, at=time(9)) for n in (1, 2) for day in range(5)]
    assert kinds(week, 0) == "k" * 10 and kinds(week, 20) == "kkkkskkkks" and kinds(week, 30) == "kkksskkkks"
    week[0].kind = "free"
    assert kinds(week, 20) == "fkkkskkkkk", "what is free by choice counts"
    week[4].theme_id = 3
    assert kinds(week, 20) == "fkkkkkkkks", "slots with a theme come last"
    assert kinds(week, 100).count("s") == 9


def test_a_campaign_may_want_another_margin(brand, account, author):
    for day in range(5):
        factories.make_slot(account=account, weekday=day)
    campaign = factories.make_campaign(brand=brand, starts_on=date(2030, 1, 14), ends_on=date(2030, 1, 20))
    values = {"mode": "proposed", "ahead_days": 7, "margin": 20, "freeze_hours": 4}
    filling.set_filling(brand, by=author, own={campaign.pk: 60}, **values)

    def swappable(week: int) -> int:
        days = [each for each in stock.look(brand).openings if each.wall.isocalendar().week == week]
        return sum(each.kind == "swappable" for each in days)

    assert [swappable(week) for week in (3, 4)] == [3, 1]
    filling.set_filling(brand, by=author, own={campaign.pk: None}, **values)
    assert swappable(3) == 1


def test_the_room_of_the_week_is_what_is_free_or_swappable_and_not_frozen(brand, account, placed, exceptional, author):
    factories.make_slot(account=account, weekday=0, at=time(14), kind="swappable")
    factories.make_slot(account=account, weekday=5, kind="free")
    values = {"mode": "proposed", "ahead_days": 7, "margin": 0, "freeze_hours": 4}
    filling.set_filling(brand, by=author, **values)
    assert margin.room(stock.look(brand)) == margin.Room(free=1, swappable=1, slots=3)
    scheduling.set_date(exceptional, datetime(2030, 1, 12, 9, 10), ZONE, by=author)
    assert margin.room(stock.look(brand)) == margin.Room(free=0, swappable=1, slots=3)


# --- making room -----------------------------------------------------------------------------------------------------
def test_an_exceptional_post_takes_a_swappable_slot_and_the_other_is_next_of_the_stock(
    brand, placed, exceptional, thursdays, lead, author, sign_in
):
    url = reverse("editorial:place", args=[brand.slug, exceptional.pk])
    client = sign_in(lead)
    page = client.get(url).content.decode()
    assert f"{thursdays.pk}@2030-01-10" in page and "in the place of" in page
    answer = client.post(url, {"where": f"{thursdays.pk}@2030-01-10"}, follow=True)
    assert "It leaves on Thursday 10 January, 09:00." in answer.content.decode()
    other = fresh(placed)
    assert (other.state, other.wall, other.priority) == (PostState.APPROVED, None, terms.NEXT)
    assert fresh(exceptional).wall == datetime(2030, 1, 10, 9) and fresh(exceptional).state == PostState.DRAFT
    assert not Publication.objects.filter(state=State.PLANNED).exists()
    assert [row.pk for row in stock.outlook(brand).ready] == [placed.pk]
    assert author.user.notices.get(key=f"post:{placed.pk}:displaced").text.startswith("Léa Lead gave the slot of")
    undo.undo(brand.undos.get(verb="made room"), by=lead)
    assert fresh(placed).wall == datetime(2030, 1, 10, 9) and not fresh(exceptional).wall
    assert Publication.objects.filter(state=State.PLANNED).count() == 2


@pytest.mark.parametrize("why", ["kept", "ordinary", "left", "exceptional", "frozen", "over"])
def test_a_slot_that_is_not_to_be_had_stays(why, brand, placed, exceptional, thursdays, author):
    filling.set_filling(brand, by=author, mode="proposed", ahead_days=7, margin=0, freeze_hours=100 if why == "frozen" else 0)
    if why == "kept":
        Slot.objects.update(kind="kept")
    elif why == "ordinary":
        exceptional.exceptional = False
    elif why == "left":
        Publication.objects.update(state="claimed")
    elif why == "exceptional":
        Post.objects.filter(pk=placed.pk).update(exceptional=True)
    day = THURSDAY - timedelta(days=7) if why == "over" else THURSDAY
    with pytest.raises(NotPossible):
        margin.take(exceptional, Choice(exceptional.pk, thursdays.pk, day), by=author)
    assert fresh(placed).wall == datetime(2030, 1, 10, 9) and not fresh(exceptional).wall


def test_only_who_schedules_lets_a_post_make_room(placed, exceptional, thursdays, approver):
    with pytest.raises(NotYours):
        margin.take(exceptional, Choice(exceptional.pk, thursdays.pk, THURSDAY), by=approver)


# --- the frozen hours ------------------------------------------------------------------------------------------------
def test_what_leaves_very_soon_moves_only_when_somebody_says_so(brand, approved, author, sign_in):
    filling.set_filling(brand, by=author, mode="proposed", ahead_days=7, margin=0, freeze_hours=4)
    scheduling.set_date(approved, datetime(2030, 1, 7, 14), ZONE, by=author)
    later = datetime(2030, 1, 9, 10)
    with pytest.raises(freezing.Frozen, match="within 4 hours"):
        scheduling.set_date(approved, later, ZONE, by=author)
    client, move = sign_in(author), reverse("editorial:move", args=[brand.slug, approved.pk])
    asked = client.post(move, {"date": "2030-01-09", "time": "10:00"}, headers={"HX-Request": "true"})
    assert "Move it all the same" in asked.content.decode() and fresh(approved).wall == datetime(2030, 1, 7, 14)
    cleared = client.post(reverse("editorial:clear_date", args=[brand.slug, approved.pk]))
    assert "Take the date away all the same" in cleared.content.decode() and fresh(approved).wall
    client.post(move, {"date": "2030-01-09", "time": "10:00", "anyway": "1"})
    assert fresh(approved).wall == later
    assert not freezing.sentence(fresh(approved))


def test_the_page_of_slots_shows_which_ones_the_margin_makes_swappable(brand, account, author, sign_in):
    for day in range(5):
        factories.make_slot(account=account, weekday=day)
    filling.set_filling(brand, by=author, mode="proposed", ahead_days=7, margin=20, freeze_hours=4)
    shown = sign_in(author).get(reverse("editorial:slots", args=[brand.slug])).content.decode()
    assert shown.count("Swappable by the margin") == 1 == shown.count("slot--swappable")
