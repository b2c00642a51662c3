"""The inbox: the list of conversations, and beside it the one that is read."""

import uuid
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.dateparse import parse_datetime

from campaigns.models import Campaign
from lib import clock
from lib.pages import answer
from moderation import answering, handling, listing, presence, threads
from moderation.forms import AnswerForm
from moderation.listing import Filters
from moderation.models import Conversation
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.READ_INBOX)
def show(request: BrandRequest, pk: int | None = None) -> HttpResponse:
    """The list, and the conversation that is read beside it; for htmx only the part that it asks for."""
    part = request.htmx.target if request.htmx and not request.htmx.history_restore_request else None
    filters = Filters.read(request.GET)
    context: dict[str, Any] = {"filters": filters, "query": filters.address(), "now": clock.now()}
    if part != "pane":
        context |= list_context(request, filters, whole=part != "more")
    if pk is not None:
        context |= thread_context(request, find(request, pk))
    fragment = {"pane": "pane", "more": "rows"}.get(part or "", "")
    return answer(request, "moderation/inbox.html", context, fragment=fragment)


@requires(Right.READ_INBOX)
def fresh(request: BrandRequest) -> HttpResponse:
    """How many conversations have news since the list was made."""
    filters = Filters.read(request.GET)
    since = _moment(request.GET.get("since", ""))
    count = listing.newer_than(request.brand, filters, request.member, since)
    return answer(request, "moderation/_fresh.html", {"count": count, "query": filters.address(), "since": since})


def find(request: BrandRequest, pk: int) -> Conversation:
    """The brand's conversation. Raises Http404."""
    try:
        return threads.find(request.brand, pk)
    except Conversation.DoesNotExist:
        raise Http404 from None


def list_context(request: BrandRequest, filters: Filters, *, whole: bool = True) -> dict[str, Any]:
    """What the list shows; `whole` with the choices of its filters."""
    context: dict[str, Any] = {"page": listing.page(request.brand, filters, request.member, request.GET.get("after", ""))}
    if whole:
        context["accounts"] = request.brand.accounts.order_by("network_name", "handle")
        context["campaigns"] = Campaign.objects.filter(brand=request.brand, archived_at=None).order_by("-starts_on", "name")
        context["states"], context["orders"] = listing.STATES, listing.ORDERS
        context["waiting"] = request.brand.conversations.filter(waiting_since__isnull=False).count()
    return context


def thread_context(
    request: BrandRequest, conversation: Conversation, form: AnswerForm | None = None, **more: Any
) -> dict[str, Any]:
    """What the thread and the column beside it show; `form` is an answer that could not leave."""
    colleagues = handling.assignable(request.brand)
    return {
        "thread": threads.read(conversation, request.GET.get("earlier", "")),
        "conversation": conversation,
        "colleagues": colleagues,
        "writing": presence.others_writing(conversation, request.member, colleagues),
        "form": form or AnswerForm(),
        "token": uuid.uuid4(),
        "counters": answering.counters_of(conversation.account, form.data.get("text", "") if form else ""),
        **more,
    }


def _moment(text: str) -> datetime:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    return moment if moment and moment.tzinfo else datetime.now(UTC)
