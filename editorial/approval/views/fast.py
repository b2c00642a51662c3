"""The fast track of a post: making it exceptional, and an ordinary one again."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from editorial.approval import fast, steps
from editorial.models import Post, PostState
from editorial.refusals import Refusal
from editorial.views import found, posts
from lib.pages import answer
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.WRITE)
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """Who approves an exceptional post; sent, it is one."""
    post = found.post(request, pk)
    if request.method == "POST":
        return _set(request, post)
    rule = post.rule if post.state == PostState.SUBMITTED else steps.rule_of(request.brand, post.campaign)
    context = {"post": post, "people": fast.approvers(post), "allowed": rule is None or rule.fast}
    return answer(request, "editorial/fast.html", context, fragment="dialog")


def _set(request: BrandRequest, post: Post) -> HttpResponse:
    wanted = request.POST.get("approver", "")
    approver = next((member for member in fast.approvers(post) if str(member.pk) == wanted), None)
    try:
        if "end" in request.POST:
            fast.end(post, by=request.member)
            messages.success(request, _("It is a post like others again."))
        else:
            fast.make(post, approver, by=request.member)
            messages.success(request, _("It is exceptional now."))
    except StaleState:
        messages.warning(request, posts.changed())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return posts.back_to(request, post)
