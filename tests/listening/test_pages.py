"""The watch as people use it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from editorial.models import Post
from lib import clock
from lib.answers import Reply
from listening import handling
from listening.listing import NEWEST
from listening.models import Feed, Mention, Watch
from team.models import AuditEntry
from tests import factories
from tests.listening.paper import atom, item, rss

ADDRESS = "https://gazette.fr/rss"


def url(name, brand, *args, **query):
    return reverse(f"listening:{name}", args=[brand.slug, *args], query=query)


def shown(response) -> list[str]:
    """The titles of the rows, in order, without their marks."""
    found = re.findall(r'mention__title">.*?</h[23]>', response.content.decode(), re.S)
    return [
        re.sub(r"<svg.*?</svg>|<span class=\"unseen\">.*?</span>|<[^>]*>", "", part.split('">', 1)[1], flags=re.S).strip()
        for part in found
    ]


def typed(**fields):
    return {"name": "Nos bougies", "words": "bougie*", "feeds": ADDRESS, "listen": "on", **fields}


@pytest.fixture
def mention(watch):
    return factories.make_mention(watch=watch, title="Une bougie à Lyon", excerpt="On y vend <b>des bougies</b> & du thé")


# --- the list --------------------------------------------------------------------------------------------------------
def test_an_empty_room_teaches_the_first_step_to_those_who_may_take_it(sign_in, author, reader):
    page = sign_in(author).get(url("mentions", author.brand)).content.decode()
    assert "Nothing is watched yet" in page and url("new", author.brand) in page
    assert url("new", author.brand) not in sign_in(reader).get(url("mentions", author.brand)).content.decode()


def test_a_mention_shows_what_was_said_where_with_the_words_marked(sign_in, reader, mention):
    page = sign_in(reader).get(url("mentions", reader.brand)).content.decode()
    assert "Une <mark>bougie</mark> à Lyon" in page and "La Gazette" in page and f'href="{mention.url}"' in page
    assert "On y vend &lt;b&gt;des <mark>bougies</mark>&lt;/b&gt; &amp; du thé" in page
    assert 'rel="noopener noreferrer nofollow"' in page and "data-act=" not in page.replace('data-act="o"', "")


def test_what_feeds_say_is_text_and_obeys_nothing(sign_in, reader, watch):
    factories.make_mention(watch=watch, title="bougie <script>alert(1)</script> \u202e x", source="<i>x</i>", author="<u>y")
    page = sign_in(reader).get(url("mentions", reader.brand)).content.decode()
    assert "<script>alert" not in page and "⟨U+202E⟩" in page and "&lt;i&gt;" in page and "&lt;u&gt;" in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["New", "Other"]),
        ({"state": "follow"}, ["Mine", "Theirs"]),
        ({"state": "follow", "assignee": "me"}, ["Mine"]),
        ({"state": "seen"}, ["Seen"]),
        ({"state": "noise"}, ["Noise"]),
        ({"state": "all"}, ["New", "Mine", "Theirs", "Seen", "Other"]),
        ({"state": "nonsense", "watch": "-3", "assignee": "12"}, ["New", "Other"]),
    ],
)
def test_filters_are_in_the_address(sign_in, author, moderator, watch, query, titles):
    other = factories.make_watch(brand=watch.brand)
    rows = [
        ("New", "new", None),
        ("Mine", "follow", author),
        ("Theirs", "follow", moderator),
        ("Seen", "seen", None),
        ("Noise", "noise", None),
    ]
    for hours, (title, state, who) in enumerate(rows, 1):
        factories.make_mention(watch=watch, title=title, state=state, assignee=who, at=clock.now() - timedelta(hours=hours))
    factories.make_mention(watch=other, title="Other", at=clock.now() - timedelta(hours=9))
    client = sign_in(author)
    assert shown(client.get(url("mentions", watch.brand, **query))) == titles
    only = shown(client.get(url("mentions", watch.brand, watch=watch.pk, **{k: v for k, v in query.items() if k != "watch"})))
    assert only == [title for title in titles if title != "Other"]


def test_the_list_goes_on_by_key_without_and_with_htmx(sign_in, reader, watch):
    for number in range(NEWEST.size + 5):
        factories.make_mention(watch=watch, title=f"n{number}", at=clock.now() - timedelta(minutes=number))
    client = sign_in(reader)
    first = client.get(url("mentions", watch.brand))
    more = re.search(r'href="(\?[^"]*after=[^"]*)"', first.content.decode())[1].replace("&amp;", "&")
    rest = client.get(url("mentions", watch.brand) + more)
    assert shown(first) + shown(rest) == [f"n{number}" for number in range(NEWEST.size + 5)]
    part = client.get(url("mentions", watch.brand) + more, headers={"HX-Request": "true", "HX-Target": "more"})
    assert shown(part) == shown(rest) and b"<html" not in part.content


def test_the_number_of_queries_does_not_grow(sign_in, author, moderator, watch, django_assert_max_num_queries):
    def make(count):
        for number in range(count):
            each = factories.make_watch(brand=watch.brand, addresses=(f"https://x{number}.fr/",))
            post = factories.make_post(brand=watch.brand)
            factories.make_mention(watch=each, post=post)
            factories.make_mention(watch=watch, state="follow", assignee=moderator)

    client = sign_in(author)
    pages = [url("mentions", watch.brand, state="all"), url("today", watch.brand), url("watch", watch.brand, watch.pk)]
    make(2)
    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(1000) as few:
            client.get(page)
        make(15)
        with django_assert_max_num_queries(len(few)):
            client.get(page)


# --- what is made of a mention ---------------------------------------------------------------------------------------
def test_noise_goes_out_of_sight_and_comes_back(sign_in, author, mention):
    client, brand = sign_in(author), author.brand
    page = client.post(url("dismiss", brand, mention.pk, watch=mention.watch_id), follow=True)
    assert page.redirect_chain[-1][0] == url("mentions", brand, watch=mention.watch_id)
    assert shown(page) == [] and url("restore", brand, mention.pk) in page.content.decode()
    client.post(url("restore", brand, mention.pk))
    assert shown(client.get(url("mentions", brand))) == ["Une bougie à Lyon"]
    assert [*AuditEntry.objects.order_by("pk").values_list("verb", flat=True)][-2:] == ["mention.dismissed", "mention.restored"]


def test_with_htmx_a_row_goes_or_comes_back_changed(sign_in, author, mention):
    client, headers = sign_in(author), {"HX-Request": "true", "HX-Target": f"mention-{mention.pk}"}
    gone = client.post(url("see", author.brand, mention.pk), headers=headers)
    assert gone.content == b"" and "Seen." in gone.headers["HX-Trigger"]
    stays = client.post(url("dismiss", author.brand, mention.pk, state="noise"), headers=headers)
    assert b"Put back" in stays.content and b"<html" not in stays.content
    assert url("restore", author.brand, mention.pk) in stays.headers["HX-Trigger"]


def test_all_that_was_there_when_the_page_was_made_is_seen_in_one_go(sign_in, author, watch, noon):
    client, other = sign_in(author), factories.make_watch(brand=watch.brand)
    for each in (watch, watch, other):
        factories.make_mention(watch=each, title="Old")
    page = client.get(url("mentions", watch.brand, watch=watch.pk)).content.decode()
    until = re.search(r'name="until" value="([^"]*)"', page)[1]
    noon.shift(timedelta(seconds=5))
    factories.make_mention(watch=watch, title="Late")
    told = client.post(url("see_all", watch.brand, watch=watch.pk), {"until": until}, follow=True)
    assert "2 mentions are marked as seen." in told.content.decode() and shown(told) == ["Late"]
    assert other.mentions.get().state == "new"
    for wrong in ("", "hier", "2026-13-45T00:00:00Z"):
        assert client.post(url("see_all", watch.brand), {"until": wrong}).status_code == 302
    assert Mention.objects.filter(state="new").count() == 2


def test_who_is_second_is_told(sign_in, author, mention):
    handling.see(mention, by=author)
    assert "A colleague was first" in sign_in(author).post(url("see", author.brand, mention.pk), follow=True).content.decode()


def test_a_draft_has_the_title_and_the_link_and_is_made_once(sign_in, author, mention):
    client = sign_in(author)
    for _click in range(2):
        answer = client.post(url("draft", author.brand, mention.pk))
    post = Post.objects.get()
    assert (post.text, post.link, post.state, post.author) == ("Une bougie à Lyon", mention.url, "draft", author)
    assert answer.url == reverse("editorial:edit", args=[author.brand.slug, post.pk])
    assert "Draft made" in client.get(url("mentions", author.brand, state="seen")).content.decode()


def test_a_link_too_long_for_a_post_stands_in_its_text(author, watch):
    address = "https://gazette.fr/" + "a" * 600
    post = handling.draft(factories.make_mention(watch=watch, url=address), by=author)
    assert post.link == "" and address in post.text


def test_following_up_gives_it_to_somebody_with_a_note_and_tells_them(sign_in, author, moderator, mention):
    client, address = sign_in(author), url("follow", author.brand, mention.pk)
    assert b"<html" not in client.get(address, headers={"HX-Request": "true", "HX-Target": "sheet"}).content
    client.post(address, {"member": moderator.pk, "note": "Les remercier"})
    page = client.get(url("mentions", author.brand, state="follow")).content.decode()
    assert "Modeste Modère follows it up" in page and "Les remercier" in page
    assert "Une bougie à Lyon" in moderator.user.notices.get().text and not author.user.notices.exists()
    client.post(url("see", author.brand, mention.pk))
    assert shown(client.get(url("mentions", author.brand, state="seen"))) == ["Une bougie à Lyon"]


def test_what_somebody_followed_up_who_left_is_nobodys(sign_in, author, moderator, watch):
    factories.make_mention(watch=watch, title="Theirs", state="follow", assignee=moderator)
    factories.make_mention(watch=watch, title="Mine", state="follow", assignee=author)
    address = url("mentions", watch.brand, state="follow", assignee="nobody")
    assert shown(sign_in(author).get(address)) == []
    moderator.left_at = clock.now()
    moderator.save()
    page = sign_in(author).get(address)
    assert shown(page) == ["Theirs"] and "nobody has it since Modeste Modère left" in page.content.decode()


@pytest.mark.parametrize("said", [{}, {"member": "9999999"}, {"member": "me", "note": "x" * 501}])
def test_a_follow_up_that_cannot_be_says_why_and_loses_nothing(sign_in, author, reader, mention, said):
    answer = sign_in(author).post(url("follow", author.brand, mention.pk), {"note": "Vite", **said})
    assert answer.status_code == 422 and (said.get("note") or "Vite") in answer.content.decode()
    assert str(reader) not in answer.content.decode()
    mention.refresh_from_db()
    assert mention.state == "new"


# --- setting a watch -------------------------------------------------------------------------------------------------
def test_a_watch_is_set_on_feeds_that_are_there(sign_in, author, paper, noon):
    paper.pages[ADDRESS] = rss(item())
    client = sign_in(author)
    page = client.post(url("new", author.brand), typed(), follow=True).content.decode()
    watch = Watch.objects.get()
    assert [feed.address for feed in watch.feeds.all()] == [ADDRESS] and [*watch.listeners.all()] == [author]
    assert "Nos bougies" in page and "within a minute" in page and "bougie*" in page


def test_the_address_of_a_site_leads_to_its_feed(sign_in, author, paper):
    home = b'<html><head><link rel="alternate" type="application/atom+xml" href="/atom.xml"></head></html>'
    paper.pages |= {
        "https://blog.fr": Reply(200, home, {"content-type": "text/html"}),
        "https://blog.fr/atom.xml": atom("Une bougie"),
    }
    sign_in(author).post(url("new", author.brand), typed(feeds="blog.fr"))
    assert [feed.address for feed in Feed.objects.all()] == ["https://blog.fr/atom.xml"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "Give the watch a name."),
        ({"words": ""}, "Say which words to look for."),
        ({"words": 'bougie "parfumée'}, "not closed. Here: bougie ▸&quot;parfumée"),
        ({"words": "-bougie"}, "Say at least one word to look for"),
        ({"feeds": " \n "}, "Give the address of at least one source."),
        ({"feeds": "javascript:alert(1)"}, "is not an address on the web"),
        ({"feeds": "gazette"}, "“gazette” is not an address on the web"),
        ({"feeds": "https://me:secret@gazette.fr/"}, "a name and a password"),
        ({"feeds": "\n".join(f"https://x{n}.fr/" for n in range(21))}, "at most 20 sources"),
        ({"feeds": "https://nobody.fr/rss"}, "https://nobody.fr/rss: The address does not answer."),
    ],
)
def test_what_cannot_be_set_is_said_at_its_field_and_nothing_typed_is_lost(sign_in, author, paper, said, sentence):
    paper.pages[ADDRESS] = rss(item())
    answer = sign_in(author).post(url("new", author.brand), typed(**said))
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and not Watch.objects.exists()
    assert all(escape(typed(**said)[name]) in page for name in ("name", "words", "feeds"))


def test_a_source_that_does_not_answer_can_be_kept_all_the_same(sign_in, author, paper):
    client = sign_in(author)
    assert b'name="anyway"' in client.post(url("new", author.brand), typed()).content
    client.post(url("new", author.brand), typed(anyway="on"))
    assert Feed.objects.get().address == ADDRESS


def test_a_name_is_taken_once(sign_in, author, paper, watch):
    paper.pages[ADDRESS] = rss(item())
    assert b"already" in sign_in(author).post(url("new", author.brand), typed()).content


def test_words_are_tried_on_what_the_sources_hold_before_anything_is_kept(sign_in, author, paper):
    paper.pages[ADDRESS] = rss(*(item(f"Bougie {n}", n) for n in range(25)), item("Le maire", 99))
    answer = sign_in(author).post(
        url("new", author.brand), typed(name="", feeds=f"{ADDRESS}\nhttps://nobody.fr/", **{"try": "1"})
    )
    page = answer.content.decode()
    assert answer.status_code == 200 and len(shown(answer)) == 20 and "<mark>Bougie</mark>" in page
    assert "25 of 26 entries would be kept" in page and "does not answer" in page and "Give the watch a name" not in page
    assert not Watch.objects.exists() and not Mention.objects.exists()


def test_a_watch_is_changed_and_its_known_sources_are_not_asked_for_it(sign_in, author, paper, watch):
    client, address = sign_in(author), url("edit", watch.brand, watch.pk)
    assert ADDRESS in client.get(address).content.decode()
    assert client.post(address, typed(name="Chandelles", words="chandelle")).status_code == 302
    watch.refresh_from_db()
    assert (watch.name, watch.query, paper.asked) == ("Chandelles", "chandelle", [])
    assert [*watch.listeners.all()] == [author]


# --- the page of a watch ---------------------------------------------------------------------------------------------
def test_the_page_says_how_each_source_is(sign_in, reader, watch):
    Feed.objects.update(trouble="absent", failures=2, read_at=clock.now() - timedelta(hours=5), title="La Gazette")
    page = sign_in(reader).get(url("watch", watch.brand, watch.pk)).content.decode()
    for words in ("La Gazette", ADDRESS, "There is nothing at this address any more.", "last read: 5 h", "Camille Auteur"):
        assert words in page
    assert url("pause", watch.brand, watch.pk) not in page


def test_a_watch_rests_and_goes_on(sign_in, author, watch):
    client = sign_in(author)
    page = client.post(url("pause", watch.brand, watch.pk), follow=True).content.decode()
    assert "nothing is looked for" in page and url("resume", watch.brand, watch.pk) in page
    client.post(url("resume", watch.brand, watch.pk))
    client.post(url("resume", watch.brand, watch.pk))
    watch.refresh_from_db()
    assert watch.paused_at is None
    verbs = [*AuditEntry.objects.order_by("pk").values_list("verb", flat=True)]
    assert verbs == ["watch.created", "watch.paused", "watch.resumed"]


def test_everybody_chooses_whether_they_are_told(sign_in, reader, watch):
    client, address = sign_in(reader), url("listen", watch.brand, watch.pk)
    client.post(address, {"on": "1"})
    assert reader in watch.listeners.all()
    client.post(address, {"on": "0"})
    assert reader not in watch.listeners.all()


def test_deleting_asks_for_the_name(sign_in, author, mention, watch):
    client, address = sign_in(author), url("remove", watch.brand, watch.pk)
    assert "1 mention with it" in client.get(address).content.decode()
    assert client.post(address, {"name": "nos bougies"}).status_code == 422
    assert client.post(address, {"name": "Nos bougies "}).status_code == 302
    assert not Watch.objects.exists() and not Mention.objects.exists() and not Feed.objects.exists()


# --- who may ---------------------------------------------------------------------------------------------------------
def test_readers_read_and_experts_sort_what_they_are_given(sign_in, brand, reader, stranger, watch, mention):
    expert = factories.make_member(brand=brand, roles=["expert"])
    for member, read, sort, change in ((reader, 200, 403, 403), (expert, 200, 302, 403), (stranger, 404, 404, 404)):
        client = sign_in(member)
        Mention.objects.update(state="new")
        assert client.get(url("mentions", brand)).status_code == read
        assert client.post(url("see", brand, mention.pk)).status_code == sort
        assert client.get(url("edit", brand, watch.pk)).status_code == change
        assert client.post(url("pause", brand, watch.pk)).status_code == change


def test_today_shows_once_what_two_watches_found(sign_in, author, watch):
    other = factories.make_watch(brand=watch.brand, name="Le quartier")
    for each in (watch, other):
        factories.make_mention(watch=each, title="Une rue", url="https://gazette.example/une-rue")
    page = sign_in(author).get(url("today", watch.brand)).content.decode()
    assert page.count("Une rue") == 1 and "See all 2" in page


def test_today_shows_what_is_new_and_what_is_mine(sign_in, author, mention, watch):
    today = url("today", watch.brand)
    handling.follow(factories.make_mention(watch=watch, title="Une autre"), to=author, note="", by=author)
    page = sign_in(author).get(today).content.decode()
    assert "Une bougie à Lyon" in page and "1 mention is yours to follow up" in page and "Une autre" not in page
    Mention.objects.update(state="seen")
    assert not sign_in(author).get(today).content.strip()


# --- taking them out -------------------------------------------------------------------------------------------------
def test_the_mentions_that_are_shown_are_taken_out_as_a_table_that_runs_nothing(sign_in, reader, watch):
    factories.make_mention(watch=watch, title="=HYPERLINK(1)", author="Zoé", state="follow", assignee=reader, note="Rappeler")
    factories.make_mention(watch=watch, title="Bruit", state="noise")
    factories.make_mention(watch=factories.make_watch(brand=watch.brand), title="Ailleurs")
    client = sign_in(reader)
    answer = client.get(url("download", reader.brand, state="follow", watch=watch.pk))
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert answer["Content-Disposition"].endswith('"mentions-maison-lune.csv"') and len(lines) == 2
    assert lines[0].startswith("\ufeffDate and time,Watch,Source,Author,Title,")
    assert "'=HYPERLINK(1)" in lines[1] and ",Zoé," in lines[1] and f"To follow up,{reader},Rappeler,no," in lines[1]
    page = client.get(url("mentions", reader.brand, state="follow", watch=watch.pk)).content.decode()
    assert escape(url("download", reader.brand, state="follow", watch=watch.pk)) in page


def test_taking_out_many_mentions_asks_as_often_as_for_few(sign_in, reader, watch):
    client, counts = sign_in(reader), []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            b"".join(client.get(url("download", reader.brand)).streaming_content)
        counts.append(len(asked))
        for _number in range(5):
            factories.make_mention(watch=watch)
    assert counts[0] == counts[1]
