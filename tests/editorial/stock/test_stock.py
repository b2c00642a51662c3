"""The stock: what it holds, how long it lasts, and filling slots from it."""

import csv
import io
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import drafting, scheduling
from editorial.models import Filling, Post, PostState, Slot
from editorial.refusals import BadMoment, NotYours
from editorial.stock import filling, forecast, slots, stock, terms, watch
from editorial.stock.filling import Choice
from editorial.stock.levels import Level
from publishing.models import Publication, State
from tests import factories
from tests.concurrency import at_once
from tests.editorial.conftest import approve, fresh

NOW = datetime(2030, 1, 7, 11, 0, tzinfo=UTC)  # a Monday, noon in Paris


@pytest.fixture(autouse=True)
def on_a_monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ready(brand, author, approver, account):
    """`ready(2)` are two posts of the stock for the account, approved by the way every post goes."""
    from editorial import content, drafting
    from editorial.approval import submission
    from editorial.drafting import Draft

    def made(number: int = 1, accounts=(account,), **fields) -> list[Post]:
        found = []
        for place in range(number):
            post = drafting.create(brand, Draft(content.shared(f"Un café, {place}.", accounts, language="fr")), by=author)
            Post.objects.filter(pk=post.pk).update(**fields)
            submission.submit(fresh(post), by=author)
            found.append(approve(fresh(post), approver))
        return found

    return made


@pytest.fixture
def tuesdays(account) -> Slot:
    return factories.make_slot(account=account, weekday=1)


@pytest.fixture
def see(brand, author, sign_in):
    """`see("fill")` is a page of the stock as the author sees it."""

    def seen(name: str = "stock", *args, query: str = "", member=author) -> str:
        response = sign_in(member).get(reverse(f"editorial:{name}", args=[brand.slug, *args]) + query)
        assert response.status_code == 200
        return response.content.decode()

    return seen


def level(brand, account) -> Level:
    return next(level for level in stock.outlook(brand).levels if level.account == account)


def when(post: Post) -> str:
    post = fresh(post)
    return f"{post.wall:%m-%d %H:%M}" if post.wall else ""


# --- how long it lasts -----------------------------------------------------------------------------------------------
def test_the_days_left_and_what_is_missing_are_counted_against_the_slots_to_come(brand, account, second_account, ready, tuesdays):
    ready(2)
    found = level(brand, account)
    assert (found.ready, found.left.days, found.missing, found.low, found.short) == (2, 15, 0, False, False)
    scheduling.clear_date(fresh(ready()[0]), by=factories.make_member(brand=brand, roles=["admin"]))
    assert level(brand, account).left.days == 22
    none = level(brand, second_account)
    assert (none.left.paced, none.left.days, none.missing, none.low) == (False, None, 0, False), "no pace is no alarm"


def test_what_is_planned_takes_slots_as_the_stock_does(brand, account, tuesdays, author):
    assert level(brand, account).left.days == 1 and level(brand, account).missing == 2
    factories.make_post(brand=brand, accounts=[account], planned_for=datetime(2030, 1, 8, 8, 10, tzinfo=UTC))
    assert level(brand, account).left.days == 8 and level(brand, account).missing == 1


def test_drafts_and_what_is_over_are_not_ready(brand, account, ready, tuesdays, see):
    factories.make_post(brand=brand, accounts=[account], state="draft")
    factories.make_post(brand=brand, accounts=[account], state="submitted")
    ready(expires_on=date(2030, 1, 7))
    Post.objects.filter(expires_on__isnull=False).update(expires_on=date(2030, 1, 6))
    seen = stock.outlook(brand)
    assert level(brand, account).ready == 0 and not seen.plan.drawn
    assert len(seen.unused) == 1 and "1 post ends unused" in see()


def test_a_post_of_a_campaign_leaves_while_it_runs(brand, account, ready, tuesdays):
    soon = factories.make_campaign(brand=brand, starts_on=date(2030, 1, 12), ends_on=date(2030, 1, 20))
    (post,) = ready(campaign=soon)
    assert stock.outlook(brand).next[post.pk].opening.wall == datetime(2030, 1, 15, 9)
    soon.ends_on = date(2030, 1, 14)
    soon.save()
    assert [row.pk for row in stock.outlook(brand).unused] == [post.pk]


def test_free_slots_only_are_no_pace_and_a_disconnected_account_has_none(brand, account, tuesdays):
    tuesdays.kind = "free"
    tuesdays.save()
    assert not level(brand, account).left.paced
    account.state = "disconnected"
    account.save()
    assert not stock.outlook(brand).levels


# --- filling ---------------------------------------------------------------------------------------------------------
def test_slots_of_a_period_are_filled_in_one_act_and_taken_back_in_one(brand, account, ready, tuesdays, author, sign_in, see):
    first, second, third = ready(3)
    page = see("fill", query="?start=2030-01-07&end=2030-01-20")
    assert page.count('<select name="give"') == 2
    give = [f"{first.pk}@{tuesdays.pk}@2030-01-08", f"{third.pk}@{tuesdays.pk}@2030-01-15"]
    client = sign_in(author)
    answer = client.post(reverse("editorial:fill", args=[brand.slug]), {"give": [*give, ""]}, follow=True)
    assert "2 slots have their post." in answer.content.decode()
    assert (when(first), when(second), when(third)) == ("01-08 09:00", "", "01-15 09:00")
    assert Publication.objects.filter(state=State.PLANNED).count() == 2
    client.post(reverse("editorial:undo", args=[brand.slug, brand.undos.get().pk]))
    assert not when(first) and fresh(first).state == PostState.APPROVED
    assert not Publication.objects.filter(state=State.PLANNED).exists()


def test_no_slot_is_given_twice_and_no_post_placed_twice(brand, ready, tuesdays, author):
    first, second = ready(2)
    eighth, fifteenth = date(2030, 1, 8), date(2030, 1, 15)
    wanted = [
        Choice(first.pk, tuesdays.pk, eighth),
        Choice(second.pk, tuesdays.pk, eighth),
        Choice(first.pk, tuesdays.pk, fifteenth),
    ]
    filled = filling.fill(brand, wanted, by=author)
    assert [post.pk for post in filled.done] == [first.pk]
    assert "taken already" in filled.refused[0] and "not in stock any more" in filled.refused[1]
    assert (when(first), when(second)) == ("01-08 09:00", "")


def test_a_post_for_several_accounts_takes_the_slot_of_each(brand, account, second_account, ready, tuesdays, author):
    other = factories.make_slot(account=second_account, weekday=1)
    (both,) = ready(accounts=(account, second_account))
    (alone,) = ready(accounts=(second_account,))
    eighth = date(2030, 1, 8)
    filled = filling.fill(brand, [Choice(both.pk, tuesdays.pk, eighth), Choice(alone.pk, other.pk, eighth)], by=author)
    assert [post.pk for post in filled.done] == [both.pk] and "taken already" in filled.refused[0]


def test_nothing_unapproved_nothing_over_and_nothing_of_another_account_is_given(brand, second_account, ready, tuesdays, author):
    draft = factories.make_post(brand=brand, author=author, accounts=[tuesdays.account])
    waiting = factories.make_post(brand=brand, author=author, accounts=[tuesdays.account], state="submitted")
    (ended,) = ready(expires_on=date(2030, 1, 7))
    (elsewhere,) = ready(accounts=(second_account,))
    day = date(2030, 1, 8)
    filled = filling.fill(brand, [Choice(post.pk, tuesdays.pk, day) for post in (draft, waiting, ended, elsewhere)], by=author)
    assert not filled.done and len(filled.refused) == 4
    assert not Post.objects.exclude(planned_for=None).exists() and not Publication.objects.exists()


def test_only_who_schedules_fills(brand, ready, tuesdays, approver):
    (post,) = ready()
    with pytest.raises(NotYours):
        filling.place(post, tuesdays, date(2030, 1, 8), by=approver)


def test_a_post_is_put_into_a_slot_of_its_choice(brand, account, ready, tuesdays, author, sign_in, see):
    (post,) = ready()
    assert f'value="{tuesdays.pk}@2030-01-15"' in see("place", post.pk)
    url = reverse("editorial:place", args=[brand.slug, post.pk])
    assert "Choose a slot." in sign_in(author).post(url, {"where": ""}).content.decode()
    assert "taken already, or over" in sign_in(author).post(url, {"where": f"{tuesdays.pk}@2030-01-09"}).content.decode()
    assert sign_in(author).post(url, {"where": f"{tuesdays.pk}@2030-01-15"}).status_code == 302
    assert when(post) == "01-15 09:00"


def test_beside_the_calendar_an_act_is_answered_with_the_calendar_and_a_refusal_with_its_reason(
    brand, ready, tuesdays, author, sign_in
):
    (post,) = ready()
    asked = {"headers": {"HX-Request": "true"}}
    place, move = (reverse(f"editorial:{name}", args=[brand.slug, post.pk]) for name in ("place", "move"))
    over = {"where": f"{tuesdays.pk}@2030-01-01", "board": "1", "here": "?view=week"}
    dropped = sign_in(author).post(place, {**over, "drop": "1"}, **asked)
    assert dropped["HX-Retarget"] == "#board" and "taken already, or over" in dropped["HX-Trigger"]
    typed = sign_in(author).post(place, over, **asked)
    assert typed["HX-Retarget"] == "#dialogs" and "taken already, or over" in typed.content.decode()
    aside = sign_in(author).get(reverse("editorial:shelf", args=[brand.slug]), **asked).content.decode()
    assert f'id="w{post.pk}" draggable="true"' in aside and "?board=1" in aside
    onto = {"drop": "1", "here": "?view=month", "date": "2030-01-08"}
    assert "09:00" in sign_in(author).post(move, onto, **asked)["HX-Trigger"]
    assert when(post) == "01-08 09:00", "the first open slot of that day"


def test_a_drop_on_a_day_without_an_open_slot_is_at_nine(brand, account, ready, author, sign_in):
    factories.make_slot(account=account, weekday=1, at=time(17, 30))
    first, second, third = ready(3)
    for post, day in ((first, "2030-01-08"), (second, "2030-01-08"), (third, "2030-02-31")):
        url = reverse("editorial:move", args=[brand.slug, post.pk])
        sign_in(author).post(url, {"drop": "1", "here": "?", "date": day}, headers={"HX-Request": "true"})
    assert (when(first), when(second), when(third)) == ("01-08 17:30", "01-08 09:00", "")


# --- by itself -------------------------------------------------------------------------------------------------------
def test_slots_are_filled_ahead_in_the_name_of_who_wanted_it(brand, account, ready, author):
    factories.make_slot(account=account, weekday=0, at=time(14))
    factories.make_slot(account=account, weekday=1)
    posts = ready(4)
    row = filling.set_filling(brand, by=author, mode="automatic", ahead_days=7, margin=0, freeze_hours=4)
    filling.fill_ahead(row)
    assert [when(post) for post in posts] == ["01-08 09:00", "01-14 14:00", "", ""], (
        "not within the frozen hours, not beyond the week"
    )
    filling.fill_ahead(row)
    assert brand.undos.count() == 1, "what is filled stays; nothing is left to do"


@pytest.mark.parametrize("roles", [["approver"], []])
def test_nothing_is_filled_in_the_name_of_who_may_not_any_more(brand, ready, tuesdays, author, roles):
    ready()
    row = filling.set_filling(brand, by=author, mode="automatic", ahead_days=7, margin=0, freeze_hours=4)
    author.roles, author.left_at = roles or author.roles, None if roles else NOW
    author.save()
    assert not filling.fill_ahead(Filling.objects.get(pk=row.pk)).done
    row.mode = "proposed"
    assert not filling.fill_ahead(row).done


def test_people_who_write_are_told_once_when_the_stock_runs_low_and_again_the_next_time(brand, account, ready, tuesdays, author):
    told = brand.notices.filter(key=f"stock:{account.pk}:low")
    assert watch.tell_low() == 1 and watch.tell_low() == 0
    assert [notice.user for notice in told] == [author.user]
    assert told[0].text == "The stock of Mastodon · @lune is low. Days left: 1. Posts missing: 2."
    posts = ready(2)
    assert watch.tell_low() == 0 and not told.filter(read_at=None)
    drafting.archive(posts[0], by=author), drafting.archive(posts[1], by=author)
    assert watch.tell_low() == 1 and told.filter(read_at=None).count() == 1


def test_a_brand_that_fails_stops_no_other(brand, ready, tuesdays, author, monkeypatch):
    (post,) = ready()
    filling.set_filling(brand, by=author, mode="automatic", ahead_days=7, margin=0, freeze_hours=4)
    other = factories.make_member(brand=factories.make_brand(), roles=["admin"])
    filling.set_filling(other.brand, by=other, mode="automatic", ahead_days=7, margin=0, freeze_hours=4)
    kept = filling.fill_ahead

    def broken(row):
        if row.brand == other.brand:
            raise ValueError
        return kept(row)

    monkeypatch.setattr(filling, "fill_ahead", broken)
    assert watch.fill_all() == 1 and when(post)


# --- terms -----------------------------------------------------------------------------------------------------------
def test_priority_and_last_day_decide_whose_turn_it_is(brand, ready, tuesdays, author, see, sign_in):
    first, second = ready(2)
    terms.set_terms(second, by=author, priority=terms.NEXT)
    assert list(stock.outlook(brand).next) == [second.pk, first.pk]
    page = see()
    assert "has priority" in page and "Next of all" in page
    with pytest.raises(BadMoment):
        terms.set_terms(first, by=author, expires_on=date(2030, 1, 1), ends=True)
    url = reverse("editorial:terms", args=[brand.slug, first.pk])
    assert "This day is over" in sign_in(author).post(url, {"priority": "5", "expires_on": "2029-01-01"}).content.decode()
    sign_in(author).post(url, {"priority": "2", "expires_on": "2030-01-20"})
    assert (fresh(first).priority, fresh(first).expires_on) == (2, date(2030, 1, 20))
    sign_in(author).post(reverse("editorial:stock_several", args=[brand.slug]), {"pk": [first.pk, second.pk], "priority": "7"})
    assert set(Post.objects.values_list("priority", flat=True)) == {7}


# --- slots -----------------------------------------------------------------------------------------------------------
def test_a_week_is_put_changed_copied_and_proposed(brand, account, second_account, author):
    slots.add(account, [0, 2], time(9), by=author)
    slots.add(account, [0, 1], time(9), by=author, kind="free")
    assert sorted(account.slots.values_list("weekday", "kind")) == [(0, "kept"), (1, "free"), (2, "kept")]
    with pytest.raises(slots.Taken):
        slots.add(account, [0, 1], time(9), by=author)
    later = slots.add(account, [0], time(18), by=author)[0]
    with pytest.raises(slots.Taken):
        slots.change(later, by=author, at=time(9), theme=None, kind="kept")
    with pytest.raises(slots.Taken):
        slots.propose(account, 3, by=author)
    made = slots.propose(second_account, 3, by=author)
    assert [(slot.weekday, slot.at, slot.kind) for slot in made] == [
        (0, time(12, 30), "kept"), (2, time(12, 30), "kept"), (4, time(12, 30), "swappable"),
    ]  # fmt: skip
    assert slots.copy(account, second_account, by=author) == 4 and second_account.slots.count() == 4
    with pytest.raises(slots.TooMany):
        for hour in range(slots.MOST + 1):
            slots.add(account, [5], time(hour, 5), by=author)


def test_accounts_that_share_their_posts_are_proposed_the_same_hour(brand, account, second_account, author, post):
    slots.propose(account, 3, by=author)
    made = slots.propose(second_account, 2, by=author)
    assert {slot.at for slot in made} == {time(9)}, "or a post for both fills two slots of each week"
    alone = factories.make_account(brand=brand, network="bluesky", handle="@seul")
    assert {slot.at for slot in slots.propose(alone, 2, by=author)} == {time(12, 30)}


def test_the_editor_says_what_is_wrong_and_keeps_what_was_typed(brand, account, author, sign_in, see):
    client, url = sign_in(author), reverse("editorial:slots_add", args=[brand.slug, account.pk])
    answer = client.post(url, {"at": "", "days": ["3"], "kind": "free"})
    assert answer.status_code == 422 and "At what time?" in answer.content.decode()
    assert 'value="3" id="id_days_3" checked' in answer.content.decode()
    assert client.post(url, {"at": "10:15", "days": ["3", "4"], "kind": "swappable"}).status_code == 302
    page = see("slots")
    assert page.count("slot--swappable") == 2 and "2 slots a week" in page
    slot = account.slots.first()
    assert client.post(reverse("editorial:slot", args=[brand.slug, slot.pk]), {"at": "11:00", "kind": "kept"}).status_code == 302
    pace = reverse("editorial:slots_pace", args=[brand.slug, account.pk])
    answer = client.post(pace, {f"p{account.pk}-target_days": "5", f"p{account.pk}-alert_days": "9"})
    assert answer.status_code == 422 and "Not more than the days that are wanted." in answer.content.decode()
    client.post(reverse("editorial:slot_remove", args=[brand.slug, slot.pk]))
    assert account.slots.count() == 1


# --- pages -----------------------------------------------------------------------------------------------------------
def test_the_page_teaches_when_it_is_empty_and_tells_when_there_is_no_pace(see, account, ready):
    page = see()
    assert "The stock is empty" in page and "no pace set" in page and "Say when it posts" in page
    ready()
    assert "no slot for it within two months" in see()


def test_the_page_filters_by_its_address_and_gives_a_sheet(brand, account, second_account, ready, tuesdays, see, author, sign_in):
    (here,), (there,) = ready(), ready(accounts=(second_account,))
    assert f'id="p{here.pk}"' in see(query=f"?account={account.pk}") and f'id="p{there.pk}"' not in see(
        query=f"?account={account.pk}"
    )
    waits = see(query="?show=waits")
    assert f'id="p{there.pk}"' in waits and f'id="p{here.pk}"' not in waits
    assert see(query="?account=x&theme=9&show=cube&after=nonsense")
    answer = sign_in(author).get(reverse("editorial:stock_csv", args=[brand.slug]))
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode().lstrip("\ufeff"))))
    assert len(rows) == 3 and rows[1][7] == "2030-01-08 09:00"


def test_what_comes_is_told_to_the_calendar_in_the_readers_zone(brand, account, ready, tuesdays):
    (post,) = ready()
    found = forecast.expected(brand, date(2030, 1, 7), date(2030, 1, 17), "Asia/Tokyo")
    assert [(each.at, each.post, each.empty) for each in found] == [
        (datetime(2030, 1, 8, 17), post.pk, False), (datetime(2030, 1, 15, 17), None, True),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["stock", "slots", "fill", "today_stock"])
def test_the_pages_ask_the_database_as_often_however_much_there_is(name, brand, account, author, sign_in, tuesdays):
    def asked() -> int:
        client = sign_in(author)
        client.get(reverse(f"editorial:{name}", args=[brand.slug]))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"editorial:{name}", args=[brand.slug]))
        return len(queries)

    campaign = factories.make_campaign(brand=brand)
    theme = factories.make_theme(campaign=campaign, share=40)
    factories.make_post(brand=brand, accounts=[account], state="approved", theme=theme)
    before = asked()
    for number in range(20):
        other = factories.make_account(brand=brand)
        factories.make_slot(account=other, weekday=number % 7, theme=theme if number % 2 else None)
        factories.make_post(brand=brand, accounts=[account, other], state="approved", theme=theme)
        factories.make_post(brand=brand, accounts=[other], state="approved", planned_for=NOW + timedelta(days=number))
    assert asked() == before <= 15


@pytest.mark.django_db(transaction=True)
def test_two_people_who_fill_at_once_give_no_slot_and_no_post_twice(brand, ready, tuesdays, author):
    posts = ready(3)
    wanted = [Choice(post.pk, tuesdays.pk, date(2030, 1, day)) for post, day in zip(posts, (8, 15, 22), strict=True)]
    filled = at_once(2, lambda: filling.fill(brand, wanted, by=author))
    assert sorted(len(each.done) for each in filled) == [0, 3]
    assert [when(post) for post in posts] == ["01-08 09:00", "01-15 09:00", "01-22 09:00"]
    assert Publication.objects.count() == 3


def test_the_calendar_shows_what_comes_and_how_much_room_is_left(brand, account, ready, tuesdays, see):
    (post,) = ready()
    page = see("calendar")
    assert reverse("editorial:expected", args=[brand.slug]) in page and reverse("editorial:room", args=[brand.slug]) in page
    shown = see("expected", query="?start=2030-01-07&end=2030-01-20")
    assert shown.count("chip--expected") == 2 and f"/posts/{post.pk}/" in shown and "Nothing is ready" in shown
    assert "1 slot is to come this week:" in see("room")
