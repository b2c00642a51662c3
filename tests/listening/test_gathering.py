"""Reading feeds over a wire that behaves as wires do, and keeping what the watches look for."""

from datetime import UTC, datetime, timedelta

import pytest

from lib import clock
from lib.answers import Lost, NotReached, Reply
from lib.feeds import pace
from lib.feeds.troubles import Trouble
from lib.http import AddressRefused, TooLarge
from listening import gathering, watching
from listening.models import Feed, Mention
from tests import factories
from tests.listening.paper import atom, item, rss

ADDRESS = "https://gazette.fr/rss"


def gather(feed: Feed | None = None) -> int:
    """Read the feed as if its time had come."""
    feed = feed or Feed.objects.get(address=ADDRESS)
    Feed.objects.filter(pk=feed.pk).update(next_at=clock.now())
    return gathering.gather(feed.pk)


def titles() -> list[str]:
    return [*Mention.objects.order_by("-at", "-pk").values_list("title", flat=True)]


# --- what is kept ----------------------------------------------------------------------------------------------------
def test_what_a_watch_looks_for_is_kept_with_where_and_when_it_was_said(watch, paper):
    text = "mot " * 90 + "une bougie parfumée " + "fin " * 60
    paper.pages[ADDRESS] = rss(item("Cadeaux", text=text), item("Le maire", 2))
    assert gather() == 1
    mention = watch.mentions.get()
    assert (mention.title, mention.source, mention.url) == ("Cadeaux", "La Gazette", "https://gazette.fr/1")
    assert mention.at == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert "une bougie parfumée" in mention.excerpt and mention.excerpt.startswith("…") and len(mention.excerpt) < 370


def test_an_entry_is_kept_once_however_often_it_is_read(watch, paper):
    paper.pages[ADDRESS] = rss(item("Une bougie"), item("Deux bougies", 2))
    assert [gather(), gather()] == [2, 0]
    paper.pages[ADDRESS] = rss(item("Une bougie, corrigé"), item("Trois bougies", 3))
    assert gather() == 1 and Mention.objects.count() == 3


def test_the_same_article_in_two_feeds_is_one_mention(watch, author, paper):
    other = "https://revue.fr/rss"
    watching.change(watch, by=author, name=watch.name, words=watch.query, addresses=[ADDRESS, other])
    paper.pages |= {ADDRESS: rss(item(guid="7")), other: rss(item(guid="99"), item("Une bougie ici", 5, guid="7"))}
    assert [gather(feed) for feed in Feed.objects.order_by("address")] == [1, 1]
    assert sorted(titles()) == ["Une bougie", "Une bougie ici"]


def test_two_watches_keep_what_each_looks_for_of_one_reading(watch, author, paper):
    watching.create(watch.brand, by=author, name="Le maire", words="maire", addresses=[ADDRESS])
    paper.pages[ADDRESS] = rss(item("Une bougie"), item("Le maire", 2), item("Le maire et sa bougie", 3))
    assert gather() == 4 and len(paper.asked) == 1


def test_a_paused_watch_keeps_nothing_and_catches_up_when_it_is_resumed(watch, author, paper):
    paper.pages[ADDRESS] = rss(item())
    watching.pause(watch, by=author)
    assert gathering.due() == [] and gather() == 0
    watching.resume(watch, by=author)
    assert gathering.due() and gather() == 1


def test_dates_that_are_absent_or_to_come_count_as_now(watch, paper):
    paper.pages[ADDRESS] = rss(item(date=""), item("Une bougie demain", 2, date="Tue, 24 Nov 2026 09:00:00 GMT"))
    gather()
    assert {mention.at for mention in Mention.objects.all()} == {clock.now()}


def test_of_five_thousand_entries_the_newest_are_kept(watch, paper):
    paper.pages[ADDRESS] = rss(
        *(item(f"Bougie {n}", n, date=f"{clock.now() - timedelta(hours=n):%a, %d %b %Y %H:%M:%S} GMT") for n in range(5000))
    )
    assert gather() == gathering.MOST and gather() == 0
    assert titles()[0] == "Bougie 0" and titles()[-1] == f"Bougie {gathering.MOST - 1}"


def test_what_other_brands_watch_is_theirs(watch, other_brand, paper):
    theirs = factories.make_watch(brand=other_brand, addresses=(ADDRESS,))
    paper.pages[ADDRESS] = rss(item())
    assert gather(watch.feeds.get()) == 1 and not theirs.mentions.exists()


# --- asking well -----------------------------------------------------------------------------------------------------
def test_a_feed_that_has_not_changed_is_not_sent_again(watch, paper):
    def page(headers):
        if headers.get("If-None-Match") == '"1"' and headers.get("If-Modified-Since") == "today":
            return Reply(304)
        return Reply(200, rss(item()), {"etag": '"1"', "last-modified": "today"})

    paper.pages[ADDRESS] = page
    assert [gather(), gather()] == [1, 0]
    feed = watch.feeds.get()
    assert (feed.title, feed.etag, feed.trouble) == ("La Gazette", '"1"', "") and len(paper.asked) == 2


def test_other_words_have_the_whole_feed_read_again(watch, author, paper):
    def page(headers):
        return Reply(304) if "If-None-Match" in headers else Reply(200, rss(item("Le maire")), {"etag": '"1"'})

    paper.pages[ADDRESS] = page
    assert gather() == 0
    watching.change(watch, by=author, name=watch.name, words="maire", addresses=[ADDRESS])
    assert gather() == 1


def test_a_feed_is_read_only_when_its_time_has_come(watch, paper, noon):
    paper.pages[ADDRESS] = rss(item())
    feed = watch.feeds.get()
    assert gathering.due() == [feed.pk] and gathering.gather(feed.pk) == 1
    assert gathering.due() == [] and gathering.gather(feed.pk) == 0 and len(paper.asked) == 1
    noon.shift(timedelta(hours=2))
    assert gathering.due() == [feed.pk]


def test_a_feed_that_moved_for_good_is_asked_there_from_now_on(watch, paper):
    new = "https://gazette.fr/atom"
    paper.pages |= {ADDRESS: Reply(301, b"", {"location": "/atom"}), new: rss(item(guid="7"))}
    assert gather() == 1
    feed = watch.feeds.get()
    assert feed.address == new and gather(feed) == 0
    assert [address for address, _headers in paper.asked] == [ADDRESS, new, new]


def test_a_feed_that_is_elsewhere_for_a_while_keeps_its_address(watch, paper):
    paper.pages |= {ADDRESS: Reply(302, b"", {"location": "https://b.fr/x"}), "https://b.fr/x": rss(item())}
    assert gather() == 1 and watch.feeds.get().address == ADDRESS


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (Reply(404), Trouble.ABSENT),
        (Reply(403), Trouble.DENIED),
        (Reply(429), Trouble.BUSY),
        (Reply(500), Trouble.BROKEN),
        (Reply(301, b"", {"location": ADDRESS}), Trouble.MOVED_AROUND),
        (Reply(301, b"", {"location": "http://["}), Trouble.NOT_REACHED),
        (NotReached("x"), Trouble.NOT_REACHED),
        (AddressRefused("x"), Trouble.REFUSED),
        (Lost("x"), Trouble.TOO_SLOW),
        (TooLarge("x"), Trouble.TOO_LARGE),
        (b"<html>Bonjour</html>", Trouble.NO_FEED),
        (b"", Trouble.NO_FEED),
    ],
)
def test_each_trouble_is_noted_said_and_tried_again_later_and_later(watch, paper, answer, trouble):
    paper.pages[ADDRESS] = answer
    waits = []
    for _time in range(9):
        assert gather() == 0
        waits.append(watch.feeds.get().next_at - clock.now())
    feed = watch.feeds.get()
    assert (feed.trouble, feed.failures) == (trouble, 9) and str(feed.get_trouble_display())
    assert waits[0] >= timedelta(minutes=7) and waits[3] > waits[0] and waits[-1] <= timedelta(days=1)
    paper.pages[ADDRESS] = rss(item())
    assert gather() == 1
    feed.refresh_from_db()
    assert (feed.trouble, feed.failures) == ("", 0)


def test_a_feed_that_has_ended_is_not_asked_any_more_until_a_person_wants_it(watch, paper):
    paper.pages[ADDRESS] = Reply(410)
    gather()
    assert watch.feeds.get().next_at is None and gathering.due() == []
    watching.read_now(watch)
    assert gathering.due()


def test_a_site_that_names_an_hour_is_left_alone_until_then(watch, paper):
    paper.pages[ADDRESS] = Reply(503, b"", {"retry-after": "36000"})
    gather()
    assert watch.feeds.get().next_at == clock.now() + timedelta(hours=10)


def test_three_hops_are_followed_and_each_is_asked_through_the_same_wire(watch, paper):
    for n in range(4):
        paper.pages[f"https://h{n}.fr/"] = Reply(302, b"", {"location": f"https://h{n + 1}.fr/"})
    paper.pages |= {ADDRESS: Reply(302, b"", {"location": "https://h2.fr/"}), "https://h4.fr/": rss(item())}
    assert gather() == 1
    paper.pages[ADDRESS] = Reply(302, b"", {"location": "https://h1.fr/"})
    assert gather() == 0 and watch.feeds.get().trouble == Trouble.MOVED_AROUND


@pytest.mark.parametrize(
    ("hours", "wait"),
    [((), 60), ((1,), 60), ((1, 2, 3), 30), ((0, 0.1, 0.2), 10), ((1, 48, 96), 360)],
)
def test_a_feed_is_read_as_often_as_it_brings_something(hours, wait, noon):
    now = clock.now()
    assert pace.after_reading([now - timedelta(hours=h) for h in hours], now) == now + timedelta(minutes=wait)
    assert pace.after_reading([], now, timedelta(hours=5)) == now + timedelta(hours=5)
    assert pace.after_reading([], now, timedelta(days=99)) == now + timedelta(days=1)


def test_an_address_of_an_example_is_not_asked_again(brand, author, paper, noon):
    watch = watching.create(brand, by=author, name="Essai", words="bougie", addresses=["https://gazette.example/rss"])
    paper.pages["https://gazette.example/rss"] = atom("Une bougie")
    assert gather(watch.feeds.get()) == 1
    assert watch.feeds.get().next_at is None
    watching.read_now(watch)
    assert gathering.due() == []
    assert pace.is_example("https://www.example.com/") and not pace.is_example("https://myexample.com/")


# --- telling ---------------------------------------------------------------------------------------------------------
def test_those_who_want_it_are_told_once_of_many_mentions_and_not_of_the_first_reading(watch, author, reader, lead, paper):
    watching.listen(watch, reader, True)
    paper.pages[ADDRESS] = rss(item())
    gather()
    assert not author.user.notices.exists()
    for start in (10, 20):
        paper.pages[ADDRESS] = rss(*(item(f"Bougie {n}", n) for n in range(start, start + 5)))
        assert gather() == 5
    assert [member.user.notices.count() for member in (author, reader, lead)] == [1, 1, 0]
    notice = author.user.notices.get()
    assert "“Nos bougies” has 10 new mentions." in notice.text and f"watch={watch.pk}" in notice.url
    assert "Bougie 24" in notice.items
    watching.listen(watch, reader, False)
    reader.user.notices.all().delete()
    paper.pages[ADDRESS] = rss(item("Bougie", 99))
    assert gather() == 1 and not reader.user.notices.exists()


# --- sources of watches ----------------------------------------------------------------------------------------------
def test_a_feed_that_no_watch_wants_any_more_is_forgotten(watch, author, paper):
    paper.pages[ADDRESS] = rss(item())
    gather()
    watching.change(watch, by=author, name=watch.name, words=watch.query, addresses=["https://revue.fr/rss"])
    assert [feed.address for feed in Feed.objects.all()] == ["https://revue.fr/rss"] and titles() == ["Une bougie"]
    watching.remove(watch, by=author)
    assert not Feed.objects.exists() and not Mention.objects.exists()
