"""What is done on the network from the inbox: to a message, to who said it."""

import pytest
from django.urls import reverse

from moderation import acting, answering
from moderation.models import Conversation
from networks.base import AccessLost, Busy, Declined
from networks.outcomes import Trouble
from publishing.models import Account
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(account, publication):
    return factories.make_conversation(account=account, publication=publication, text="Arnaque !")


@pytest.fixture
def message(conversation):
    return conversation.messages.get()


@pytest.fixture
def press(sign_in, moderator, conversation):
    """Press one of the buttons of the conversation; what the page then says."""
    client = sign_in(moderator)

    def press(name, *args):
        address = reverse(f"moderation:{name}", args=[conversation.brand.slug, conversation.pk, *args])
        return client.post(address, follow=True).content.decode()

    return press


@pytest.mark.parametrize(
    ("act", "back", "field", "target"),
    [("like", "unlike", "liked_at", "{id}"), ("hide", "unhide", "hidden_at", "{id} below post-1")],
)
def test_a_message_is_liked_or_hidden_on_its_network_and_that_is_taken_back(press, message, script, act, back, field, target):
    said = press("act", message.pk, act)
    message.refresh_from_db()
    assert getattr(message, field) and reverse("moderation:act", args=[message.account.brand.slug, message.conversation_id,
        message.pk, back]) in said  # fmt: skip
    press("act", message.pk, back)
    message.refresh_from_db()
    assert getattr(message, field) is None
    assert script.acts == [(act, target.format(id=message.remote_id)), (back, target.format(id=message.remote_id))]
    assert message.account.brand.audit_entries.filter(verb__in=[f"message.{act}", f"message.{back}"]).count() == 2


def test_a_message_is_deleted_only_after_a_page_that_says_what_that_is(press, sign_in, moderator, message, script):
    address = reverse("moderation:delete", args=[message.account.brand.slug, message.conversation_id, message.pk])
    page = sign_in(moderator).get(address).content.decode()
    assert "cannot be brought back" in page and "Arnaque !" in page and script.acts == []
    said = press("delete", message.pk)
    assert script.acts == [("delete", message.remote_id)]
    assert "deleted on the network" in said and "Arnaque !" in said, "it stays readable here"


def test_an_answer_of_ours_is_deleted_by_the_id_it_has_on_the_network(press, conversation, author, script):
    sent = factories.make_publication(account=conversation.account, state="published", remote_id="answer-1")
    ours = factories.make_message(conversation=conversation, inbound=False, author=author, publication=sent)
    press("delete", ours.pk)
    assert script.acts == [("delete", "answer-1")]


def test_what_is_gone_on_the_network_already_is_marked_and_offers_nothing_more(press, message, script):
    script.refusal = Declined("gone", Trouble.GONE)
    said = press("act", message.pk, "hide")
    message.refresh_from_db()
    assert "It is not on Talk any more." in said and "deleted on the network" in said
    assert answering.last_said(message.conversation) is None, "nobody answers what is gone"
    assert message.gone_at and not message.hidden_at and acting.offered(message, message.conversation) == []


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (Declined("A right is missing.", Trouble.PERMISSION), "A right is missing."),
        (Busy("later"), "does not answer at the moment"),
        (AccessLost("revoked"), "must be reconnected first; nothing was changed"),
    ],
)
def test_what_the_network_does_not_do_is_said_and_changes_nothing(press, message, script, refusal, words):
    script.refusal = refusal
    assert words in press("act", message.pk, "hide")
    message.refresh_from_db()
    assert message.hidden_at is None
    lost = isinstance(refusal, AccessLost)
    assert Account.objects.get().state == ("lost" if lost else "connected")


def test_a_person_is_kept_away_in_all_their_conversations_with_the_account_and_let_back(press, conversation, script):
    other = factories.make_conversation(account=conversation.account, person=conversation.person)
    assert "Unblock on Talk" in press("person", "block")
    assert all(row.blocked_at for row in Conversation.objects.all()) and other.person == conversation.person
    press("person", "unblock")
    assert not any(row.blocked_at for row in Conversation.objects.all())
    assert script.acts == [("block", conversation.person.remote_id), ("unblock", conversation.person.remote_id)]


def test_only_what_the_network_can_is_offered(account, publication):
    account.network_name = "bluesky"
    row = factories.make_conversation(account=account, publication=publication)
    assert acting.offered(row.messages.get(), row) == ["like", "hide"]
    account.network_name = "mastodon"
    assert acting.offered(row.messages.get(), row) == ["like"]
    account.network_name = "instagram"
    assert acting.offered(row.messages.get(), row) == ["hide", "delete"]
    assert acting.offered_with_person(row) == ""
    row.publication = None
    assert acting.offered(row.messages.get(), row) == []
    account.state = "lost"
    row.publication = publication
    assert acting.offered(row.messages.get(), row) == []


@pytest.mark.parametrize(("name", "args"), [("act", ["erase"]), ("act", ["block"]), ("person", ["hide"])])
def test_an_act_that_nobody_knows_does_not_exist(sign_in, moderator, message, script, name, args):
    middle = [message.pk] if name == "act" else []
    address = reverse(f"moderation:{name}", args=[message.account.brand.slug, message.conversation_id, *middle, *args])
    assert sign_in(moderator).post(address).status_code == 404 and script.acts == []


@pytest.mark.parametrize("such", [{"inbound": False}, {"remote_id": ""}])
def test_the_network_is_not_asked_about_a_message_of_ours_nor_one_that_it_does_not_have(
    sign_in, moderator, message, script, such
):
    type(message).objects.filter(pk=message.pk).update(**such)
    address = reverse("moderation:act", args=[message.account.brand.slug, message.conversation_id, message.pk, "like"])
    assert sign_in(moderator).post(address).status_code == 404 and script.acts == []


def test_who_may_not_moderate_is_offered_nothing(sign_in, conversation, reader, brand):
    member = factories.make_member(brand=brand, roles=["expert"])
    page = sign_in(member).get(reverse("moderation:conversation", args=[brand.slug, conversation.pk])).content.decode()
    assert "Arnaque !" in page and "/like/" not in page and "/block/" not in page
