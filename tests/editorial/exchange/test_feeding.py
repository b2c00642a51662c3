"""Drafts from the brand's own feeds: each entry once, the first reading without a flood, a broken feed with who must act."""

import pytest
import time_machine
from django.urls import reverse

from editorial.exchange import feeding
from editorial.exchange.feeding import Wish, filled
from editorial.models import PostState, Source
from lib.answers import NotReached, Reply
from lib.feeds import wire
from lib.feeds.entries import Entry
from tests import factories
from tests.listening.paper import Paper, item, rss

BLOG = "https://blog.fr/rss"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def paper():
    with wire.standing_in(papers := Paper()):
        dates = {n: f"Mon, 23 Nov 2026 0{n}:00:00 GMT" for n in (1, 2, 3)}
        papers.pages[BLOG] = rss(*(item(f"Article {n}", n, text="Le résumé.", date=date) for n, date in dates.items()))
        yield papers


def begin(brand, author, **wish) -> Source:
    return feeding.begin(brand, BLOG, "Le blog", Wish(**{"template": "{title}\n\n{summary}", **wish}), by=author)


def read_again(source: Source) -> int:
    Source.objects.filter(pk=source.pk).update(next_at="2026-11-23T11:00:00Z")
    return feeding.gather(source.pk)


def test_the_first_reading_brings_only_what_was_wanted_and_then_each_new_entry_once(brand, author, account, paper):
    theme = factories.make_theme(campaign=factories.make_campaign(brand=brand))
    source = begin(brand, author, accounts=[account], campaign=theme.campaign, theme=theme, newest=1)
    assert feeding.gather(source.pk) == 1
    post = brand.posts.get()
    assert (post.text, post.link, post.state) == ("Article 3\n\nLe résumé.", "https://gazette.fr/3", PostState.DRAFT)
    assert (post.theme, post.author, [row.account for row in post.variants.all()]) == (theme, author, [account])
    paper.pages[BLOG] = rss(*(item(f"Article {n}", n) for n in (2, 3, 4)), item("Encore le 4", 4, guid="un autre"))
    assert read_again(source) == 1
    assert read_again(source) == 0
    assert brand.posts.count() == 2
    assert author.user.notices.get(key=f"source:{source.pk}").items


def test_nothing_of_what_stands_there_already_is_made_unless_wanted(brand, author, paper):
    source = begin(brand, author)
    assert feeding.gather(source.pk) == 0 and source.seen.count() == 3


def test_a_feed_that_was_built_anew_does_not_flood(brand, author, paper):
    source = begin(brand, author)
    feeding.gather(source.pk)
    paper.pages[BLOG] = rss(*(item(f"Article {n}", n) for n in range(100, 150)))
    assert read_again(source) == feeding.MOST_AT_ONCE
    assert read_again(source) == 0


def test_a_feed_is_asked_politely_and_one_that_has_not_changed_makes_nothing(brand, author, paper):
    paper.pages[BLOG] = Reply(200, rss(item()), {"etag": '"a"', "content-type": "application/rss+xml"})
    source = begin(brand, author)
    feeding.gather(source.pk)
    paper.pages[BLOG] = Reply(304)
    assert read_again(source) == 0
    assert paper.asked[-1][1]["If-None-Match"] == '"a"'


def test_a_broken_feed_says_who_acts_and_tells_once(brand, author, paper, sign_in):
    source = begin(brand, author)
    paper.pages[BLOG] = Reply(404)
    feeding.gather(source.pk)
    read_again(source)
    assert author.user.notices.filter(key=f"source:{source.pk}:trouble").count() == 1
    page = sign_in(author).get(reverse("editorial:sources", args=[brand.slug])).content.decode()
    assert "There is nothing at this address any more." in page and "only you can mend this" in page
    paper.pages[BLOG] = NotReached(BLOG)
    read_again(source)
    assert "we try again at" in sign_in(author).get(reverse("editorial:sources", args=[brand.slug])).content.decode()


def test_what_its_author_may_not_write_any_more_is_not_written(brand, author, paper):
    source = begin(brand, author, newest=3)
    author.roles = ["reader"]
    author.save()
    assert feeding.gather(source.pk) == 0
    source.refresh_from_db()
    assert source.paused_at and not brand.posts.exists()


@pytest.mark.parametrize(
    ("template", "text", "link"),
    [
        ("{title}\n\n{summary}\n\n#blog", "Titre\n\nRésumé.\n\n#blog", "https://a.fr/1"),
        ("Nouveau : {title} {link}", "Nouveau : Titre https://a.fr/1", ""),
        ("{autre} {title}", "{autre} Titre", "https://a.fr/1"),
    ],
)
def test_the_template_is_filled(template, text, link):
    assert filled(template, Entry("k", "https://a.fr/1", "Titre", "Résumé.", "", None)) == (text, link)


def test_a_feed_is_set_from_the_page_that_names_it(brand, author, paper, sign_in):
    page = b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>'
    paper.pages["https://blog.fr/"] = Reply(200, page, {"content-type": "text/html"})
    client, address = sign_in(author), reverse("editorial:sources", args=[brand.slug])
    wrong = client.post(address, {"address": "https://rien.fr", "template": "{title}", "newest": "0"})
    assert wrong.status_code == 422 and "does not answer" in wrong.content.decode()
    assert client.post(address, {"address": "blog.fr/", "template": "{title}", "newest": "0"}).status_code == 302
    source = brand.sources.get()
    assert (source.address, source.title) == (BLOG, "La Gazette")
    again = client.post(address, {"address": BLOG, "template": "{title}", "newest": "0"})
    assert again.status_code == 422 and "This feed is read already." in again.content.decode()
    client.post(reverse("editorial:pause_source", args=[brand.slug, source.pk]))
    assert feeding.gather(source.pk) == 0
