"""Links without account, for members: making, looking at and ending them."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from editorial.approval import links, steps, waiting
from editorial.approval.link_forms import LinkForm
from editorial.models import Link, LinkPost, Post, PostState
from editorial.refusals import Refusal
from lib.numbers import numbers
from lib.pages import Keyset, answer, sent
from team import mail
from team.access import BrandRequest, requires
from team.limits import too_many
from team.rights import Right

PAGES = Keyset("-created_at", "-id", size=50)
HOURLY = 60  # links of one person
DAYS = 7


@requires(Right.WRITE, Right.APPROVE)
def show(request: BrandRequest) -> HttpResponse:
    """The links of the brand, the newest first, and what their readers answered."""
    items = Prefetch("items", LinkPost.objects.select_related("post"))
    rows = request.brand.approval_links.annotate(posts=Count("items")).prefetch_related(items)
    return answer(request, "editorial/links.html", {"page": PAGES.page(rows, request.GET.get("after", ""))})


@requires(Right.WRITE, Right.APPROVE)
@never_cache
def make(request: BrandRequest) -> HttpResponse:
    """Make a link to some posts. Without an address it is shown this once; where no mail leaves, to who runs the brand too."""
    posts = _chosen(request)
    start = {"days": DAYS, "language": request.brand.language, **_asked(posts)}
    form = LinkForm(sent(request), steps=_steps(request, posts), initial=start)
    if request.method == "POST" and form.is_valid():
        made = _make(request, form, posts)
        if made is not None:
            return made
    others = list(waiting.posts_of(request.brand).exclude(pk__in=[post.pk for post in posts])[: links.MOST])
    context = {"form": form, "posts": posts, "others": others}
    return answer(request, "editorial/link_new.html", context, status=422 if form.errors else 200)


@requires(Right.WRITE, Right.APPROVE)
@require_POST
def revoke(request: BrandRequest, pk: int) -> HttpResponse:
    """End a link at once."""
    links.revoke(get_object_or_404(request.brand.approval_links, pk=pk), by=request.member)
    messages.success(request, _("The link does not open any more."))
    return redirect("editorial:links", request.brand.slug)


def _make(request: BrandRequest, form: LinkForm, posts: Sequence[Post]) -> HttpResponse | None:
    """Make and mail it; None when it may not be, with the reason on the form."""
    values = dict(form.cleaned_data)
    message = values.pop("message")
    if too_many("make-link", request.user.pk, most=HOURLY, seconds=3600):
        form.add_error(None, _("You have made many links within the hour: try again a little later."))
        return None
    try:
        link, secret = links.make(posts, by=request.member, **values)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    unsent = bool(link.email) and not mail.leaves() and request.member.may(Right.BRAND)
    if unsent or not link.email:
        context = {"link": link, "url": links.address(secret), "unsent": unsent}
        return answer(request, "editorial/link_made.html", context)
    _mail(request, link, secret, message)
    return redirect("editorial:links", request.brand.slug)


def _mail(request: BrandRequest, link: Link, secret: str, message: str) -> None:
    """Mail the link, and say what became of it; one that nobody can get is ended."""
    email = {"email": link.email}
    if not links.send(link, secret, message=message):
        links.revoke(link, by=request.member)
        messages.error(request, _("The mail could not be sent, so the link was ended. Try again in a few minutes."))
    elif mail.leaves():
        messages.success(request, _("The link is on its way to %(email)s.") % email)
    else:
        messages.warning(request, _("This installation sends no mail yet: the letter to %(email)s is only in its log.") % email)


def _chosen(request: BrandRequest) -> list[Post]:
    """The posts that were chosen, in the order in which they leave."""
    given = (request.POST if request.method == "POST" else request.GET).getlist("post")
    chosen = numbers(given)[: links.MOST]
    posts = (
        request.brand.posts.filter(pk__in=chosen).exclude(state=PostState.ARCHIVED).select_related("brand", "campaign", "rule")
    )
    return sorted(posts, key=lambda post: (post.planned_for is None, post.planned_for, post.pk))


def _asked(posts: Sequence[Post]) -> dict[str, Any]:
    """The step the posts are at, and the address it names, when it is one."""
    asked = [steps.of_rule(post.rule)[post.step - 1 :] for post in posts if post.state == PostState.SUBMITTED]
    guests = {guest for step in asked for guest in (step[0].guests if step else ())}
    return {"step": max((post.step for post in posts), default=1), "email": guests.pop() if len(guests) == 1 else ""}


def _steps(request: BrandRequest, posts: Sequence[Post]) -> int:
    """How many steps the posts have at most."""
    rules = [post.rule if post.state == PostState.SUBMITTED else steps.rule_of(request.brand, post.campaign) for post in posts]
    return max((len(steps.of_rule(rule)) for rule in rules), default=1)
