"""Taking pictures out of the library, and putting another one in a picture's place."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.library import assets, cataloguing, uses
from editorial.models import Asset, Post, PostAsset, Variant
from editorial.refusals import NotPossible
from lib.locks import one_by_one
from team.audit import record
from team.models import Membership


def kept_by(asset: Asset) -> int:
    """How many submitted, approved or published posts show the picture: with any, it stays."""
    return uses.posts(asset).exclude(state__in=uses.LOOSE).count()


@transaction.atomic
def remove(asset: Asset, *, by: Membership) -> None:
    """Take a picture out of the library and out of the drafts that show it. Raises NotPossible."""
    one_by_one(asset.file)
    if n := kept_by(asset):
        sentence = ngettext(
            "%(n)d post that is submitted, planned or published shows “%(name)s”: it stays in the library.",
            "%(n)d posts that are submitted, planned or published show “%(name)s”: it stays in the library.",
            n,
        )
        raise NotPossible(sentence % {"n": n, "name": asset.name})
    _take_out(asset, None)
    tags, kept = asset.tags, {asset.file, asset.shown_by}
    record("asset.removed", asset, by=by)
    asset.delete()
    cataloguing.forget(by.brand, tags)
    transaction.on_commit(lambda: _discard(kept), robust=True)


@transaction.atomic
def _discard(kept: Iterable[str]) -> None:
    """Delete the files, unless the same content was taken in again meanwhile."""
    for name in kept:
        one_by_one(name)
        if not Asset.objects.filter(Q(file=name) | Q(poster=name)).exists():
            assets.discard(name)


def remove_all(chosen: Iterable[Asset], *, by: Membership) -> tuple[int, list[str]]:
    """Take out those that can go; how many that are, and a sentence for each that stays."""
    gone, stay = 0, []
    for asset in chosen:
        try:
            remove(asset, by=by)
            gone += 1
        except NotPossible as refusal:
            stay.append(str(refusal))
    return gone, stay


@transaction.atomic
def replace(asset: Asset, file: UploadedFile, *, by: Membership) -> Asset:
    """Put another picture in this one's place, with its words, folder, tags, credit and rights; drafts show the new one.

    Posts that are submitted, planned or published keep what they show: for them the old one stays, out of sight. Raises
    BadFile for what is not taken, NotPossible for one that is in the library already.
    """
    taken = assets.take_in(asset.brand, file, by=by, alt=asset.alt, folder=asset.folder)
    if not taken.new:
        raise NotPossible(_("This picture is in the library already, as “%(name)s”.") % {"name": taken.asset.name})
    return succeed(asset, taken.asset, by=by, name=asset.name)


@transaction.atomic
def succeed(asset: Asset, fresh: Asset, *, by: Membership, name: str) -> Asset:
    """Let a picture of the library, called `name`, be what the other was; as `replace`."""
    kept = {column: getattr(asset, column) for column in ("tags", "credit", "rights_until")}
    Asset.objects.filter(pk=fresh.pk).update(**kept, name=name, folder=asset.folder_id, replaced_by=None)
    fresh.refresh_from_db()
    _take_out(asset, fresh)
    record("asset.replaced", asset, by=by, asset=asset.pk)
    Asset.objects.filter(pk=asset.pk).update(replaced_by=fresh)
    if not kept_by(asset):
        remove(asset, by=by)
    return fresh


def _take_out(asset: Asset, instead: Asset | None) -> None:
    """Take the picture out of the posts that can do without, or put another in its place there; an open editor is told."""
    loose = PostAsset.objects.filter(asset=asset, post__state__in=uses.LOOSE)
    posts = set(loose.values_list("post", flat=True))
    if instead is None:
        loose.delete()
    else:
        loose.update(asset=instead, focal_x=instead.focal_x, focal_y=instead.focal_y)
        _renumber(posts, asset.pk, instead.pk)
        for idea in asset.ideas.all():
            idea.pictures.add(instead)
            idea.pictures.remove(asset)
    Post.objects.filter(pk__in=posts).update(revision=F("revision") + 1)
    for post in posts if instead is None else ():
        _close_ranks(PostAsset.objects.filter(post=post).order_by("place"))


def _renumber(posts: Iterable[int], old: int, new: int) -> None:
    """Let the parts of threads, and what single accounts show, name the new picture."""

    def renewed(numbers: list[int] | None) -> list[int] | None:
        return numbers and [new if number == old else number for number in numbers]

    rows: Iterable[Post | Variant] = chain(Post.objects.filter(pk__in=posts), Variant.objects.filter(post__in=posts))
    for row in rows:
        values: dict[str, Any] = {"parts": row.parts and [{**p, "pictures": renewed(p.get("pictures", []))} for p in row.parts]}
        if isinstance(row, Variant):
            values["pictures"] = renewed(row.pictures)
        type(row)._default_manager.filter(pk=row.pk).update(**values)


def _close_ranks(rows: Iterable[PostAsset]) -> None:
    """Let the places count from 0 again."""
    for place, row in enumerate(rows):
        if row.place != place:
            PostAsset.objects.filter(pk=row.pk).update(place=place)
