"""What is done on the network from a conversation: to a message, to the person."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from lib.pages import answer
from moderation import acting
from moderation.models import Conversation, Message
from moderation.views.inbox import find
from team.access import BrandRequest, requires
from team.rights import Right

SAID = {
    "like": _("Liked."),
    "unlike": _("Not liked any more."),
    "hide": _("Hidden from those who read there."),
    "unhide": _("Shown again."),
    "block": _("Blocked."),
    "unblock": _("Blocked no more."),
}


@require_POST
@requires(Right.MODERATE)
def act(request: BrandRequest, pk: int, message: int, act: str) -> HttpResponse:
    """Like or hide a message, or take that back."""
    row = _message(request, pk, message)
    if not acting.is_for(row, act):
        raise Http404
    undo = reverse("moderation:act", args=[request.brand.slug, pk, message, acting.UNDO[act]])
    _tell(request, lambda: acting.do(row, act, by=request.member), str(SAID[act]), undo)
    return _back(request, row.conversation, row)


@requires(Right.MODERATE)
def delete(request: BrandRequest, pk: int, message: int) -> HttpResponse:
    """Take a message away from the network, once a person has read what that is."""
    row = _message(request, pk, message)
    if row.gone_at is None and acting.DELETE not in acting.offered(row, row.conversation):
        raise Http404
    if request.method == "POST":
        _tell(request, lambda: acting.do(row, acting.DELETE, by=request.member), str(_("Deleted on the network.")))
        return _back(request, row.conversation, row)
    return answer(request, "moderation/delete.html", {"message": row, "conversation": row.conversation})


@require_POST
@requires(Right.MODERATE)
def person(request: BrandRequest, pk: int, act: str) -> HttpResponse:
    """Keep the person away from the account, or let them come back."""
    conversation = find(request, pk)
    if act not in acting.PEOPLE or not conversation.account.network.can(act):
        raise Http404
    undo = reverse("moderation:person", args=[request.brand.slug, pk, acting.UNDO[act]])
    _tell(request, lambda: acting.do_with_person(conversation, act, by=request.member), str(SAID[act]), undo)
    return _back(request, conversation)


def _message(request: BrandRequest, pk: int, message: int) -> Message:
    conversation = find(request, pk)
    row = get_object_or_404(conversation.messages.select_related("publication"), pk=message)
    row.conversation = conversation
    return row


def _tell(request: BrandRequest, do: Callable[[], None], said: str, undo: str = "") -> None:
    try:
        do()
        messages.success(request, said, extra_tags=undo)
    except acting.NotDone as refusal:
        messages.error(request, str(refusal))


def _back(request: BrandRequest, conversation: Conversation, message: Message | None = None) -> HttpResponse:
    where = reverse("moderation:conversation", args=[request.brand.slug, conversation.pk], query=request.GET)
    return redirect(where + (f"#message-{message.pk}" if message else ""))
