"""Answering the community."""

import uuid
from datetime import timedelta

import pytest

from lib import clock
from moderation import answering
from moderation.models import Conversation, Message
from moderation.receiving import receive
from publishing.models import Publication
from team.models import AuditEntry
from tests import factories
from tests.concurrency import at_once
from tests.moderation.talk import NOON, batch, said


@pytest.fixture
def conversation(account, publication):
    receive(account, batch(said("m1", about="post-1"), said("m2", about="post-1", minutes=3, text="Et en Suisse ?")))
    return Conversation.objects.get()


def answers():
    return Publication.objects.filter(origin__startswith="answer:")


def test_an_answer_leaves_at_once_as_a_reply_to_the_newest_message(conversation, moderator):
    message = answering.answer(conversation, by=moderator, text="Oui, partout en Europe.")
    publication = answers().get()
    assert message.publication == publication
    assert publication.origin == f"answer:{message.pk}"
    assert publication.text == "Oui, partout en Europe."
    assert publication.payload["reply_to"] == {"id": "m2", "url": "https://toy.example/m2", "extra": {"root": "post-1"}}
    assert publication.due_at <= clock.now()


def test_who_was_answered_waits_no_longer(conversation, moderator):
    answering.answer(conversation, by=moderator, text="Oui.")
    conversation.refresh_from_db()
    assert conversation.waiting_since is None
    assert conversation.first_answered_at == conversation.last_answered_at == clock.now()
    assert conversation.is_open
    assert conversation.ours_is_last


def test_the_first_answer_stays_the_first(conversation, moderator, later):
    answering.answer(conversation, by=moderator, text="Oui.")
    first = clock.now()
    later.shift(timedelta(minutes=5))
    answering.answer(conversation, by=moderator, text="Et c’est offert.")
    conversation.refresh_from_db()
    assert conversation.first_answered_at == first


def test_an_answer_can_resolve_the_conversation(conversation, moderator):
    answering.answer(conversation, by=moderator, text="Oui.", resolve=True)
    conversation.refresh_from_db()
    assert not conversation.is_open


def test_the_same_form_sent_twice_makes_one_answer(conversation, moderator):
    token = uuid.uuid4()
    first = answering.answer(conversation, by=moderator, text="Oui.", token=token)
    assert answering.answer(conversation, by=moderator, text="Oui.", token=token) == first
    assert answers().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_answer(conversation, moderator):
    token = uuid.uuid4()
    made = at_once(6, lambda: answering.answer(conversation, by=moderator, text="Oui.", token=token, seen=10**9).pk)
    assert len(set(made)) == 1
    assert answers().count() == Message.objects.filter(inbound=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_colleagues_who_answer_at_once_one_is_told(conversation, moderator, author):
    seen = Message.objects.latest("pk").pk
    people = iter([moderator, author])

    def act():
        try:
            answering.answer(conversation, by=next(people), text="Oui.", seen=seen)
        except answering.Overtaken as error:
            return str(error)
        return ""

    told = at_once(2, act)
    assert sorted(bool(sentence) for sentence in told) == [False, True]
    assert answers().count() == 1


def test_a_text_that_is_too_long_is_refused_with_a_sentence_and_nothing_is_kept(conversation, moderator):
    with pytest.raises(answering.CannotAnswer, match="501 of 500"):
        answering.answer(conversation, by=moderator, text="x" * 501)
    assert not answers().exists()
    assert not Message.objects.filter(inbound=False).exists()


def test_nobody_answers_from_an_account_that_must_be_reconnected(conversation, moderator, account):
    account.state = "lost"
    account.save()
    with pytest.raises(answering.CannotAnswer, match="must be reconnected"):
        answering.answer(conversation, by=moderator, text="Oui.")


def test_an_answer_is_in_the_audit_log(conversation, moderator):
    answering.answer(conversation, by=moderator, text="Oui.")
    entry = AuditEntry.objects.get(verb="conversation.answered")
    assert (entry.user, entry.brand, entry.subject) == (moderator.user, conversation.brand, "Zoé Lefèvre")
    assert "Oui" not in str(entry.details)


def failed(conversation, moderator, state="refused"):
    message = answering.answer(conversation, by=moderator, text="Oui.", resolve=True)
    Publication.objects.filter(pk=message.publication.pk).update(state=state)
    return message


@pytest.mark.parametrize("state", ["refused", "missed", "cancelled"])
def test_a_failed_answer_puts_the_person_back_among_those_who_wait(conversation, moderator, state):
    failed(conversation, moderator, state)
    assert answering.settle_failures() == 1
    conversation.refresh_from_db()
    assert conversation.is_open
    assert conversation.waiting_since == NOON
    assert conversation.first_answered_at is None


def test_a_failed_answer_opens_its_conversation_once(conversation, moderator):
    failed(conversation, moderator)
    answering.settle_failures()
    Conversation.objects.update(state="resolved", waiting_since=None)
    assert answering.settle_failures() == 0
    conversation.refresh_from_db()
    assert not conversation.is_open


def test_an_answer_that_went_after_all_ends_the_wait_again(conversation, moderator):
    message = failed(conversation, moderator)
    answering.settle_failures()
    Publication.objects.filter(pk=message.publication.pk).update(state="published", remote_id="a1", published_at=clock.now())
    assert answering.settle_failures() == 1
    conversation.refresh_from_db()
    assert conversation.waiting_since is None
    assert conversation.first_answered_at == message.at


def test_a_failed_answer_after_one_that_went_leaves_only_what_came_since_waiting(conversation, moderator, account, later):
    good = answering.answer(conversation, by=moderator, text="Oui.")
    Publication.objects.filter(pk=good.publication.pk).update(state="published", remote_id="a1", published_at=clock.now())
    later.shift(timedelta(minutes=20))
    receive(account, batch(said("m3", about="post-1", minutes=70)))
    failed(conversation, moderator)
    answering.settle_failures()
    conversation.refresh_from_db()
    assert conversation.waiting_since == NOON + timedelta(minutes=70)
    assert conversation.first_answered_at == good.at


def test_the_counter_counts_what_the_network_counts_for_replies(account):
    counter = answering.counters_of(account, "é" * 450)[0]
    assert (counter.used, counter.limit, counter.level) == (450, 500, "near")


def test_a_word_the_charter_forbids_stops_an_answer(conversation, moderator, monkeypatch):
    from lib.findings import Blocker

    monkeypatch.setattr(answering.checks, "findings", lambda brand, text: [Blocker("charter", "“cheap” is never used")])
    with pytest.raises(answering.CannotAnswer, match="never used"):
        answering.answer(conversation, by=moderator, text="It is cheap")


def test_a_conversation_without_a_message_that_can_be_answered_says_so(account, moderator):
    conversation = factories.make_conversation(account=account)
    conversation.messages.all().delete()
    with pytest.raises(answering.CannotAnswer, match="no message to answer"):
        answering.answer(conversation, by=moderator, text="Oui.")
