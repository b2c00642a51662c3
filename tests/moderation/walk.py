"""How the walk opens the addresses of the inbox."""

import uuid

from team.models import Membership
from tests import factories
from tests.walk import get, post


def conversation(member: Membership) -> list[int]:
    return [factories.make_conversation(account=factories.make_account(brand=member.brand)).pk]


def answer(member: Membership) -> list[int]:
    row = factories.make_conversation(account=factories.make_account(brand=member.brand))
    return [row.pk, factories.make_message(conversation=row, inbound=False).pk]


def a_message(member: Membership) -> list[int]:
    row = factories.make_conversation(account=factories.make_account(brand=member.brand))
    return [row.pk, row.messages.get().pk]


def an_act(member: Membership) -> list[int | str]:
    return [*a_message(member), "like"]


def a_message_below_a_post(member: Membership) -> list[int]:
    post = factories.make_publication(account=factories.make_account(brand=member.brand, network="facebook"), remote_id="1")
    row = factories.make_conversation(account=post.account, publication=post)
    return [row.pk, row.messages.get().pk]


def a_block(member: Membership) -> list[int | str]:
    return [*conversation(member), "block"]


def a_post(member: Membership) -> list[int]:
    return [factories.make_post(brand=member.brand).pk]


LINES = {
    "moderation:inbox": get(),
    "moderation:fresh": get(),
    "moderation:today": get(),
    "moderation:post_conversations": get(a_post),
    "moderation:conversation": get(conversation),
    "moderation:answer": post(conversation, text="Oui.", token=str(uuid.uuid4())),
    "moderation:prepared": get(conversation),
    "moderation:ladder": get(conversation),
    "moderation:measure": post(conversation, rule="", step=""),
    "moderation:weigh": post(conversation, text="Oui."),
    "moderation:pulse": get(conversation),
    "moderation:sending": get(answer),
    "moderation:assign": post(conversation, member=""),
    "moderation:resolve": post(conversation),
    "moderation:reopen": post(conversation),
    "moderation:note_idea": post(a_message),
    "moderation:act": post(an_act),
    "moderation:delete": get(a_message_below_a_post),
    "moderation:person": post(a_block),
    "moderation:note": post(conversation, note="Cliente fidèle"),
}
