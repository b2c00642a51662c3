"""Parts of other pages."""

from django.db.models import Min
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from lib.pages import answer
from team.access import BrandRequest, requires
from team.rights import Right

FEW = 5


@requires(Right.READ_INBOX)
def of_post(request: BrandRequest, pk: int) -> HttpResponse:
    """What was said about a post, newest first."""
    post = get_object_or_404(request.brand.posts, pk=pk)
    rows = request.brand.conversations.filter(publication__variant__post=post)
    context = {
        "post": post,
        "rows": rows.select_related("person", "account", "assignee__user").order_by("-last_message_at")[:FEW],
        "count": rows.count(),
    }
    return answer(request, "moderation/_of_post.html", context)


@requires(Right.READ_INBOX)
def today(request: BrandRequest) -> HttpResponse:
    """Who waits longest for an answer."""
    waiting = request.brand.conversations.filter(waiting_since__isnull=False)
    context = {
        "rows": waiting.select_related("person", "account", "assignee__user").order_by("waiting_since", "pk")[:FEW],
        "count": waiting.count(),
        "oldest": waiting.aggregate(oldest=Min("waiting_since"))["oldest"],
    }
    return answer(request, "moderation/_today.html", context)
