"""What stands on the calendar beside its posts: made elsewhere, and copies that leave at an hour of their own."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from publishing.engine import planning
from publishing.models import OutsidePost, Publication
from publishing.troubles import repeating
from tests.editorial.conftest import HOUR, ZONE

DUE = datetime(2030, 1, 15, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_january():
    with time_machine.travel(datetime(2030, 1, 10, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def see(brand, author, sign_in):
    def seen(query: str = "") -> str:
        return sign_in(author).get(f"{reverse('editorial:calendar', args=[brand.slug])}?{query}").content.decode()

    return seen


@pytest.mark.parametrize("view", ["month", "week", "list"])
def test_a_post_made_elsewhere_is_shown_with_its_address_and_never_moves(see, brand, account, second_account, approved, view):
    values = {"brand": brand, "account": account, "at": DUE, "remote_id": "9", "url": "https://social.example/9"}
    OutsidePost.objects.create(**values, text="Vu au marché")
    page = see(f"view={view}&on=2030-01-14")
    chip = page[page.index("chip--outside") - 30 : page.index("Vu au marché</span>")]
    assert "09:30" in chip and 'href="https://social.example/9"' in chip and "draggable" not in chip
    for query in (f"account={second_account.pk}", "status=scheduled", "q=bonjour", "network=facebook"):
        assert "Vu au marché" not in see(f"view={view}&on=2030-01-14&{query}"), query


def test_a_copy_that_waits_its_turn_or_was_moved_stands_at_its_own_hour(see, approved, account):
    moved = Publication.objects.get(account=account)
    Publication.objects.filter(pk=moved.pk).update(due_at=DUE + timedelta(hours=5))
    page = see("view=week&on=2030-01-14")
    assert "chip--copy" in page and "14:30" in page[page.index("chip--copy") :]
    main = page[page.index(f'id="p{approved.pk}"') :].partition("</li>")[0]
    assert 'aria-label="Facebook"' in main and 'aria-label="Mastodon"' not in main
    for query in ("", "&status=scheduled", "&q=bonjour"):
        assert "chip--copy" in see(f"on=2030-01-10{query}")
    assert "chip--copy" not in see("on=2030-01-10&status=published") and "14:30" in see("view=list&on=2030-01-14&q=bonjour")
    moved.refresh_from_db()
    planning.reschedule(moved, wall=HOUR, zone=ZONE)
    assert "chip--copy" not in see("view=week&on=2030-01-14")
    day_after = {"planned_for": DUE + timedelta(days=1), "due_at": DUE + timedelta(days=1), "moved": True}
    Publication.objects.filter(pk=moved.pk).update(**day_after)
    assert "chip--copy" in see("view=week&on=2030-01-14")


@pytest.mark.parametrize("view", ["month", "week"])
def test_an_hour_at_which_nothing_leaves_is_struck_out_and_each_copy_stands_at_its_own(see, approved, view):
    Publication.objects.filter(variant__post=approved).update(due_at=DUE + timedelta(hours=5))
    page = see(f"view={view}&on=2030-01-14")
    main = page[page.index(f'id="p{approved.pk}"') :].partition("</li>")[0]
    assert ">09:30</s>" in main and 'aria-label="Facebook"' not in main and page.count("chip--copy") == 2


def test_a_copy_given_another_time_by_itself_is_noted_as_moved(approved, account, see):
    copy = Publication.objects.get(account=account)
    repeating.give_time(copy, wall=HOUR + timedelta(hours=2), zone=ZONE)
    page = see("view=list&on=2030-01-14")
    assert "11:30" in page[page.index("chip--copy") :] and "chip__own" in page
    repeating.give_time(copy, wall=HOUR + timedelta(minutes=5), zone=ZONE)
    page = see("view=week&on=2030-01-14")
    assert "chip--copy" not in page and 'aria-label="Mastodon"' in page


def test_a_copy_that_left_some_minutes_late_stays_with_its_post(see, approved, account):
    sent = {"state": "published", "remote_id": "1", "published_at": DUE + timedelta(minutes=4)}
    Publication.objects.filter(account=account).update(due_at=DUE + timedelta(minutes=40), **sent)
    assert "chip--copy" not in see("view=week&on=2030-01-14")


def test_a_week_opens_where_one_works_whatever_was_posted_elsewhere_at_night(see, account, post):
    values = {"brand": account.brand, "account": account, "remote_id": "1", "at": datetime(2030, 1, 15, 1, 20, tzinfo=UTC)}
    OutsidePost.objects.create(**values, text="Vu de nuit")
    page = see("view=week&on=2030-01-14")
    folded, hours = page[page.index("week__early") :].split("</details>", 1)
    assert "1 post made elsewhere before 08:00" in folded and "Vu de nuit" in folded and folded.count("week__hour") == 1
    assert hours.index('data-hour="8"') < hours.index('data-hour="9"') and 'data-hour="2"' not in hours
    assert "week__early" not in see("view=week&on=2030-01-07")
