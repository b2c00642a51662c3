"""What is done on the network to what was said there, and to who said it: like, hide, take away, keep away."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from lib import clock
from lib.answers import Lost, NotReached
from lib.crypto import WrongKey
from moderation.models import Conversation, Message
from networks.base import AccessLost, Busy, Connection, Declined
from networks.incoming import Author
from networks.outcomes import Trouble
from networks.parcels import Ref
from publishing.accounts import accounts, asking
from publishing.models import Account
from team import audit
from team.models import Membership

MARKS = {"like": ("liked_at", True), "unlike": ("liked_at", False), "hide": ("hidden_at", True), "unhide": ("hidden_at", False)}
DELETE = "delete"
PEOPLE = {"block": True, "unblock": False}
UNDO = {"like": "unlike", "unlike": "like", "hide": "unhide", "unhide": "hide", "block": "unblock", "unblock": "block"}


class NotDone(Exception):
    """The network did not do it; the text is a sentence for the person."""


class Gone(NotDone):
    """It is not on the network any more."""


def offered(message: Message, conversation: Conversation) -> list[str]:
    """The acts that can be done to a message as it stands now, in the order in which they are shown."""
    network = conversation.account.network
    if message.gone_at or not message.ref.id or conversation.account.state != Account.State.CONNECTED:
        return []
    acts = [("unlike" if message.liked_at else "like"), ("unhide" if message.hidden_at else "hide")] if message.inbound else []
    if not conversation.publication or conversation.private:
        acts = [act for act in acts if act not in ("hide", "unhide")]
    ours_to_delete = not message.inbound or (network.deletes_comments and conversation.publication is not None)
    return [act for act in (*acts, *([DELETE] if ours_to_delete else [])) if network.can(act)]


def is_for(message: Message, act: str) -> bool:
    """Whether an act can be done to such a message at all, however it stands: what a second press asks for again counts."""
    return act in MARKS and message.inbound and bool(message.ref.id) and message.conversation.account.network.can(act)


def offered_with_person(conversation: Conversation) -> str:
    """What can be done with the person on the network: "block", "unblock", or "" for nothing."""
    act = "unblock" if conversation.blocked_at else "block"
    able = conversation.account.network.can(act) and conversation.account.state == Account.State.CONNECTED
    return act if able else ""


def do(message: Message, act: str, *, by: Membership) -> None:
    """Do a known act to a message; what is so already stays so. Raises NotDone, Gone when it is not there any more."""
    conversation, network = message.conversation, message.conversation.account.network
    post = conversation.publication
    about = Ref(post.remote_id, post.remote_url, post.remote_extra) if post else message.ref
    args = (message.ref, about) if act in ("hide", "unhide") else (message.ref,)
    try:
        _ask(conversation.account, lambda connection: getattr(network, act)(connection, *args))
    except Gone:
        _note(message, "gone", by, gone_at=clock.now())
        raise
    field, done = ("gone_at", True) if act == DELETE else MARKS[act]
    _note(message, act, by, **{field: clock.now() if done else None})


@transaction.atomic
def _note(message: Message, act: str, by: Membership, **fields: object) -> None:
    Message.objects.filter(pk=message.pk).update(**fields)
    person, conversation = message.conversation.person, message.conversation_id
    audit.record(f"message.{act}", person, by=by, conversation=conversation, message=message.pk)


def do_with_person(conversation: Conversation, act: str, *, by: Membership) -> None:
    """Keep the person from speaking to the account, or let them speak again. Raises NotDone."""
    network, person = conversation.account.network, conversation.person
    author = Author(person.remote_id, person.handle, person.name, url=person.url)
    _ask(conversation.account, lambda connection: getattr(network, act)(connection, author))
    with transaction.atomic():
        theirs = Conversation.objects.filter(account=conversation.account_id, person=person)
        theirs.update(blocked_at=clock.now() if PEOPLE[act] else None)
        audit.record(f"person.{act}", person, by=by, conversation=conversation.pk, account=str(conversation.account))


def _ask(account: Account, question: Callable[[Connection], None]) -> None:
    """Ask the network now; what it does not do is NotDone, with a sentence."""
    label = {"network": account.network.label}
    try:
        asking.once(account, question)
    except (AccessLost, WrongKey) as error:
        accounts.mark_lost(account, str(error))
        raise NotDone(_("%(account)s must be reconnected first; nothing was changed.") % {"account": account}) from error
    except Declined as refusal:
        if refusal.trouble is Trouble.GONE:
            raise Gone(_("It is not on %(network)s any more.") % label) from refusal
        raise NotDone(str(refusal)) from refusal
    except (Busy, NotReached, Lost) as error:
        words = _("%(network)s does not answer at the moment; look there whether it was done, or try again.")
        raise NotDone(words % label) from error
