"""What the community charter has ready for a conversation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from moderation import prepared
from moderation.views.inbox import find
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.ANSWER)
def replies(request: BrandRequest, pk: int) -> HttpResponse:
    """The prepared replies, for the answer box."""
    found = prepared.replies(find(request, pk), request.build_absolute_uri("/").rstrip("/"))
    return render(request, "moderation/_prepared.html", {"replies": found})


@requires(Right.READ_INBOX)
def ladder(request: BrandRequest, pk: int) -> HttpResponse:
    """The rules and what comes next with the person."""
    conversation = find(request, pk)
    return render(request, "moderation/_ladder.html", {"conversation": conversation, "steps": prepared.steps(conversation)})


@require_POST
@requires(Right.MODERATE)
def measure(request: BrandRequest, pk: int) -> HttpResponse:
    """Note that the next step of a rule's ladder was taken."""
    conversation, refusal = find(request, pk), ""
    try:
        prepared.take(conversation, request.POST.get("rule", ""), request.POST.get("step", ""), by=request.member)
    except prepared.NotOnLadder as error:
        refusal = str(error)
    if not request.htmx:
        if refusal:
            messages.error(request, refusal)
        return redirect("moderation:conversation", request.brand.slug, pk)
    context = {"conversation": conversation, "steps": prepared.steps(conversation), "refusal": refusal}
    return render(request, "moderation/_ladder.html", context)
