"""The inbox as people use it."""

import re
import uuid
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from lib import clock
from moderation import presence
from moderation.models import Conversation, Message
from publishing.models import Publication
from team.models import AuditEntry
from tests import factories


@pytest.fixture
def conversation(account, publication, post):
    person = factories.make_person(brand=account.brand, network="talk", name="Zoé Lefèvre", handle="zoe.example")
    return factories.make_conversation(account=account, person=person, publication=publication, text="Livrez-vous en Belgique ?")


def inbox(brand, **query):
    return reverse("moderation:inbox", args=[brand.slug], query=query)


def url(name, conversation, *args):
    return reverse(f"moderation:{name}", args=[conversation.brand.slug, conversation.pk, *args])


def shown(response) -> list[str]:
    """The people of the rows, in order."""
    return re.findall(r'conversation__who"><span class="clip">([^<]*)<', response.content.decode())


def form(**fields):
    return {"text": "Oui, partout.", "token": str(uuid.uuid4()), **fields}


# --- the list --------------------------------------------------------------------------------------------------------
def test_the_list_shows_who_wrote_what_and_how_long_they_wait(sign_in, moderator, conversation):
    page = sign_in(moderator).get(inbox(conversation.brand)).content.decode()
    assert "Zoé Lefèvre" in page and "Livrez-vous en Belgique ?" in page
    assert re.search(r"waiting </span>.*? 1 h</time>", page)


def test_newest_is_on_top_unless_the_longest_wait_is_asked_for(sign_in, moderator, account):
    for name, hours in (("Ana", 3), ("Bob", 9), ("Cid", 1)):
        person = factories.make_person(brand=account.brand, network="talk", name=name)
        factories.make_conversation(account=account, person=person, at=clock.now() - timedelta(hours=hours))
    client = sign_in(moderator)
    assert shown(client.get(inbox(account.brand))) == ["Cid", "Ana", "Bob"]
    assert shown(client.get(inbox(account.brand, order="waiting"))) == ["Bob", "Ana", "Cid"]


def test_who_does_not_wait_comes_after_those_who_do(sign_in, moderator, account):
    for name, waits in (("Ana", False), ("Bob", True)):
        person = factories.make_person(brand=account.brand, network="talk", name=name)
        more = {} if waits else {"waiting_since": None}
        factories.make_conversation(account=account, person=person, **more)
    assert shown(sign_in(moderator).get(inbox(account.brand, order="waiting"))) == ["Bob", "Ana"]


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ({}, {"Open", "Quiet", "Mine"}),
        ({"state": "waiting"}, {"Open", "Mine"}),
        ({"state": "resolved"}, {"Done"}),
        ({"state": "all"}, {"Open", "Quiet", "Mine", "Done"}),
        ({"assignee": "me"}, {"Mine"}),
        ({"assignee": "nobody"}, {"Open", "Quiet"}),
        ({"state": "nonsense", "account": "x", "campaign": "-3", "assignee": "12"}, {"Open", "Quiet", "Mine"}),
    ],
)
def test_filters_are_in_the_address(sign_in, moderator, account, query, people):
    def make(name, **fields):
        factories.make_conversation(
            account=account, person=factories.make_person(brand=account.brand, network="talk", name=name), **fields
        )

    make("Open")
    make("Quiet", waiting_since=None)
    make("Mine", assignee=moderator)
    make("Done", state="resolved")
    assert set(shown(sign_in(moderator).get(inbox(account.brand, **query)))) == people


def test_filters_by_account_and_campaign(sign_in, moderator, account, conversation):
    other = factories.make_account(brand=account.brand, network="talk")
    factories.make_conversation(account=other, person=factories.make_person(brand=account.brand, network="talk", name="Bob"))
    client, campaign = sign_in(moderator), conversation.publication.variant.post.campaign
    assert shown(client.get(inbox(account.brand, account=other.pk))) == ["Bob"]
    assert shown(client.get(inbox(account.brand, campaign=campaign.pk))) == ["Zoé Lefèvre"]


@pytest.mark.parametrize("words", ["belgique", "LIVREZ bel", "lefevre", "zoe", "Zoé livrez-vous"])
def test_search_finds_words_and_people_without_accents_and_by_their_beginning(sign_in, moderator, conversation, words):
    found = shown(sign_in(moderator).get(inbox(conversation.brand, q=words)))
    assert found == (["Zoé Lefèvre"] if words != "Zoé livrez-vous" else [])


@pytest.mark.parametrize("words", ["suisse", "'", "&|!:*", "\x00", " "])
def test_search_for_what_is_not_there_shows_nothing_and_breaks_nothing(sign_in, moderator, conversation, words):
    response = sign_in(moderator).get(inbox(conversation.brand, q=words))
    assert response.status_code == 200
    assert shown(response) == ([] if words != " " else ["Zoé Lefèvre"])


def test_every_conversation_can_be_reached_page_by_page(sign_in, moderator, account):
    moment = clock.now() - timedelta(days=1)
    for number in range(95):
        person = factories.make_person(brand=account.brand, network="talk", name=f"P{number}")
        factories.make_conversation(account=account, person=person, at=moment + timedelta(minutes=number // 3))
    client = sign_in(moderator)
    for order in ("newest", "waiting"):
        seen, address = [], inbox(account.brand, order=order)
        while address:
            response = client.get(address)
            seen += shown(response)
            more = re.search(r'hx-get="([^"]*after=[^"]*)"', response.content.decode())
            address = more[1].replace("&amp;", "&") if more else ""
        assert len(seen) == len(set(seen)) == 95


def test_more_rows_come_as_a_fragment(sign_in, moderator, conversation):
    response = sign_in(moderator).get(inbox(conversation.brand), headers={"HX-Request": "true", "HX-Target": "more"})
    assert shown(response) == ["Zoé Lefèvre"]
    assert b"<html" not in response.content and b"inbox__filters" not in response.content


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJhIiwgImIiXQ", "WzEsMl0"])
def test_a_cursor_nobody_gave_out_shows_the_first_page(sign_in, moderator, conversation, cursor):
    assert shown(sign_in(moderator).get(inbox(conversation.brand, after=cursor))) == ["Zoé Lefèvre"]


def test_the_empty_inbox_says_what_will_come(sign_in, moderator, brand):
    assert "Connect an account first" in sign_in(moderator).get(inbox(brand)).content.decode()
    factories.make_account(brand=brand)
    assert "Nobody waits for you" in sign_in(moderator).get(inbox(brand)).content.decode()
    assert "No conversation fits" in sign_in(moderator).get(inbox(brand, q="x")).content.decode()


def test_news_are_announced_without_loading_the_page_again(sign_in, moderator, conversation):
    client, since = sign_in(moderator), (clock.now() - timedelta(hours=2)).isoformat()
    fresh = reverse("moderation:fresh", args=[conversation.brand.slug])
    assert "1 conversation has news" in client.get(fresh, {"since": since}).content.decode()
    assert client.get(fresh, {"since": clock.now().isoformat()}).content.strip() == b""
    assert client.get(fresh, {"since": "rubbish"}).content.strip() == b""


def test_the_list_takes_as_many_queries_for_many_as_for_few(sign_in, moderator, account, django_assert_max_num_queries):
    client = sign_in(moderator)
    client.get(inbox(account.brand))

    def make(count):
        for _number in range(count):
            factories.make_conversation(account=account, assignee=moderator)

    make(2)
    with django_assert_max_num_queries(12) as few:
        client.get(inbox(account.brand))
    make(60)
    with django_assert_max_num_queries(len(few)):
        client.get(inbox(account.brand))


# --- a conversation --------------------------------------------------------------------------------------------------
def test_a_conversation_shows_the_post_the_campaign_and_the_persons_other_conversations(
    sign_in, moderator, conversation, account
):
    factories.make_conversation(account=account, person=conversation.person, text="Et vos horaires ?")
    page = sign_in(moderator).get(url("conversation", conversation)).content.decode()
    for words in ("Nos bougies sont là", "Noël", "Et vos horaires ?", "zoe.example", "data-open"):
        assert words in page


def test_a_conversation_comes_alone_for_htmx_but_whole_when_history_is_restored(sign_in, moderator, conversation):
    client, headers = sign_in(moderator), {"HX-Request": "true", "HX-Target": "pane"}
    assert b"<html" not in client.get(url("conversation", conversation), headers=headers).content
    restored = client.get(url("conversation", conversation), headers={**headers, "HX-History-Restore-Request": "true"})
    assert b"<html" in restored.content


def test_a_long_conversation_can_be_read_to_its_beginning(sign_in, moderator, conversation):
    for number in range(150):
        factories.make_message(conversation=conversation, text=f"mot{number:03d}", at=clock.now() + timedelta(minutes=number))
    client, address, seen = sign_in(moderator), url("conversation", conversation), []
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r"mot\d{3}", page.split("inbox__messages")[1].split("inbox__reply")[0])
        more = re.search(r'href="(\?[^"]*earlier=[^"]*)"', page)
        address = url("conversation", conversation) + more[1].replace("&amp;", "&") if more else ""
    assert len(seen) == 150 and seen[0] == "mot090"


def test_public_and_private_look_different(sign_in, moderator, account, conversation):
    private = factories.make_conversation(account=account, private=True, kind="private")
    client = sign_in(moderator)
    public = client.get(url("conversation", conversation)).content.decode()
    assert "everybody can read it" in public and "reply--private" not in public
    assert "reply--private" in client.get(url("conversation", private)).content.decode()


def test_what_people_write_is_text_and_obeys_nothing(sign_in, moderator, account):
    text = "<script>alert(1)</script> \u202e txt.exe"
    factories.make_person(brand=account.brand, name="x")
    conversation = factories.make_conversation(account=account, text=text)
    Message.objects.update(url="javascript:alert(1)")
    page = sign_in(moderator).get(url("conversation", conversation)).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert "⟨U+202E⟩" in page
    assert "javascript:" not in page


def test_an_answer_is_sent_and_shown_on_its_way(sign_in, moderator, conversation):
    client = sign_in(moderator)
    response = client.post(url("answer", conversation), form(), follow=True)
    page = response.content.decode()
    assert "Oui, partout." in page and "Leaving…" in page
    assert Publication.objects.filter(origin__startswith="answer:").count() == 1


def test_a_double_click_sends_one_answer(sign_in, moderator, conversation):
    client, data = sign_in(moderator), form()
    client.post(url("answer", conversation), data)
    client.post(url("answer", conversation), data)
    assert Message.objects.filter(inbound=False).count() == 1


def test_answering_can_resolve_and_goes_on_to_the_next_one_with_the_same_filters(sign_in, moderator, conversation, account):
    following = factories.make_conversation(account=account, at=clock.now() - timedelta(hours=5))
    response = sign_in(moderator).post(url("answer", conversation) + "?order=waiting", form(resolve="1"))
    assert urlsplit(response.url).path == url("conversation", following)
    assert parse_qs(urlsplit(response.url).query) == {"order": ["waiting"]}
    conversation.refresh_from_db()
    assert not conversation.is_open


@pytest.mark.parametrize("text", ["", "   ", "x" * 501])
def test_an_answer_that_cannot_leave_comes_back_with_every_word(sign_in, moderator, conversation, text):
    response = sign_in(moderator).post(url("answer", conversation), form(text=text))
    page = response.content.decode()
    assert response.status_code == 422
    assert ("Write an answer first." in page) == (not text.strip())
    assert not text.strip() or (text in page and "501 of 500" in page)
    assert not Message.objects.filter(inbound=False).exists()


def test_who_was_overtaken_is_told_and_loses_no_word(sign_in, moderator, author, conversation):
    seen = Message.objects.latest("pk").pk
    sign_in(author).post(url("answer", conversation), form(text="Oui !", seen=seen))
    response = sign_in(moderator).post(url("answer", conversation), form(text="Bien sûr.", seen=seen))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Camille Auteur answered while you were writing" in page
    assert "Bien sûr." in page and "Oui !" in page
    again = re.search(r'name="seen" value="(\d+)"', page)[1]
    assert sign_in(moderator).post(url("answer", conversation), form(text="Bien sûr.", seen=again)).status_code == 302


def test_a_form_without_its_token_is_refused_without_losing_words(sign_in, moderator, conversation):
    response = sign_in(moderator).post(url("answer", conversation), {"text": "Oui.", "token": "old"})
    assert response.status_code == 422
    assert "too old to answer from" in response.content.decode() and "Oui." in response.content.decode()


@pytest.mark.parametrize(
    ("state", "fields", "words"),
    [
        ("published", {"remote_id": "a1", "remote_url": "https://toy.example/a1"}, ["Sent", "https://toy.example/a1"]),
        ("refused", {"reason": "The text is rude."}, ["Refused", "The text is rude."]),
        ("unconfirmed", {"asked_at": "2026-11-23T12:59:00Z"}, ["Unconfirmed", "It is there", "It is not there"]),
        ("planned", {"tries": 2, "reason": "503"}, ["Not sent yet: it is tried again"]),
    ],
)
def test_the_fate_of_an_answer_is_shown(sign_in, author, conversation, state, fields, words):
    client = sign_in(author)
    client.post(url("answer", conversation), form())
    if state == "published":
        fields["published_at"] = clock.now()
    Publication.objects.filter(origin__startswith="answer:").update(state=state, **fields)
    page = client.get(url("conversation", conversation)).content.decode()
    for word in words:
        assert word in page
    message = Message.objects.get(inbound=False)
    alone = client.get(url("sending", conversation, message.pk)).content.decode()
    assert ("hx-trigger" in alone) == (state == "planned")


def test_an_account_to_reconnect_says_so_in_place_of_the_reply_box(sign_in, moderator, conversation, account):
    account.state = "lost"
    account.save()
    page = sign_in(moderator).get(url("conversation", conversation)).content.decode()
    assert "must be reconnected" in page and 'name="text"' not in page


def test_the_counter_and_the_findings_follow_the_words(sign_in, moderator, conversation):
    client = sign_in(moderator)
    page = client.post(url("weigh", conversation), {"text": "x" * 450}).content.decode()
    assert "450 / 500" in page and 'data-state="near"' in page
    page = client.post(url("weigh", conversation), {"text": "x" * 501}).content.decode()
    assert 'data-state="over"' in page and "501 of 500" in page


def test_a_colleague_who_is_writing_is_seen(sign_in, moderator, author, conversation):
    sign_in(author).post(url("weigh", conversation), {"text": "Bon"})
    page = sign_in(moderator).get(url("conversation", conversation)).content.decode()
    assert "Camille Auteur is writing an answer" in page
    assert "is writing" not in sign_in(author).get(url("conversation", conversation)).content.decode()
    presence.has_written(conversation, author)
    assert "is writing" not in sign_in(moderator).get(url("pulse", conversation)).content.decode()


def test_the_pulse_says_that_something_new_was_said(sign_in, moderator, conversation):
    seen = Message.objects.latest("pk").pk
    client = sign_in(moderator)
    assert client.get(url("pulse", conversation), {"seen": seen}).content.strip() == b""
    factories.make_message(conversation=conversation)
    assert "A new message came in" in client.get(url("pulse", conversation), {"seen": seen}).content.decode()


# --- acts ------------------------------------------------------------------------------------------------------------
def test_assigning_resolving_and_opening_again(sign_in, moderator, author, conversation):
    client = sign_in(moderator)
    client.post(url("assign", conversation), {"member": author.pk})
    conversation.refresh_from_db()
    assert conversation.assignee == author
    client.post(url("assign", conversation), {"member": ""})
    client.post(url("resolve", conversation))
    conversation.refresh_from_db()
    assert (conversation.assignee, conversation.state, conversation.waiting_since) == (None, "resolved", None)
    client.post(url("reopen", conversation))
    conversation.refresh_from_db()
    assert conversation.is_open
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["conversation.assigned"] * 2 + ["conversation.resolved", "conversation.reopened"]


def test_nobody_who_may_not_answer_is_given_a_conversation(sign_in, moderator, reader, stranger, conversation):
    for member in (reader, stranger):
        sign_in(moderator).post(url("assign", conversation), {"member": member.pk})
        conversation.refresh_from_db()
        assert conversation.assignee is None


def test_resolving_what_a_colleague_has_just_resolved_says_so(sign_in, moderator, conversation):
    Conversation.objects.update(state="resolved")
    response = sign_in(moderator).post(url("resolve", conversation), follow=True)
    assert "A colleague was first" in response.content.decode()


def test_resolving_the_last_one_leads_back_to_the_list(sign_in, moderator, conversation):
    assert sign_in(moderator).post(url("resolve", conversation)).url == inbox(conversation.brand)


def test_a_note_is_kept_on_the_person(sign_in, moderator, conversation):
    client = sign_in(moderator)
    client.post(url("note", conversation), {"note": "Cliente depuis 2019"})
    assert "Cliente depuis 2019" in client.get(url("conversation", conversation)).content.decode()
    client.post(url("note", conversation), {"note": "x" * 2001})
    conversation.person.refresh_from_db()
    assert conversation.person.note == "Cliente depuis 2019"


# --- who may ---------------------------------------------------------------------------------------------------------
def test_the_inbox_is_for_those_who_may_read_it(sign_in, reader, analyst, stranger, conversation):
    for member, status in ((reader, 403), (analyst, 403), (stranger, 404)):
        assert sign_in(member).get(inbox(conversation.brand)).status_code == status
        assert sign_in(member).get(url("conversation", conversation)).status_code == status
        assert sign_in(member).post(url("answer", conversation), form()).status_code == status


def test_an_expert_answers_but_does_not_moderate(sign_in, brand, conversation):
    expert = factories.make_member(brand=brand, roles=["expert"])
    client = sign_in(expert)
    assert client.post(url("answer", conversation), form()).status_code == 302
    for act in ("assign", "resolve", "reopen", "note"):
        assert client.post(url(act, conversation)).status_code == 403


def test_a_conversation_of_another_brand_does_not_exist(sign_in, stranger, conversation):
    client = sign_in(stranger)
    foreign = [stranger.brand.slug, conversation.pk]
    for name in ("conversation", "pulse", "post_conversations"):
        assert client.get(reverse(f"moderation:{name}", args=foreign)).status_code == 404
    for name in ("answer", "weigh", "assign", "resolve", "reopen", "note"):
        assert client.post(reverse(f"moderation:{name}", args=foreign), form()).status_code == 404
    assert shown(client.get(inbox(stranger.brand, state="all"))) == []


# --- parts of other pages --------------------------------------------------------------------------------------------
def test_a_post_shows_what_was_said_about_it(sign_in, moderator, conversation, post):
    page = sign_in(moderator).get(reverse("moderation:post_conversations", args=[post.brand.slug, post.pk]))
    assert shown(page) == ["Zoé Lefèvre"] and "1 conversation" in page.content.decode()


def test_today_shows_who_waits_longest(sign_in, moderator, account):
    for hours in range(1, 9):
        person = factories.make_person(brand=account.brand, network="talk", name=f"{hours} h")
        factories.make_conversation(account=account, person=person, at=clock.now() - timedelta(hours=hours))
    today = reverse("moderation:today", args=[account.brand.slug])
    response = sign_in(moderator).get(today)
    assert shown(response) == ["8 h", "7 h", "6 h", "5 h", "4 h"] and "See all 8" in response.content.decode()
    Conversation.objects.update(waiting_since=None)
    assert "every message has its answer" in sign_in(moderator).get(today).content.decode()
