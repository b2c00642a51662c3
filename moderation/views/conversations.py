"""What is done with one conversation."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lib.findings import by_weight
from lib.pages import answer as page
from lib.states import NoSuchMove, StaleState
from moderation import answering, handling, listing, presence
from moderation.forms import AnswerForm, AssignForm, NoteForm
from moderation.listing import Filters
from moderation.models import Conversation, Message, Person
from moderation.views.inbox import find, list_context, thread_context
from team.access import BrandRequest, requires
from team.rights import Right


@require_POST
@requires(Right.ANSWER)
def answer(request: BrandRequest, pk: int) -> HttpResponse:
    """Send an answer; what could not leave comes back with the reason and every word that was typed."""
    conversation, filters = find(request, pk), Filters.read(request.GET)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _again(request, conversation, filters, form)
    following = listing.next_after(conversation, filters, request.member) if form.cleaned_data["resolve"] else None
    try:
        answering.answer(conversation, by=request.member, **form.cleaned_data)
    except answering.CannotAnswer as error:
        for finding in error.findings:
            form.add_error("text", finding.sentence)
        return _again(request, conversation, filters, form)
    presence.has_written(conversation, request.member)
    if form.cleaned_data["resolve"]:
        messages.success(request, _("Answered and resolved."))
        return _to(request, following, filters)
    return _to(request, conversation, filters)


def _again(request: BrandRequest, conversation: Conversation, filters: Filters, form: AnswerForm) -> HttpResponse:
    context = {"filters": filters, "query": filters.address(), **list_context(request, filters)}
    context |= thread_context(request, conversation, form)
    return page(request, "moderation/inbox.html", context, status=422)


@require_POST
@requires(Right.ANSWER)
def weigh(request: BrandRequest, pk: int) -> HttpResponse:
    """The counters of an answer that is being written, and what there is to say about it. The member counts as writing."""
    conversation, text = find(request, pk), request.POST.get("text", "")[:20_000]
    if text.strip():
        presence.is_writing(conversation, request.member)
    context = {
        "conversation": conversation,
        "counters": answering.counters_of(conversation.account, text),
        "findings": by_weight(answering.findings_of(conversation.account, text)) if text.strip() else [],
    }
    return page(request, "moderation/_weigh.html", context)


@requires(Right.READ_INBOX)
def pulse(request: BrandRequest, pk: int) -> HttpResponse:
    """Who else is writing here, and whether something was said since the page was made."""
    conversation = find(request, pk)
    seen = int(request.GET["seen"]) if request.GET.get("seen", "").isdecimal() else 0
    context = {
        "conversation": conversation,
        "seen": seen,
        "query": Filters.read(request.GET).address(),
        "news": conversation.messages.filter(pk__gt=seen).count(),
        "writing": presence.others_writing(conversation, request.member, handling.assignable(request.brand)),
    }
    return page(request, "moderation/_pulse.html", context)


@requires(Right.READ_INBOX)
def sending(request: BrandRequest, pk: int, message: int) -> HttpResponse:
    """How an answer stands on its way out."""
    row = get_object_or_404(
        Message.objects.select_related("publication__account__brand", "author__user"),
        pk=message, conversation=pk, conversation__brand=request.brand, inbound=False,
    )  # fmt: skip
    context = {"message": row, "conversation": row.conversation, "polled": True}
    return page(request, "moderation/_message.html", context)


@require_POST
@requires(Right.MODERATE)
def assign(request: BrandRequest, pk: int) -> HttpResponse:
    """Give the conversation to a member, or to nobody."""
    conversation, form = find(request, pk), AssignForm(request.POST)
    number = form.cleaned_data["member"] if form.is_valid() else None
    to = next((member for member in handling.assignable(request.brand) if member.pk == number), None)
    handling.assign(conversation, to, by=request.member)
    return _to(request, conversation, Filters.read(request.GET))


@require_POST
@requires(Right.MODERATE)
def resolve(request: BrandRequest, pk: int) -> HttpResponse:
    """Close the conversation and go on to the next one."""
    conversation, filters = find(request, pk), Filters.read(request.GET)
    following = listing.next_after(conversation, filters, request.member)
    if _moved(request, lambda: handling.resolve(conversation, by=request.member)):
        undo = reverse("moderation:reopen", args=[request.brand.slug, pk])
        messages.success(request, _("Resolved: %(person)s.") % {"person": conversation.person}, extra_tags=undo)
    return _to(request, following, filters)


@require_POST
@requires(Right.MODERATE)
def reopen(request: BrandRequest, pk: int) -> HttpResponse:
    """Open the conversation again."""
    conversation = find(request, pk)
    _moved(request, lambda: handling.reopen(conversation, by=request.member))
    return _to(request, conversation, Filters.read(request.GET))


@require_POST
@requires(Right.MODERATE)
def note(request: BrandRequest, pk: int) -> HttpResponse:
    """Keep a note on the person of a conversation."""
    conversation, form = find(request, pk), NoteForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("A note has at most %(most)d characters; nothing was changed.") % {"most": handling.LONGEST_NOTE}
        )
    else:
        person = get_object_or_404(Person, pk=conversation.person_id, brand=request.brand)
        handling.note(person, form.cleaned_data["note"], by=request.member)
    return _to(request, conversation, Filters.read(request.GET))


@require_POST
@requires(Right.WRITE, Right.ANSWER)
def note_idea(request: BrandRequest, pk: int, message: int) -> HttpResponse:
    """Put what was said on the board of ideas."""
    conversation = find(request, pk)
    row = get_object_or_404(conversation.messages, pk=message, inbound=True)
    row.conversation = conversation
    handling.note_idea(row, by=request.member)
    messages.success(request, _("Noted among the ideas."))
    return _to(request, conversation, Filters.read(request.GET))


def _moved(request: BrandRequest, move: Callable[[], None]) -> bool:
    """Do it; False, and a word to the person, when a colleague was first."""
    try:
        move()
    except (StaleState, NoSuchMove):
        messages.info(request, _("A colleague was first: look at how it stands now."))
        return False
    return True


def _to(request: BrandRequest, conversation: Conversation | None, filters: Filters) -> HttpResponse:
    """On to that conversation, or to the list, with the same filters."""
    name, args = ("moderation:conversation", [conversation.pk]) if conversation else ("moderation:inbox", [])
    query = filters.address()
    return redirect(reverse(name, args=[request.brand.slug, *args]) + (f"?{query}" if query else ""))
