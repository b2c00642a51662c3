"""Feeds as they come: old, broken, huge, in other alphabets."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from lib.feeds.entries import NoFeed, named_by, read
from tests.listening.paper import atom, item, rss

HERE = "https://gazette.fr/rss"


def entries(body: bytes, **said):
    return read(body, address=HERE, **said).entries


def test_an_entry_has_its_words_its_link_and_its_moment():
    feed = read(
        rss(item("Le café <b>noir</b> &amp; l’été", text="<p>Un</p><script>non()</script><p>deux &lt;trois&gt;</p>")),
        address=HERE,
    )
    (entry,) = feed.entries
    assert feed.title == "La Gazette"
    assert (entry.title, entry.text) == ("Le café noir & l’été", "Un\ndeux <trois>")
    assert (entry.url, entry.at) == ("https://gazette.fr/1", datetime(2026, 11, 23, 9, tzinfo=UTC))


def test_atom_is_read_too():
    (entry,) = entries(atom("Une bougie"))
    assert (entry.title, entry.url) == ("Une bougie", "https://blog.fr/1")
    assert entry.at == datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        rss(item("Une bougie"))[:-25],
        rss(item("Une bougie")).replace(b"<channel>", b"<channel><b>&nope;"),
        b"\xef\xbb\xbf" + rss(item("Une bougie")),
        b"\n\n" + rss(item("Une bougie")),
        rss(item("Une bougie")).replace(b"</item>", b"<x:y>&</x:y></item>"),
    ],
)
def test_what_is_broken_is_read_as_far_as_it_goes(body):
    assert [entry.title for entry in entries(body)] == ["Une bougie"]


@pytest.mark.parametrize("kind", ["", "application/rss+xml; charset=iso-8859-1", "text/xml"])
def test_latin_1_is_read_by_what_the_feed_or_its_server_says(kind):
    body = rss(item("Le café d’à côté").replace("’", "'")).decode()
    said, other = (' encoding="utf-8"', "") if "charset" in kind else ("utf-8", "iso-8859-1")
    body = body.replace(said, other)
    assert [entry.title for entry in entries(body.encode("latin-1"), kind=kind)] == ["Le café d'à côté"]


@pytest.mark.parametrize("date", ["", "hier", "Mon, 99 Foo 2026", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_an_entry_without_a_usable_date_has_none(date):
    assert [entry.at for entry in entries(rss(item(date=date)))] == [None]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@b.fr", "http://[", "https://x.fr/" + "a" * 1000])
def test_what_leads_nowhere_on_the_web_is_no_link(link):
    assert [entry.url for entry in entries(rss(item(link=link)))] == [""]


def test_a_link_may_be_relative():
    assert [entry.url for entry in entries(rss(item(link="/2026/bougie")))] == ["https://gazette.fr/2026/bougie"]


def test_entries_are_told_apart_by_guid_then_link_then_words():
    def key(scope="1", **said):
        return entries(rss(item(**said)), scope=scope)[0].key

    assert key(guid="tag:x,1", title="a") == key(guid="tag:x,1", title="b", scope="2")
    assert key(guid="7", title="a") == key(guid="7", title="b") != key(guid="7", scope="2")
    assert key(guid="", title="a") == key(guid="", title="b", scope="2") != key(guid="", number=2)
    assert key(guid="", link="", title="a") == key(guid="", link="", title="a") != key(guid="", link="", title="b")


@pytest.mark.parametrize("body", [b"", b"\x00\xff" * 50, b"<html><body>Bonjour</body></html>", b"{}", b"<a" * 500])
def test_what_is_no_feed_is_refused(body):
    with pytest.raises(NoFeed):
        read(body, address=HERE)


def test_five_thousand_entries_are_read_in_seconds():
    body = rss(*(item(f"Une bougie {number}", number, text="<p>mot</p>" * 20) for number in range(5000)))
    begun = time.process_time()
    assert len(entries(body)) == 5000
    assert time.process_time() - begun < 15


LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
LONG = f'<!ENTITY a9 "{"ha" * 200_000}">'
DEFAULT = f'<!ATTLIST link title CDATA "{"ha" * 200_000}">'


@pytest.mark.parametrize("declared", [LAUGHS, LONG, DEFAULT], ids=["entities of entities", "a long one often", "attributes"])
@pytest.mark.parametrize("between", ["", "\n"], ids=["on one line", "on lines of its own"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7", "cp037"])
def test_a_few_lines_of_declarations_do_not_grow(declared, between, encoding):
    text = rss(*(item("&a9;" * 50, number) for number in range(100))).decode().replace("&amp;", "&").replace("utf-8", encoding)
    text = text.replace("<rss", f"{between}<!DOCTYPE rss [{declared.replace('<!', between + '<!')}]>{between}<rss")
    begun = time.process_time()
    try:
        found = entries(text.encode(encoding))
    except NoFeed:
        found = []
    assert sum(len(entry.title) for entry in found) < 50_000
    assert time.process_time() - begun < 5


def test_a_file_of_ours_is_not_read_through_an_entity():
    body = rss(item()).replace(b"<rss", b'<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss').replace(b"Une", b"&f;")
    assert "root" not in "".join(entry.title for entry in entries(body))


@pytest.mark.parametrize(("more", "rest"), [("<ttl>90</ttl>", timedelta(minutes=90)), ("<ttl>x</ttl>", None), ("", None)])
def test_a_feed_may_ask_to_be_left_alone(more, rest):
    assert read(rss(item(), more=more), address=HERE).rest == rest


def test_a_page_names_its_feeds():
    page = """<head><link rel="stylesheet" href="x.css"><link rel="alternate" type="application/rss+xml" href="/feed">
      <link rel="ALTERNATE" type="Application/Atom+XML" href="atom.xml"><link rel="alternate" type="text/html" href="/en">"""
    assert [*named_by(page.encode(), "https://blog.fr/a/")] == ["https://blog.fr/feed", "https://blog.fr/a/atom.xml"]
