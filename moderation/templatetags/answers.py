"""How messages and answers are said on pages."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaigns.models import Campaign
from lib.text import shown
from moderation import acting
from moderation.listing import ORDERS, Filters
from moderation.models import Conversation, Message
from networks.incoming import Kind
from publishing.models import Account, State

register = template.Library()
LEAVING = {State.PLANNED, State.CLAIMED, State.SENDING}
FAILED = {State.UNCONFIRMED, State.HELD, State.REFUSED, State.MISSED}


@register.filter
def leaving(message: Message) -> bool:
    """Whether the answer is on its way out."""
    return message.publication is not None and message.publication.state in LEAVING


@register.filter
def failed(message: Message) -> bool:
    """Whether the answer needs somebody."""
    return message.publication is not None and message.publication.state in FAILED


@register.filter
def sending_label(message: Message) -> str:
    """How the answer stands, in words."""
    publication = message.publication
    if publication is None:
        return ""
    if publication.state == State.PLANNED and publication.tries:
        return _("Not sent yet: it is tried again")
    return {
        State.PLANNED: _("Leaving…"),
        State.CLAIMED: _("Leaving…"),
        State.SENDING: _("Leaving…"),
        State.PUBLISHED: pgettext("an answer", "Sent"),
    }.get(State(publication.state), str(State(publication.state).label))


@register.simple_tag
def acts_on(message: Message, conversation: Conversation) -> list[str]:
    """What can be done to the message on its network."""
    return acting.offered(message, conversation)


@register.simple_tag
def act_with_person(conversation: Conversation) -> str:
    """What can be done with the person there."""
    return acting.offered_with_person(conversation)


@register.filter
def kind_label(message: Message) -> str:
    """What kind of message it is, for the kinds that are not plain replies."""
    return {
        Kind.REPLY: pgettext("kind of message", "reply"),
        Kind.MENTION: _("mentions us"),
        Kind.PRIVATE: _("private message"),
        Kind.REVIEW: pgettext("kind of message", "review"),
    }.get(message.kind, _("message of another kind"))  # type: ignore[call-overload]


@register.filter
def visible(text: str) -> str:
    """The text with its control and direction characters shown instead of obeyed."""
    return shown(text)


@register.filter
def is_web(url: str) -> bool:
    """Whether an address that a network gave may be made a link."""
    return url.startswith(("https://", "http://"))


@register.simple_tag
def address(filters: Filters, **changes: Any) -> str:
    """The query of an address with these filters and changes."""
    return filters.address(**changes)


@register.simple_tag
def without(filters: Filters, name: str) -> str:
    """The query of an address with one filter less."""
    return filters.without(name)


@register.simple_tag
def narrowing(filters: Filters, accounts: Iterable[Account], campaigns: Iterable[Campaign]) -> list[tuple[str, str]]:
    """What is filtered or sorted otherwise than as usual: names of filters, and what they say."""
    said = {
        "words": _("“%(words)s”") % {"words": filters.words} if filters.words else "",
        "account": next((str(account) for account in accounts if account.pk == filters.account), ""),
        "campaign": next((str(campaign) for campaign in campaigns if campaign.pk == filters.campaign), ""),
        "assignee": {"me": _("Mine"), "nobody": _("Nobody’s")}.get(filters.assignee, ""),
        "order": str(ORDERS[filters.order]) if filters.order != "newest" else "",
    }
    return [(name, label) for name, label in said.items() if label]
