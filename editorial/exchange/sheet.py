"""Posts as the rows of a sheet: everything that a post says, so that the same sheet brings it back (see editorial.imports)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from editorial import content, standing
from editorial.content import Content, Part, Version, kept_poll
from editorial.imports.cells import EMPTY, in_one
from editorial.imports.columns import names_in_files
from editorial.imports.names import distinct
from editorial.models import Post, Variant
from team.models import Brand

CHUNK = 500
WITH = ("variants__account__brand", "variants__publication__parts", "pictures__asset")


@dataclass(frozen=True)
class Written:
    """By which names things go in this brand's sheets, and which accounts have words of their own."""

    accounts: Mapping[int, str]
    campaigns: Mapping[int, str]
    assets: Mapping[int, str]
    own: Sequence[int]

    @classmethod
    def of(cls, brand: Brand, posts: "QuerySet[Post]") -> "Written":
        """Read them, in four queries."""
        accounts = names_in_files(list(brand.accounts.order_by("network_name", "handle", "pk")))
        own = Variant.objects.filter(post__in=posts.order_by().values("pk")).exclude(text=None, link=None)
        return cls(
            {account.pk: name for name, account in accounts.items()},
            {row.pk: name for name, row in distinct(list(brand.campaigns.order_by("-starts_on", "pk"))).items()},
            {row.pk: name for name, row in distinct(list(brand.assets.only("name").order_by("pk"))).items()},
            sorted(own.values_list("account_id", flat=True).distinct()),
        )


def rows(brand: Brand, posts: "QuerySet[Post]") -> Iterator[list[Any]]:
    """A head and a row for each post by date, the hours as they were chosen."""
    written = Written.of(brand, posts)
    yield [*_head(), *(_own_head(written.accounts[pk], kind) for pk in written.own for kind in (_("Text"), _("Link")))]
    wanted = posts.select_related("campaign", "theme", "author__user").prefetch_related(*WITH)
    for post in wanted.order_by("planned_for", "pk").iterator(chunk_size=CHUNK):
        yield _row(post, written)


def _head() -> list[str]:
    return [
        _("Number"), _("Date"), _("Time"), _("Time zone"), _("Status"), _("Campaign"), _("Theme"), _("Accounts"),
        _("Text"), _("Link"), _("Pictures"), _("Alternative texts"), _("First comment"), _("Language"),
        _("Author"), _("Addresses"), pgettext("column", "Everything else (JSON)"),
    ]  # fmt: skip


def _own_head(account: str, kind: str) -> str:
    return f"{kind} · {account}"


def _row(post: Post, written: Written) -> list[Any]:
    variants = in_order(post)
    publications = [variant.publication for variant in variants if variant.publication]
    states = [row.state for publication in publications for row in (publication, *publication.parts.all())]
    said = said_by(post)
    own = {version.account.pk: version for version in said.versions}
    return [
        post.pk,
        date_format(post.wall, "Y-m-d") if post.wall else "",
        date_format(post.wall, "H:i:s" if post.wall.second else "H:i") if post.wall else "",
        post.zone,
        standing.of(post.state, post.planned_for, states).label,
        written.campaigns.get(post.campaign_id or 0, ""),
        post.theme or "",
        in_one([written.accounts[variant.account_id] for variant in variants]),
        post.text,
        post.link,
        in_one([written.assets.get(image.asset.pk, image.asset.name) for image in said.images]),
        in_one([image.alt for image in said.images]),
        post.first_comment,
        post.language,
        post.author or "",
        " ".join(publication.remote_url for publication in publications if publication.remote_url),
        _more(said, written),
        *(_shown(getattr(own.get(pk), name, None)) for pk in written.own for name in ("text", "link")),
    ]


def in_order(post: Post) -> list[Variant]:
    """The post's variants in the order of their accounts."""
    return sorted(post.variants.all(), key=lambda each: (each.account.network_name, each.account.handle, each.account_id))


def said_by(post: Post) -> Content:
    """The content of a post whose variants and pictures were read with it."""
    return content.assembled(post, in_order(post), sorted(post.pictures.all(), key=lambda picture: picture.place))


def _shown(own: str | None) -> str:
    """The own words of an account in a cell; where it shows none on purpose a sign says so."""
    return "" if own is None else own or EMPTY


def _more(said: Content, written: Written) -> str:
    """What has no column of its own, as JSON; "" where there is nothing."""
    places = {image.asset.pk: place for place, image in enumerate(said.images)}
    own = {written.accounts[each.account.pk]: _own(each, places) for each in said.versions}
    found = {
        "parts": _parts(said.parts, places),
        "pause": said.pause,
        "poll": kept_poll(said.poll),
        "accounts": {name: more for name, more in own.items() if more},
    }
    kept = {name: value for name, value in found.items() if value}
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def _own(version: Version, places: Mapping[int, int]) -> dict[str, Any]:
    found: dict[str, Any] = {"options": dict(version.options)} if version.options else {}
    if version.parts is not None:
        found["parts"] = _parts(version.parts, places)
    if version.comment is not None:
        found["comment"] = version.comment
    if version.poll is not None:
        found["poll"] = kept_poll(version.poll)
    if version.pictures is not None:
        found["pictures"] = [places[pk] for pk in version.pictures if pk in places]
    return found


def _parts(parts: Sequence[Part], places: Mapping[int, int]) -> list[dict[str, Any]]:
    return [{"text": part.text, "pictures": [places[pk] for pk in part.pictures if pk in places]} for part in parts]
