"""Looking posts up for the views."""

from collections.abc import Sequence

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404

from editorial.models import Decision, Post, Thread
from team.access import BrandRequest

PEOPLE = ("author__user", "changed_by__user")


def post(request: BrandRequest, pk: int, related: Sequence[str] = PEOPLE) -> Post:
    """The brand's post with that number, or 404; with what was decided on it last, as `latest_decision`, and how many
    comments wait for an answer, as `open_threads`. A page that shows no people spares `related`."""
    decisions = Decision.objects.filter(post=OuterRef("pk"))
    latest = Subquery(decisions.values(row=JSONObject(kind="kind", who="who", note="note"))[:1])
    posts = request.brand.posts.select_related("campaign", "theme", "series", *related)
    return get_object_or_404(posts.annotate(latest_decision=latest, open_threads=_open_threads()), pk=pk)


def _open_threads() -> Subquery:
    """How many threads of a post are open."""
    threads = Thread.objects.filter(post=OuterRef("pk"), resolved_at=None).order_by().values("post")
    return Subquery(threads.annotate(n=Count("pk")).values("n"))
