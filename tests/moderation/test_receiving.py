"""Taking in what the community says."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from moderation.models import Conversation, Message, Person
from moderation.receiving import receive
from networks.incoming import Author
from tests import factories
from tests.concurrency import at_once
from tests.moderation.talk import NOE, NOON, ZOE, batch, said


def test_a_reply_is_joined_to_the_post_and_its_campaign(account, publication, post):
    receive(account, batch(said("m1", about="post-1")))
    conversation = Conversation.objects.get()
    assert conversation.publication == publication
    assert conversation.publication.variant.post.campaign.name == "Noël"
    assert (conversation.person.name, conversation.brand) == ("Zoé Lefèvre", account.brand)


def test_the_same_batch_twice_is_kept_once(account):
    assert len(receive(account, batch(said("m1"), said("m2", minutes=1)))) == 2
    assert receive(account, batch(said("m1"), said("m2", minutes=1))) == []
    assert Message.objects.count() == 2


def test_a_message_that_a_batch_brings_twice_is_kept_once(account):
    assert len(receive(account, batch(said("m1"), said("m1")))) == 1


def test_the_same_id_on_two_accounts_are_two_messages(account, brand):
    other = factories.make_account(brand=brand, network="talk", remote_id="us-too")
    receive(account, batch(said("m1")))
    receive(other, batch(said("m1")))
    assert Message.objects.count() == 2
    assert Person.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_keep_a_message_once(account):
    brought = at_once(8, lambda: len(receive(account, batch(said("m1"), said("m2", minutes=1, author=NOE)))))
    assert sorted(brought) == [0] * 7 + [2]
    assert (Message.objects.count(), Conversation.objects.count(), Person.objects.count()) == (2, 2, 2)


def test_the_database_itself_refuses_a_message_twice(account):
    message = receive(account, batch(said("m1")))[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(
            conversation=message.conversation, account=account, inbound=True, kind="reply", remote_id="m1", text="", at=NOON
        )


def test_one_person_about_one_post_is_one_thread(account, publication):
    receive(account, batch(said("m1", about="post-1"), said("m2", about="post-1", minutes=2)))
    receive(account, batch(said("m3", about="post-1", minutes=9, text="Et en Suisse ?")))
    conversation = Conversation.objects.get()
    assert conversation.messages.count() == 3
    assert conversation.preview == "Et en Suisse ?"
    assert conversation.last_message_at == NOON + timedelta(minutes=9)
    assert conversation.started_at == conversation.waiting_since == NOON


def test_two_people_about_one_post_are_two_threads(account, publication):
    receive(account, batch(said("m1", about="post-1"), said("m2", about="post-1", author=NOE)))
    assert Conversation.objects.filter(publication=publication).count() == 2


def test_one_person_about_two_posts_are_two_threads(account, publication):
    factories.make_publication(account=account, state="published", remote_id="post-2")
    receive(account, batch(said("m1", about="post-1"), said("m2", about="post-2")))
    assert Conversation.objects.count() == 2


def test_what_is_said_in_private_is_a_thread_of_its_own(account):
    receive(account, batch(said("m1", kind="mention"), said("m2", kind="private", minutes=1)))
    assert sorted(Conversation.objects.values_list("private", flat=True)) == [False, True]


def test_who_is_answered_and_writes_back_stays_in_the_thread(account, publication):
    first = receive(account, batch(said("m1", kind="mention")))[0]
    answer = factories.make_publication(account=account, state="published", remote_id="answer-1")
    Message.objects.create(
        conversation=first.conversation, account=account, inbound=False, kind="mention", text="Oui", at=NOON, publication=answer
    )
    receive(account, batch(said("m2", minutes=5, parent="answer-1", about="answer-1")))
    assert Conversation.objects.get().messages.count() == 3


def test_somebody_else_who_joins_a_thread_has_their_own_about_the_same_post(account, publication):
    receive(account, batch(said("m1", about="post-1"), said("m2", author=NOE, parent="m1", minutes=1)))
    threads = Conversation.objects.order_by("pk")
    assert [thread.publication for thread in threads] == [publication, publication]
    assert [thread.person.handle for thread in threads] == ["zoe.example", "noe.example"]


def test_a_new_message_opens_a_resolved_conversation_again(account):
    receive(account, batch(said("m1")))
    Conversation.objects.update(state="resolved", waiting_since=None, last_answered_at=NOON + timedelta(minutes=1))
    receive(account, batch(said("m2", minutes=5)))
    conversation = Conversation.objects.get()
    assert conversation.is_open and conversation.waiting_since == NOON + timedelta(minutes=5)


def test_a_message_that_comes_in_late_but_was_said_before_our_answer_waits_for_nobody(account):
    receive(account, batch(said("m1")))
    Conversation.objects.update(state="resolved", waiting_since=None, last_answered_at=NOON + timedelta(minutes=9))
    receive(account, batch(said("m2", minutes=5)))
    conversation = Conversation.objects.get()
    assert not conversation.is_open and conversation.waiting_since is None
    assert conversation.messages.count() == 2


def test_our_answer_sent_from_here_is_not_kept_twice(account):
    first = receive(account, batch(said("m1")))[0]
    answer = factories.make_publication(account=account, state="published", remote_id="answer-1")
    Message.objects.create(
        conversation=first.conversation, account=account, inbound=False, kind="reply", text="Oui", at=NOON, publication=answer
    )
    us = Author(id="us", handle="maisonlune")
    assert receive(account, batch(said("answer-1", "Oui", author=us, parent="m1", minutes=1))) == []
    assert Message.objects.count() == 2


def test_our_answer_that_is_still_on_its_way_is_not_kept_twice(account):
    first = receive(account, batch(said("m1")))[0]
    answer = factories.make_publication(account=account, state="unconfirmed")
    Message.objects.create(
        conversation=first.conversation, account=account, inbound=False, kind="reply", text="Oui !", at=NOON, publication=answer
    )
    us = Author(id="us", handle="maisonlune")
    assert receive(account, batch(said("seen-there", "Oui !", author=us, parent="m1", minutes=1))) == []


def test_what_we_answered_on_the_network_itself_counts_as_our_answer(account):
    us = Author(id="us", handle="maisonlune")
    receive(account, batch(said("m1"), said("native", "Oui", author=us, parent="m1", minutes=7)))
    conversation = Conversation.objects.get()
    assert [message.inbound for message in conversation.messages.order_by("at")] == [True, False]
    assert conversation.waiting_since is None
    assert conversation.first_answered_at == NOON + timedelta(minutes=7)
    assert Person.objects.count() == 1


def test_our_own_posts_are_no_messages(account, publication):
    us = Author(id="us", handle="maisonlune")
    assert receive(account, batch(said("post-1", author=us), said("elsewhere", author=us))) == []


def test_a_kind_nobody_knows_is_kept_with_what_came(account):
    receive(account, batch(said("m1", kind="super-like-of-the-day", raw={"type": "super", "n": [1, None]})))
    message = Message.objects.get()
    assert message.kind == "super-like-o"
    assert message.raw == {"type": "super", "n": [1, None]}


def test_text_that_a_database_cannot_keep_does_not_stop_the_batch(account):
    poison = Author(id="z\x00", handle="\ud800", name="Zo\x00é")
    receive(account, batch(said("m1", "avant\x00après\ud800", author=poison, raw={"a\x00": "b\x00"}), said("m2", minutes=1)))
    assert sorted(Message.objects.values_list("text", flat=True))[1] == "avantaprès"
    assert Message.objects.get(remote_id="m1").raw == {"a": "b"}


def test_a_clock_that_is_ahead_does_not_put_a_message_in_the_future(account):
    receive(account, batch(said("m1", minutes=60 * 24 * 365)))
    assert Conversation.objects.get().last_message_at == NOON + timedelta(hours=1)


def test_what_was_said_long_before_the_account_was_connected_waits_for_nobody(account):
    receive(account, batch(said("old", minutes=-60 * 24 * 40)))
    conversation = Conversation.objects.get()
    assert not conversation.is_open and conversation.waiting_since is None
    receive(account, batch(said("new")))
    conversation.refresh_from_db()
    assert conversation.is_open and conversation.waiting_since == NOON


def test_names_of_people_are_kept_up_to_date(account):
    receive(account, batch(said("m1")))
    receive(account, batch(said("m2", author=Author(id=ZOE.id, handle="zoe.new", name="Zoé L."))))
    assert (Person.objects.get().handle, Person.objects.get().name) == ("zoe.new", "Zoé L.")


def test_receiving_asks_the_database_the_same_number_of_times_for_many_as_for_few(
    account, publication, django_assert_max_num_queries
):
    def messages(start, count):
        authors = [Author(id=f"p{start + n}", handle=f"p{start + n}") for n in range(count)]
        return batch(*(said(f"m{start + n}", author=authors[n], about="post-1") for n in range(count)))

    with django_assert_max_num_queries(14) as few:
        receive(account, messages(0, 2))
    with django_assert_max_num_queries(len(few)):
        receive(account, messages(100, 60))
