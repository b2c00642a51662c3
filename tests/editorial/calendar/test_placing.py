"""A drop on a taken hour: what is offered, said before, done, taken back."""

import json
import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from editorial import scheduling, undo
from editorial.calendar import placing
from editorial.models import Undo
from publishing.models import Publication, State
from tests import factories
from tests.editorial.conftest import HOUR, ZONE, fresh

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def in_january():
    with time_machine.travel(datetime(2030, 1, 10, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def others(brand, account):
    """Three posts of an account on the twentieth: at 9, at 12 and at 22; the last is read from its end of the day."""
    return [
        factories.make_post(
            brand=brand, text=f"À {hour} heures", accounts=[account], planned_for=datetime(2030, 1, 20, hour - 1, tzinfo=UTC)
        )
        for hour in (9, 12, 22)
    ]


def offers(post, by, day=20, **hour):
    found = placing.taken(post, HOUR.replace(day=day, **hour), ZONE, by=by, reader=ZONE)
    return found and {how: [(step.post, step.wall) for step in placing.steps(found, how)] for how in placing.HOWS}


def test_a_taken_hour_offers_to_swap_to_shift_and_to_stand_beside(post, others, author):
    first, second, last = others
    wanted = HOUR.replace(day=20)
    assert offers(post, author) == {
        "swap": [(post, datetime(2030, 1, 20, 9)), (first, HOUR)],
        "shift": [
            (post, wanted),
            (first, datetime(2030, 1, 20, 10)),
            (second, datetime(2030, 1, 20, 13)),
            (last, datetime(2030, 1, 20, 23)),
        ],
        "beside": [(post, wanted)],
    }
    assert offers(post, author, hour=15) is None and offers(post, author, day=21) is None
    scheduling.set_date(last, datetime(2030, 1, 20, 23, 30), ZONE, by=author)
    assert offers(post, author)["shift"] == [], "nothing is pushed out of its day"


def test_what_has_left_other_accounts_and_what_one_may_not_move_take_no_hour(brand, post, others, approver, author):
    first = others[0]
    assert offers(post, approver) is None
    first.variants.update(account=factories.make_account(brand=brand))
    assert offers(post, author) is None
    account = post.variants.first().account
    first.variants.update(account=account, publication=factories.make_publication(account=account, state="claimed"))
    assert offers(post, author) is None


def test_a_swap_with_a_post_without_a_date_takes_the_others_date(post, others, author):
    scheduling.clear_date(post, by=author)
    assert offers(fresh(post), author)["swap"] == [(post, datetime(2030, 1, 20, 9)), (others[0], None)]


@pytest.mark.parametrize("how", ["swap", "shift", "beside"])
def test_the_choice_says_what_it_will_do_does_it_and_is_taken_back_whole(brand, approved, others, author, sign_in, how):
    client, url = sign_in(author), reverse("editorial:move", args=[brand.slug, approved.pk])
    drop = {"drop": 1, "date": "2030-01-20", "was": "2030-01-15T09:30", "here": "?on=2030-01-10"}
    asked = client.post(url, drop, headers=HTMX)
    page = asked.content.decode()
    assert asked.headers["HX-Retarget"] == "#dialogs" and fresh(approved).wall == HOUR
    words = ("Swap", "The 3 behind leave an hour later", "Tue 15 Jan, 09:30", "Sun 20 Jan, 23:00")
    assert [word for word in words if word not in page] == []
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)) | {"how": how, "here": "?on=2030-01-10"}
    done = client.post(url, fields, headers=HTMX)
    assert done.headers["HX-Retarget"] == "#board" and "Moved to Sunday 20 January" in done.headers["HX-Trigger"]
    walls = [fresh(row).wall for row in (approved, *others)]
    day = datetime(2030, 1, 20)
    assert (
        walls
        == {
            "swap": [day.replace(hour=9), HOUR, day.replace(hour=12), day.replace(hour=22)],
            "shift": [HOUR.replace(day=20), *(day.replace(hour=hour) for hour in (10, 13, 23))],
            "beside": [HOUR.replace(day=20), *(day.replace(hour=hour) for hour in (9, 12, 22))],
        }[how]
    )
    assert {row.wall for row in Publication.objects.all()} == {walls[0]}
    client.post(json.loads(done.headers["HX-Trigger"])["toast"]["undo"])
    assert [fresh(row).wall for row in (approved, *others)] == [HOUR, *(day.replace(hour=hour) for hour in (9, 12, 22))]
    assert {row.wall for row in Publication.objects.all()} == {HOUR}


def test_the_choice_is_asked_again_when_what_stands_there_has_changed(brand, post, others, author, lead, sign_in):
    url = reverse("editorial:move", args=[brand.slug, post.pk])
    found = placing.taken(post, HOUR.replace(day=20), ZONE, by=author, reader=ZONE)
    scheduling.set_date(others[1], datetime(2030, 1, 20, 14), ZONE, by=lead)
    data = {"drop": 1, "date": "2030-01-20", "how": "shift", "seen": found.mark, "here": "?"}
    answer = sign_in(author).post(url, data, headers=HTMX)
    assert "has changed meanwhile" in answer.content.decode() and fresh(post).wall == HOUR


# --- somebody else was first -----------------------------------------------------------------------------------------
def test_a_drop_of_what_somebody_moved_or_what_leaves_is_a_sentence_and_nothing_is_lost(brand, approved, author, lead, sign_in):
    client, url = sign_in(author), reverse("editorial:move", args=[brand.slug, approved.pk])
    scheduling.set_date(approved, HOUR.replace(hour=18), ZONE, by=lead)
    drop = {"drop": 1, "date": "2030-01-21", "was": "2030-01-15T09:30", "here": "?"}
    told = client.post(url, drop, headers=HTMX)
    assert "Somebody changed this post" in told.headers["HX-Trigger"] and "18:30" in told.content.decode()
    Publication.objects.update(state=State.SENDING)
    told = client.post(url, drop | {"was": "2030-01-15T18:30"}, headers=HTMX)
    assert "This post has left" in told.headers["HX-Trigger"]
    assert fresh(approved).wall == HOUR.replace(hour=18) and not Undo.objects.exists()
    opened = client.get(url, {"here": "?"}, headers=HTMX)
    assert opened.status_code == 204 and "This post has left" in opened.headers["HX-Trigger"]


def test_without_script_the_choice_is_a_page(brand, post, others, author, sign_in):
    url = reverse("editorial:move", args=[brand.slug, post.pk])
    data = {"date": "2030-01-20", "time": "09:15", "zone": ZONE, "here": "?view=week"}
    client = sign_in(author)
    assert "This hour is taken" in client.post(url, data).content.decode()
    done = client.post(url, data | {"how": "beside"}, follow=True)
    assert (
        "Moved to Sunday 20 January, 09:15" in done.content.decode() and undo.address(Undo.objects.get()) in done.content.decode()
    )
