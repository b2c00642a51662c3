"""Posts as the rows of a sheet."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from editorial import standing
from editorial.models import Post
from lib import clock

CHUNK = 500


def rows(posts: "QuerySet[Post]", zone: str) -> Iterator[list[Any]]:
    """A head and a row for each post by date, the hours as clocks in `zone` show them."""
    yield [
        _("Number"), _("Date"), _("Time"), _("Time zone"), _("Status"), _("Campaign"), _("Theme"), _("Accounts"),
        _("Text"), _("Link"),
        _("Pictures"), _("Author"), _("Addresses"),
    ]  # fmt: skip
    wanted = posts.select_related("campaign", "theme", "author__user").prefetch_related(
        "variants__account", "variants__publication__parts", "pictures"
    )
    for post in wanted.order_by("planned_for", "pk").iterator(chunk_size=CHUNK):
        yield _row(post, zone)


def _row(post: Post, zone: str) -> list[Any]:
    at = clock.wall(post.planned_for, zone) if post.planned_for else None
    variants = list(post.variants.all())
    publications = [variant.publication for variant in variants if variant.publication]
    states = [row.state for publication in publications for row in (publication, *publication.parts.all())]
    stands = standing.of(post.state, post.planned_for, states)
    return [
        post.pk,
        date_format(at, "Y-m-d") if at else "",
        date_format(at, "H:i") if at else "",
        zone if at else "",
        stands.label,
        post.campaign or "",
        post.theme or "",
        ", ".join(str(variant.account) for variant in variants),
        post.text or next((variant.text for variant in variants if variant.text), ""),
        post.link,
        len(post.pictures.all()),
        post.author or "",
        " ".join(publication.remote_url for publication in publications if publication.remote_url),
    ]
