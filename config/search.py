"""What the palette finds on the server: campaigns, posts, ideas, pictures and people of the community by their words."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lib.search import query_for
from lib.templatetags.ui import state_icon
from team.access import BrandRequest, requires
from team.rights import Right

EACH = 5
LONGEST = 100  # characters of a question that are read

Entry = dict[str, str]


@requires(Right.VIEW)
@require_safe
def find(request: BrandRequest) -> HttpResponse:
    """Up to five of each kind that the member may read, as the palette's entries."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    if len(words) < 2:
        return JsonResponse({"entries": []})
    found = [*_campaigns(request, words), *_posts(request, words), *_ideas(request, words), *_assets(request, words)]
    if request.member.may(Right.READ_INBOX):
        found += _people(request, words)
    return JsonResponse({"entries": found})


def _campaigns(request: BrandRequest, words: str) -> Iterator[Entry]:
    for campaign in request.brand.campaigns.filter(name__icontains=words)[:EACH]:
        url = reverse("campaigns:show", args=[request.brand.slug, campaign.pk])
        yield {"label": campaign.name, "icon": "target", "url": url, "hint": _("Campaign")}


def _posts(request: BrandRequest, words: str) -> Iterator[Entry]:
    for post in request.brand.posts.filter(text__icontains=words).order_by("-changed_at")[:EACH]:
        url = reverse("editorial:post", args=[request.brand.slug, post.pk])
        yield {"label": str(post), "icon": state_icon(post.state), "url": url, "hint": post.get_state_display()}


def _ideas(request: BrandRequest, words: str) -> Iterator[Entry]:
    question = query_for(words)
    for idea in request.brand.ideas.filter(words=question, archived_at=None).order_by("-changed_at")[:EACH] if question else ():
        url = reverse("editorial:idea", args=[request.brand.slug, idea.pk])
        yield {"label": idea.title, "icon": "bulb", "url": url, "hint": idea.get_stage_display()}


def _assets(request: BrandRequest, words: str) -> Iterator[Entry]:
    question = query_for(words)
    for asset in request.brand.assets.filter(words=question, replaced_by=None)[:EACH] if question else ():
        url = reverse("editorial:asset", args=[request.brand.slug, asset.pk])
        yield {"label": asset.name, "icon": "image", "url": url, "hint": _("Library")}


def _people(request: BrandRequest, words: str) -> Iterator[Entry]:
    question = query_for(words)
    if question is None:
        return
    inbox = reverse("moderation:inbox", args=[request.brand.slug])
    for person in request.brand.people.filter(words=question)[:EACH]:
        address = urlencode({"state": "all", "q": person.handle})
        yield {"label": str(person), "icon": "person", "url": f"{inbox}?{address}", "hint": person.handle}
