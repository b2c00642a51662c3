"""The delivery page: what leaves and who sends, for those who schedule."""

import re
from datetime import timedelta

import django_rq
import pytest
from django.urls import reverse
from django.utils import translation
from redis import ConnectionError as QueueAway

from config import pulse, timetable
from config.models import Alarm
from lib import clock
from lib.templatetags.durations import duration
from publishing.engine import circuits
from publishing.models import Circuit
from publishing.pausing import pausing
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(brand):
    return factories.make_account(brand=brand)


@pytest.fixture
def page(brand, author, sign_in):
    """The page as who schedules sees it."""
    client = sign_in(author)
    return lambda: client.get(reverse("delivery", args=[brand.slug])).content.decode()


def attempts(account, n: int = 1, outcome: str = "sent") -> None:
    now = clock.now()
    for _ in range(n):
        row = factories.make_publication(account=account, state="published")
        factories.make_attempt(publication=row, due_at=now - timedelta(seconds=3), started_at=now, ended_at=now, outcome=outcome)


def test_an_empty_brand_is_told_that_nothing_is_late(page):
    assert "Everything that is due has left." in page() and "Nothing was tried in the last 24 hours." in page()


def test_it_tells_what_is_due_and_how_late(page, account):
    factories.make_publication(account=account, due_at=clock.now() - timedelta(minutes=3))
    assert "1 post should have left; it is 3 min late." in page()


def test_it_shows_the_outcomes_of_the_day_and_how_late_they_began(page, account):
    attempts(account, 3)
    attempts(account, 1, "refused")
    found = page()
    assert "Bluesky" in found and "3.0 s" in found and "outcomes-chart" in found


def test_it_shows_who_is_alive_and_who_is_not(page):
    django_rq.get_connection("chores").flushdb()
    pulse.beat("delivery@box.1")
    timetable.beat()
    found = page()
    assert "box.1" in found and "no worker" in found and re.search(r"heard \d\.\d s ago", found)


def test_a_queue_that_is_away_is_said_and_is_no_crash(page, monkeypatch):
    def away():
        raise QueueAway

    monkeypatch.setattr(pulse, "heard", away)
    assert "The queue does not answer." in page()


def test_it_shows_pauses_and_alarms(page, brand, author):
    pausing.pause(brand, by=author, reason="A storm over the brand")
    Alarm.objects.create(name="late", told_at=clock.now(), values={"minutes": 9})
    assert "A storm over the brand" in page() and "The oldest due post is 9 minutes late." in page()


def test_it_shows_what_is_left_alone_and_until_when(page, account, other_brand):
    Circuit.objects.create(
        key=circuits.service_key(account), failures=5, open_until=clock.now() + timedelta(hours=1), reason="No answer"
    )
    theirs = factories.make_account(brand=other_brand, network="mastodon", handle="theirs")
    Circuit.objects.create(key=circuits.account_key(theirs), open_until=clock.now() + timedelta(hours=1))
    found = page()
    assert "5 failures in a row" in found and "No answer" in found and "theirs" not in found


def test_other_brands_are_not_counted(page, other_brand):
    factories.make_publication(account=factories.make_account(brand=other_brand), due_at=clock.now() - timedelta(minutes=3))
    assert "Everything that is due has left." in page()


@pytest.mark.parametrize(("who", "status"), [("author", 200), ("admin", 200), ("reader", 403), ("stranger", 404)])
def test_who_schedules_may_see_it(who, status, brand, sign_in, request):
    assert sign_in(request.getfixturevalue(who)).get(reverse("delivery", args=[brand.slug])).status_code == status


def test_it_asks_the_same_of_the_database_for_two_accounts_as_for_twenty(page, brand, django_assert_max_num_queries):
    for _ in range(2):
        attempts(factories.make_account(brand=brand))
    page()
    with django_assert_max_num_queries(25) as few:
        page()
    for network in ("mastodon", "facebook", "instagram") * 6:
        attempts(factories.make_account(brand=brand, network=network))
    with django_assert_max_num_queries(25) as many:
        page()
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("seconds", "said"), [(None, "–"), (0.04, "0.0 s"), (9.5, "9.5 s"), (61.2, "61 s"), (300, "5 min"), (7300, "2 h")]
)
def test_durations_are_said_as_people_say_them(seconds, said):
    with translation.override("en"):
        assert duration(seconds) == said
