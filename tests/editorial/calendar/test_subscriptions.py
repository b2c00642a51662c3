"""Our calendar in other calendars: read by a private address, as programs accept it, and no more than its member sees."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from editorial import drafting, scheduling
from editorial.calendar import subscribing
from editorial.models import Post, PostState, Subscription
from lib import clock, events
from lib.events import Event
from tests import factories
from tests.editorial.conftest import ZONE, approve

NOW = datetime(2030, 1, 10, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def january():
    cache.clear()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def url(secret: str) -> str:
    return reverse("subscription", args=[secret])


def read(client, secret: str) -> list:
    """The events that a program reads at the address."""
    answer = client.get(url(secret))
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.content)
    assert not found.errors and found["METHOD"] == "PUBLISH"
    return found.walk("VEVENT")


@settings(max_examples=30)
@given(st.text(alphabet="aé🙂;,\\\n\r\t:'\"\x00\u202e ", max_size=200))
def test_any_text_comes_through_and_no_line_is_too_long(words):
    event = Event("a@b", NOW, NOW + timedelta(hours=1), words, NOW, description=words)
    body = events.calendar("Tribu", [event])
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    (found,) = Calendar.from_ical(body).walk("VEVENT")
    assert found["DESCRIPTION"].replace("\r", "") == events.shown(words).replace("\t", " ").replace("\r", "") if words else True


def test_a_post_is_an_event_with_its_text_state_accounts_and_link(client, brand, author, approved):
    _row, secret = subscribing.subscribe(author)
    (event,) = read(client, secret)
    assert event["UID"] == f"post-{approved.pk}@127.0.0.1" or event["UID"].startswith(f"post-{approved.pk}@")
    assert event.decoded("DTSTART") == datetime(2030, 1, 15, 8, 30, tzinfo=UTC)
    assert event["STATUS"] == "CONFIRMED" and event["SUMMARY"] == "Bonjour à toutes et à tous."
    assert all(word in event["DESCRIPTION"] for word in ("Scheduled", "@lune", f"/posts/{approved.pk}/"))
    assert event["SEQUENCE"] == approved.revision and event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt


def test_a_moved_post_keeps_its_name_and_counts_on_and_an_archived_one_is_cancelled(client, brand, author, post):
    _row, secret = subscribing.subscribe(author)
    (before,) = read(client, secret)
    moved = scheduling.set_date(post, datetime(2030, 2, 1, 10), ZONE, by=author)
    (after,) = read(client, secret)
    assert after["UID"] == before["UID"] and after["SEQUENCE"] > before["SEQUENCE"] and after["STATUS"] == "TENTATIVE"
    drafting.archive(moved, by=author)
    (gone,) = read(client, secret)
    assert gone["UID"] == before["UID"] and gone["STATUS"] == "CANCELLED" and "Bonjour" not in str(gone["SUMMARY"])


def test_whatever_changes_of_an_event_counts_on_and_nothing_else_does(client, brand, author, submitted, approver, january):
    campaign = factories.make_campaign(brand=brand, name="Hiver", starts_on=NOW.date(), ends_on=NOW.date())
    _row, secret = subscribing.subscribe(author)
    first = client.get(url(secret))
    january.shift(3600)
    assert client.get(url(secret)).content == first.content
    approve(submitted, approver)
    campaign.ends_on += timedelta(days=2)
    campaign.save()
    before = {event["UID"]: event for event in Calendar.from_ical(first.content).walk("VEVENT")}
    for event in read(client, secret):
        old = before[event["UID"]]
        assert event["SEQUENCE"] > old["SEQUENCE"] and event["LAST-MODIFIED"].dt == NOW + timedelta(hours=1) > old["DTSTAMP"].dt


def test_what_programs_stumble_on(client, brand, author):
    """An empty calendar is none to some, other line ends and bare new lines break it, and nobody is busy while a post leaves."""
    _row, secret = subscribing.subscribe(author)
    empty = client.get(url(secret))
    assert not read(client, secret) and b"BEGIN:VTIMEZONE" in empty.content
    factories.make_post(brand=brand, text="Été ; doux, « lent »\nà 7 h", author=author, planned_for=NOW + timedelta(days=1))
    (event,) = read(client, secret)
    body = client.get(url(secret)).content
    assert event["TRANSP"] == "TRANSPARENT" and body.count(b"\n") == body.count(b"\r\n") and body.endswith(b"END:VCALENDAR\r\n")
    assert b"X-WR-CALNAME:" in body and b"REFRESH-INTERVAL;VALUE=DURATION:PT60M" in body and b"X-PUBLISHED-TTL:PT60M" in body
    head = client.head(url(secret))
    assert (head.status_code, head.content, head["Content-Type"]) == (200, b"", "text/calendar; charset=utf-8")
    assert head["ETag"] != empty["ETag"] and not head.cookies and "no-store" not in head["Cache-Control"]
    rules = client.get("/robots.txt").content.decode()
    assert "Allow: /calendars/" in rules and "Disallow: /\n" in rules


def test_an_address_shows_what_was_chosen_and_the_time_around_now(client, brand, author, lead, account):
    campaign = factories.make_campaign(
        brand=brand, name="Hiver; neige", starts_on=NOW.date(), ends_on=NOW.date() + timedelta(days=9)
    )
    near = {"planned_for": NOW + timedelta(days=1)}
    factories.make_post(brand=brand, text="Campagne", campaign=campaign, author=lead, **near)
    factories.make_post(brand=brand, text="Compte", accounts=[account], author=lead, **near)
    factories.make_post(brand=brand, text="Mien", author=author, **near)
    factories.make_post(brand=brand, text="Ailleurs", author=author, planned_for=NOW + timedelta(days=500))
    chosen = ({"campaign": campaign}, {"account": account}, {"mine": True}, {})
    secrets = [subscribing.subscribe(author, **what)[1] for what in chosen]
    shown = [{str(event["SUMMARY"]) for event in read(client, secret)} for secret in secrets]
    assert shown == [{"Campagne", "Hiver; neige"}, {"Compte"}, {"Mien"}, {"Campagne", "Compte", "Mien", "Hiver; neige"}]
    period = next(event for event in read(client, secrets[0]) if event["SUMMARY"] == "Hiver; neige")
    assert period.decoded("DTEND") == NOW.date() + timedelta(days=10)


def test_nothing_new_is_not_sent_again(client, brand, author, post, january):
    _row, secret = subscribing.subscribe(author)
    first = client.get(url(secret))
    for headers in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = client.get(url(secret), headers=headers)
        assert again.status_code == 304 and not again.content
    january.shift(5)
    Post.objects.update(text="Autre chose")
    assert client.get(url(secret), headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 200
    assert client.get(url(secret), headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_an_address_is_shown_once_renewed_ended_and_ends_with_its_member(client, brand, author, lead, sign_in, january):
    browser, page = sign_in(author), reverse("editorial:subscriptions", args=[brand.slug])
    shown = browser.post(page, {"what": "all"}).content.decode()
    row = Subscription.objects.get()
    secret = re.search(r"/calendars/([\w-]{20,})\.ics", shown)[1]
    assert client.get(url(secret)).status_code == 200
    assert secret not in browser.get(page).content.decode() and row.digest == Subscription.digest_of(secret)
    assert sign_in(lead).post(reverse("editorial:end_subscription", args=[brand.slug, row.pk])).status_code == 302
    fresh = subscribing.renew(row)
    assert (client.get(url(secret)).status_code, client.get(url(fresh)).status_code) == (404, 200)
    author.left_at = clock.now()
    author.save()
    assert client.get(url(fresh)).status_code == 404
    author.left_at = None
    author.save()
    subscribing.end(row)
    assert client.get(url(fresh)).status_code == 404


def test_who_reads_too_often_is_asked_for_patience(client, author, monkeypatch):
    monkeypatch.setattr("editorial.calendar.views.subscriptions.MOST_AN_HOUR", 1)
    _row, secret = subscribing.subscribe(author)
    assert [client.get(url(secret)).status_code for _ in range(2)] == [200, 429]


def test_thousands_of_posts_are_read_quickly_and_with_few_questions(
    client, brand, author, account, django_assert_max_num_queries
):
    _row, secret = subscribing.subscribe(author)
    at = [NOW + timedelta(hours=number % 9000) for number in range(3_500)]
    Post.objects.bulk_create(
        Post(brand=brand, text=f"Message {number} ; à lire, demain", state=PostState.DRAFT, planned_for=moment)
        for number, moment in enumerate(at)
    )
    with django_assert_max_num_queries(12):
        started = time.process_time()
        body = client.get(url(secret)).content
    assert body.count(b"BEGIN:VEVENT") == subscribing.MOST_EVENTS
    assert time.process_time() - started < 3
