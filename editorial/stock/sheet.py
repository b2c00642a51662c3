"""The stock as the rows of a sheet."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from editorial.models import Post
from editorial.stock.stock import Outlook
from editorial.templatetags.stock import priority_name, why

CHUNK = 500


def rows(posts: "QuerySet[Post]", seen: Outlook) -> Iterator[list[Any]]:
    """A head and a row for each post: what it is, on what terms, when its turn comes, hours in the brand's zone."""
    yield [
        _("Number"), _("Text"), _("Accounts"), _("Campaign"), _("Theme"), _("Priority"), _("Leaves by"), _("Next slot"), _("Why"),
    ]  # fmt: skip
    wanted = posts.select_related("campaign", "theme").prefetch_related("variants__account")
    for post in wanted.order_by("pk").iterator(chunk_size=CHUNK):
        yield _row(post, seen)


def _row(post: Post, seen: Outlook) -> list[Any]:
    drawn = seen.next.get(post.pk)
    variants = list(post.variants.all())
    return [
        post.pk,
        post.text or next((variant.text for variant in variants if variant.text), ""),
        ", ".join(str(variant.account) for variant in variants),
        post.campaign or "",
        post.theme or "",
        priority_name(post.priority),
        post.expires_on or "",
        date_format(drawn.opening.wall, "Y-m-d H:i") if drawn else "",
        why(drawn, seen.themes) if drawn else "",
    ]
