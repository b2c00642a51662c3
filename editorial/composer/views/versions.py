"""The versions of a post: comparing them, and taking one back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial.composer import history
from editorial.models import PostState, PostVersion
from editorial.refusals import Refusal
from editorial.views import found, posts
from lib import numbers
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.VIEW)
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """What the post said at each save, and what changed."""
    post, number = found.post(request, pk), _number(request)
    context = history.shown(post, request.member, number=number, against_now="now" in request.GET)
    if number is not None and context["chosen"] is None:
        raise Http404
    return render(request, "editorial/versions.html", context)


@requires(Right.WRITE)
@require_POST
def take(request: BrandRequest, pk: int, number: int) -> HttpResponse:
    """Let the post say again what it said then."""
    post = found.post(request, pk)
    was_approved = post.state == PostState.APPROVED
    revision = numbers.number(request.POST.get("revision"))
    try:
        kept = history.take_back(post, number, by=request.member, revision=revision)
    except PostVersion.DoesNotExist as gone:
        raise Http404 from gone
    except StaleState:
        messages.warning(request, posts.changed())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        asks = was_approved and kept.state != PostState.APPROVED
        said = _("Version %(number)d is back, and asks for approval again.") if asks else _("Version %(number)d is back.")
        messages.success(request, said % {"number": number})
        return posts.back_to(request, kept)
    return redirect("editorial:versions", request.brand.slug, post.pk)


def _number(request: HttpRequest) -> int | None:
    """The number in the address; None for none. A text that is no number names no version."""
    asked = request.GET.get("version", "")
    if not asked:
        return None
    return int(asked) if asked.isdecimal() and len(asked) < 9 else -1
