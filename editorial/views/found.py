"""Looking posts up for the views."""

from collections.abc import Sequence
from functools import cache

from django.db.models import BigIntegerField, Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404

from editorial.models import Decision, Post, Thread
from lib.prepared import Given, Prepared
from team.access import BrandRequest

PEOPLE = ("author__user", "changed_by__user")


def post(request: BrandRequest, pk: int, related: Sequence[str] = PEOPLE) -> Post:
    """The brand's post with that number, or 404; with what was decided on it last, as `latest_decision`, and how many
    comments wait for an answer, as `open_threads`. A page that shows no people spares `related`."""
    for found in _one(tuple(related)).rows(brand=request.brand.pk, post=pk):
        found.brand = request.brand
        return found
    raise Http404


@cache
def _one(related: tuple[str, ...]) -> Prepared[Post]:
    """One post of a brand, with these of its relations."""
    return Prepared(lambda: _asked().select_related("campaign", "theme", "series", *related))


def _asked() -> QuerySet[Post]:
    decisions = Decision.objects.filter(post=OuterRef("pk"))
    latest = Subquery(decisions.values(row=JSONObject(kind="kind", who="who", note="note"))[:1])
    posts = Post.objects.filter(brand=Given("brand", BigIntegerField()), pk=Given("post", BigIntegerField()))
    return posts.annotate(latest_decision=latest, open_threads=_open_threads())


def _open_threads() -> Subquery:
    """How many threads of a post are open."""
    threads = Thread.objects.filter(post=OuterRef("pk"), resolved_at=None).order_by().values("post")
    return Subquery(threads.annotate(n=Count("pk")).values("n"))
