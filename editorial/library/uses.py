"""Where a picture of the library is used, and which of these uses keep it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.db.models.functions import Left

from editorial import standing
from editorial.models import Asset, Post, PostAsset, PostState, Variant
from editorial.standing import Standing
from lib.pages import Keyset, Page
from lib.text import one_line
from team.models import Brand

LOOSE = (PostState.DRAFT, PostState.ARCHIVED)  # posts that can do without: nobody was promised what they show
NEWEST = Keyset("-changed_at", "-pk", size=20)
SHORT = 100  # characters of a post that are shown


@dataclass(frozen=True)
class Use:
    """A post that shows the picture, and how it stands."""

    pk: int
    text: str
    standing: Standing
    planned_for: datetime | None


def posts(asset: Asset) -> "QuerySet[Post]":
    """The posts that show the picture."""
    return Post.objects.filter(pk__in=asset.uses.values("post"))


def page(asset: Asset, after: str) -> Page:
    """The posts that show the picture, those changed last first, as uses; in two queries."""
    rows = posts(asset).annotate(short=Left("text", 2 * SHORT)).only("pk", "changed_at", "state", "planned_for")
    found = NEWEST.page(rows, after)
    variants = Variant.objects.filter(post__in=[post.pk for post in found.rows]).annotate(short=Left("text", 2 * SHORT))
    states: dict[int, list[str]] = {}
    spoken: dict[int, str] = {}
    for post, state, short in variants.values_list("post_id", "publication__state", "short"):
        states.setdefault(post, []).extend([state] if state else [])
        spoken[post] = spoken.get(post) or short or ""
    return Page([_use(post, states.get(post.pk, []), spoken.get(post.pk, "")) for post in found.rows], found.after)


def _use(post: Post, states: list[str], spoken: str) -> Use:
    text = one_line(post.short or spoken, SHORT)  # type: ignore[attr-defined]
    return Use(post.pk, text, standing.of(post.state, post.planned_for, states), post.planned_for)


def keeping(assets: "QuerySet[Asset]") -> "QuerySet[Asset]":
    """Those of the pictures that a submitted, approved or published post shows: they stay."""
    kept = PostAsset.objects.filter(asset__in=assets.values("pk")).exclude(post__state__in=LOOSE)
    return assets.filter(pk__in=kept.values("asset"))


def counts(brand: Brand, pks: Collection[int]) -> dict[int, int]:
    """In how many posts each of these pictures is shown; those in none are left out."""
    rows = brand.assets.filter(pk__in=pks, uses__isnull=False).values("pk").annotate(n=Count("uses__post", distinct=True))
    return dict(rows.order_by().values_list("pk", "n"))
