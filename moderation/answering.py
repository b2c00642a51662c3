"""Answering the community: written here, carried out of the house by the post office, once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Min
from django.utils.translation import gettext as _

from charter import checks
from lib import clock
from lib.findings import Blocker, Finding, by_weight
from lib.text import one_line
from moderation.models import CONVERSATION_FLOW, Conversation, ConversationState, Message
from networks.parcels import Parcel, Ref
from networks.rules import Counter, counters
from publishing.engine import planning
from publishing.letters import payloads
from publishing.letters.letters import Letter
from publishing.models import Account
from publishing.models import State as Sending
from team import audit
from team.models import Membership

FAILED = [Sending.REFUSED, Sending.MISSED, Sending.CANCELLED]


class CannotAnswer(Exception):
    """The answer does not leave; `findings` say why, in sentences for a person."""

    def __init__(self, findings: Sequence[Finding]):
        super().__init__(" ".join(finding.sentence for finding in findings))
        self.findings = list(findings)


class Overtaken(CannotAnswer):
    """A colleague answered since the page was read."""


def counters_of(account: Account, text: str) -> list[Counter]:
    """The counters of an answer on that account, as the person who writes sees them."""
    return counters(account.network.rules_for(account.limits), text, reply=True)


def findings_of(account: Account, text: str) -> list[Finding]:
    """What the account's network and the brand's charter have to say about an answer, worst first."""
    against = account.network.findings(Parcel("", text, reply_to=Ref("")), account.limits)
    return by_weight([*against, *checks.findings(account.brand, text)])


def last_said(conversation: Conversation) -> Message | None:
    """The newest message of the person, which an answer replies to; None when they said nothing that can be answered.

    What is gone from its network cannot be.
    """
    return conversation.messages.filter(inbound=True, gone_at=None).exclude(remote_id="").order_by("-at", "-pk").first()


@transaction.atomic
def answer(
    conversation: Conversation,
    *,
    by: Membership,
    text: str,
    token: UUID | None = None,
    seen: int | None = None,
    resolve: bool = False,
) -> Message:
    """Answer the newest message of the conversation; the answer leaves at once, and the person waits no longer.

    The same `token` again gives the first answer and sends nothing. `seen` is the newest message of the page that the
    answer was written on. `resolve` closes the conversation. Raises CannotAnswer with findings, Overtaken when a
    colleague answered since `seen`.
    """
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if token and (first := Message.objects.filter(token=token, conversation=conversation).first()):
        return first
    account, to = conversation.account, last_said(conversation)
    _refuse_what_cannot_leave(conversation, to, text, seen)
    message = Message.objects.create(
        conversation=conversation,
        account=account,
        inbound=False,
        kind=conversation.kind,
        text=text,
        at=clock.now(),
        author=by,
        token=token,
    )
    letter = Letter(text=text, language=to.language, reply_to=to.ref)  # type: ignore[union-attr]
    try:
        message.publication = planning.plan_now(account, letter, origin=f"answer:{message.pk}")
    except payloads.Unfit as error:
        raise CannotAnswer(error.findings) from error
    message.save(update_fields=["publication"])
    _note(conversation, message.at, text)
    audit.record("conversation.answered", conversation.person, by=by, conversation=conversation.pk, message=message.pk)
    if resolve and conversation.is_open:
        CONVERSATION_FLOW.move(conversation, ConversationState.RESOLVED)
    return message


def _refuse_what_cannot_leave(conversation: Conversation, to: Message | None, text: str, seen: int | None) -> None:
    account = conversation.account
    if to is None:
        raise CannotAnswer([Blocker("answer.nothing", _("There is no message to answer in this conversation."))])
    if account.state != Account.State.CONNECTED:
        sentence = _("%(account)s must be reconnected before anybody can answer from it.") % {"account": account}
        raise CannotAnswer([Blocker("answer.account", sentence)])
    blockers = [finding for finding in findings_of(account, text) if isinstance(finding, Blocker)]
    if blockers:
        raise CannotAnswer(blockers)
    other = overtaking(conversation, seen)
    if other:
        sentence = _("%(who)s answered while you were writing. Read it, then send yours if it still helps.")
        raise Overtaken([Blocker("answer.overtaken", sentence % {"who": other.author or account.handle})])


def overtaking(conversation: Conversation, seen: int | None) -> Message | None:
    """An answer of ours that came after the message `seen`; None when there is none."""
    if seen is None:
        return None
    return conversation.messages.filter(inbound=False, pk__gt=seen).select_related("author__user").order_by("-pk").first()


def _note(conversation: Conversation, at: datetime, text: str) -> None:
    """Write down that we answered: nobody waits any more."""
    conversation.waiting_since = None
    conversation.first_answered_at = conversation.first_answered_at or at
    conversation.last_answered_at = conversation.last_message_at = at
    conversation.preview = one_line(text, 200)
    conversation.save(update_fields=["waiting_since", "first_answered_at", "last_answered_at", "last_message_at", "preview"])


def settle_failures() -> int:
    """Make good for answers that failed, or went after all: who waits again, who waits no more. Returns how many changed.

    A failed answer opens its conversation again once: who resolves it afterwards has seen it.
    """
    failed = Message.objects.filter(publication__state__in=FAILED, came_back=False)
    gone_after_all = Message.objects.filter(publication__state=Sending.PUBLISHED, came_back=True)
    changed = [*failed.values_list("pk", flat=True)[:200], *gone_after_all.values_list("pk", flat=True)[:200]]
    for pk in changed:
        _weigh_again(pk)
    return len(changed)


@transaction.atomic
def _weigh_again(pk: int) -> None:
    """Work out from the messages whether anybody waits, and note for which end of the answer that was done."""
    message = Message.objects.select_related("publication").get(pk=pk)
    conversation = Conversation.objects.select_for_update().get(pk=message.conversation_id)
    failed = message.publication is not None and message.publication.state in FAILED
    Message.objects.filter(pk=pk).update(came_back=failed)
    stand = conversation.messages.filter(inbound=False).exclude(publication__state__in=FAILED)
    answered = stand.aggregate(first=Min("at"), last=Max("at"))
    unanswered = conversation.messages.filter(inbound=True)
    if answered["last"]:
        unanswered = unanswered.filter(at__gt=answered["last"])
    waiting_since = unanswered.aggregate(since=Min("at"))["since"]
    Conversation.objects.filter(pk=conversation.pk).update(
        waiting_since=waiting_since, first_answered_at=answered["first"], last_answered_at=answered["last"]
    )
    if waiting_since and not conversation.is_open:
        CONVERSATION_FLOW.move(conversation, ConversationState.OPEN)
