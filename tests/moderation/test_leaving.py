"""A conversation of somebody who has left the brand is nobody's, and is seen as such."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moderation import handling, listing
from moderation.listing import Filters
from moderation.models import Conversation
from team import members
from tests import factories
from tests.moderation.test_inbox import inbox, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(account) -> Conversation:
    person = factories.make_person(brand=account.brand, network="talk", name="Zoé Lefèvre")
    return factories.make_conversation(account=account, person=person)


@pytest.fixture
def left(conversation, author, admin) -> Conversation:
    """Given to the author, who then leaves."""
    handling.assign(conversation, author, by=admin)
    members.remove(author, by=admin)
    return Conversation.objects.select_related("assignee__user").get(pk=conversation.pk)


def found(conversation, member, assignee: str) -> bool:
    rows = listing.chosen(conversation.brand, Filters(assignee=assignee, state="all"), member)
    return rows.filter(pk=conversation.pk).exists()


def test_what_somebody_had_who_left_is_nobodys(left, author, moderator):
    assert (left.holder, left.left_by) == (None, author)
    assert found(left, moderator, "nobody")


def test_what_a_colleague_has_stays_theirs(conversation, moderator, admin):
    handling.assign(conversation, moderator, by=admin)
    assert (conversation.holder, conversation.left_by) == (moderator, None)
    assert not found(conversation, moderator, "nobody") and found(conversation, moderator, "me")


def test_the_list_and_the_conversation_say_since_when(sign_in, moderator, left):
    client = sign_in(moderator)
    assert "nobody’s since Camille Auteur left" in client.get(inbox(left.brand)).content.decode()
    assert "nobody’s since Camille Auteur left" in client.get(url("conversation", left)).content.decode()
    moderator.user.language = "fr"
    moderator.user.save()
    assert "non attribuée depuis un départ (Camille Auteur)" in client.get(inbox(left.brand)).content.decode()


def test_it_can_be_given_to_somebody_else(sign_in, moderator, left):
    sign_in(moderator).post(url("assign", left), {"member": moderator.pk})
    left = Conversation.objects.get(pk=left.pk)
    assert (left.holder, left.left_by) == (moderator, None)


def test_what_was_resolved_keeps_the_name_of_who_had_it(left, author, moderator):
    handling.resolve(left, by=moderator)
    assert (left.holder, left.left_by) == (author, None)
    assert not found(left, moderator, "nobody")
    handling.reopen(left, by=moderator)
    assert left.left_by == author and found(left, moderator, "nobody")


def test_the_list_costs_as_many_queries_with_people_who_left(sign_in, moderator, left):
    client, costs = sign_in(moderator), []
    for _size in range(2):
        client.get(inbox(left.brand))
        with CaptureQueriesContext(connection) as queries:
            client.get(inbox(left.brand))
        costs.append(len(queries))
        for number in range(3):
            member = factories.make_member(brand=left.brand, name=f"Gone {number}")
            factories.make_conversation(
                account=left.account,
                assignee=member,
                person=factories.make_person(brand=left.brand, network="talk", name=f"P{number}"),
            )
            member.left_at = left.started_at
            member.save()
    assert costs[0] == costs[1]
