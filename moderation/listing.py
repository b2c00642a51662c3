"""The list of conversations: which ones, in which order, page by page; the filters are what stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib.pages import Keyset, Page
from lib.search import query_for
from moderation.models import Conversation, ConversationState, Message, Person
from team.models import Brand, Membership

SIZE = 40
NEVER = datetime(9000, 1, 1, tzinfo=UTC)  # sorts those who do not wait behind those who do
STATES = {
    "open": pgettext_lazy("conversations", "To do"),
    "waiting": pgettext_lazy("conversations", "Unanswered"),
    "resolved": pgettext_lazy("conversations", "Resolved"),
    "all": pgettext_lazy("conversations", "All"),
}
ORDERS = {"newest": _("Newest first"), "waiting": _("Longest waiting first")}
NOBODYS = Q(assignee=None) | Q(assignee__left_at__isnull=False, state=ConversationState.OPEN)
NEWEST = Keyset("-last_message_at", "-pk", size=SIZE)
WAITING = Keyset("waits", "pk", size=SIZE)


@dataclass(frozen=True)
class Filters:
    """What of the inbox is shown. `assignee` is "me", "nobody" or ""; accounts and campaigns are numbers or None."""

    state: str = "open"
    order: str = "newest"
    account: int | None = None
    campaign: int | None = None
    assignee: str = ""
    words: str = ""

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> "Filters":
        """The filters of an address; what it says wrongly counts as not said."""
        return cls(
            state=_one_of(query.get("state"), STATES, "open"),
            order=_one_of(query.get("order"), ORDERS, "newest"),
            account=_number(query.get("account")),
            campaign=_number(query.get("campaign")),
            assignee=_one_of(query.get("assignee"), ("me", "nobody"), ""),
            words=str(query.get("q") or "").strip()[:200],
        )

    def address(self, **changes: Any) -> str:
        """The query of an address with these filters, those as usual left out."""
        usual, said = Filters(), {**vars(self), **changes}
        names = {"words": "q"}
        return urlencode({names.get(key, key): value for key, value in said.items() if value != getattr(usual, key)})

    def without(self, name: str) -> str:
        """The query of an address with one filter less."""
        return self.address(**{name: getattr(Filters(), name)})

    @property
    def narrowed(self) -> bool:
        """Whether more than the state is filtered."""
        return bool(self.account or self.campaign or self.assignee or self.words)


def _one_of(value: Any, choices: Any, usual: str) -> str:
    return value if value in choices else usual


def _number(value: Any) -> int | None:
    return int(value) if str(value or "").isascii() and str(value or "").isdigit() and len(str(value)) < 18 else None


def chosen(brand: Brand, filters: Filters, member: Membership) -> QuerySet[Conversation]:
    """The brand's conversations that the filters let through, in no order."""
    rows = brand.conversations.all()
    if filters.state == "waiting":
        rows = rows.filter(waiting_since__isnull=False)
    elif filters.state != "all":
        rows = rows.filter(state=ConversationState(filters.state))
    if filters.account:
        rows = rows.filter(account=filters.account)
    if filters.campaign:
        rows = rows.filter(publication__variant__post__campaign=filters.campaign)
    if filters.assignee:
        rows = rows.filter(Q(assignee=member) if filters.assignee == "me" else NOBODYS)
    if filters.words:
        rows = rows.filter(_found(brand, filters.words))
    return rows


def _found(brand: Brand, text: str) -> Q:
    query = query_for(text)
    if query is None:
        return Q(pk=None)
    said = Message.objects.filter(account__brand=brand, words=query).values("conversation")
    return Q(pk__in=said) | Q(person__in=Person.objects.filter(brand=brand, words=query))


def _ordered(rows: QuerySet[Conversation], filters: Filters) -> tuple[QuerySet[Conversation], Keyset]:
    if filters.order == "waiting":
        return rows.annotate(waits=Coalesce("waiting_since", Value(NEVER))), WAITING
    return rows, NEWEST


def page(brand: Brand, filters: Filters, member: Membership, after: str = "") -> Page:
    """A page of conversations with all that their rows show."""
    rows, keyset = _ordered(chosen(brand, filters, member), filters)
    return keyset.page(rows.select_related("person", "account", "assignee__user"), after)


def next_after(conversation: Conversation, filters: Filters, member: Membership) -> Conversation | None:
    """The conversation that follows in the list, else the first of the list; None when there is no other."""
    rows, keyset = _ordered(chosen(conversation.brand, filters, member), filters)
    rows = rows.exclude(pk=conversation.pk)
    if filters.order == "waiting":
        conversation.waits = conversation.waiting_since or NEVER  # type: ignore[attr-defined]
    following = keyset.page(rows, keyset.cursor(conversation)).rows
    return next(iter(following or keyset.page(rows).rows), None)


def newer_than(brand: Brand, filters: Filters, member: Membership, moment: datetime) -> int:
    """How many of the filtered conversations got a message from their person after that moment."""
    rows = chosen(brand, filters, member).filter(last_message_at__gt=moment)
    return rows.filter(Q(last_answered_at=None) | Q(last_answered_at__lt=moment)).count()
