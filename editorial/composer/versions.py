"""What a post said at each save by a person, kept so that it can be compared and taken back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from editorial import content
from editorial.content import Content
from editorial.models import Asset, Decision, Post, PostAsset, PostVersion, Variant
from lib import clock
from publishing.models import Account
from team.models import Membership

SITTING = timedelta(minutes=15)  # what one person's autosaves, no further apart, are one version for
MOST = 50  # versions of a post, beside those that were approved


def columns_of(said: Content) -> dict[str, Any]:
    """A content as JSON values: the columns of the rows that keep it."""
    variants = [{"account_id": each.account.pk, **content.columns(each)} for each in said.versions]
    pictures = [
        {"asset_id": image.asset.pk, "alt": image.alt, "focal_x": image.focus[0], "focal_y": image.focus[1]}
        for image in said.images
    ]
    shared = {
        "text": said.text,
        "link": said.link,
        "language": said.language,
        "parts": content.kept_parts(said.parts),
        "pause": said.pause,
        "first_comment": said.comment,
        "poll": content.kept_poll(said.poll) or None,
    }
    return {"post": shared, "variants": sorted(variants, key=lambda row: row["account_id"]), "pictures": pictures}


def read(kept: Mapping[str, Any], accounts: Mapping[int, Account], assets: Mapping[int, Asset]) -> Content:
    """The content that `columns_of` gave, without accounts and pictures that are not there any more."""
    variants = [Variant(account=accounts[row["account_id"]], **row) for row in kept["variants"] if row["account_id"] in accounts]
    pictures = [PostAsset(asset=assets[row["asset_id"]], **row) for row in kept["pictures"] if row["asset_id"] in assets]
    variants.sort(key=lambda row: (row.account.network_name, row.account.handle, row.account_id))
    return content.assembled(Post(**kept["post"]), variants, pictures)


def latest(post: Post, before: Content) -> PostVersion | None:
    """The newest version, which says what the post says now: where it does not, one is kept first. None for an empty post.

    Call it before the post is written on.
    """
    newest = post.versions.annotate(decided=_decided()).order_by("-number").first()
    kept = columns_of(before)
    if before.empty or (newest and _same(newest.kept, kept)):
        return newest
    return _add(post, kept, before.digest(), number=newest.number + 1 if newest else 1, by=post.changed_by, at=post.changed_at)


def keep(post: Post, said: Content, newest: PostVersion | None, *, by: Membership, sitting: bool = False) -> None:
    """Keep what the post says since that save; with `sitting`, what follows soon by the same person joins it."""
    kept = columns_of(said)
    if newest and _same(newest.kept, kept):
        post.versions.filter(pk=newest.pk, sitting=True).update(sitting=sitting)
    elif newest and _joins(newest, by):
        changed = {"kept": kept, "digest": said.digest(), "at": clock.now(), "sitting": sitting}
        post.versions.filter(pk=newest.pk).update(**changed)
    else:
        number = newest.number + 1 if newest else 1
        _add(post, kept, said.digest(), number=number, by=by, at=clock.now(), sitting=sitting)
        _trim(post, number)


def approved(post: Post) -> set[str]:
    """The digests of what was approved of the post."""
    return set(post.decisions.filter(kind=Decision.Kind.APPROVED).order_by().values_list("digest", flat=True))


def _decided() -> Exists:
    return Exists(Decision.objects.filter(post=OuterRef("post"), digest=OuterRef("digest")))


def _joins(newest: PostVersion, by: Membership) -> bool:
    """Whether what this person types now belongs to the same sitting; never to what somebody decided on."""
    soon = clock.now() - newest.at < SITTING
    return newest.sitting and soon and newest.by_id == by.pk and not getattr(newest, "decided", False)


def _same(one: Any, other: Any) -> bool:
    return content.digest_of(one) == content.digest_of(other)


def _add(post: Post, kept: dict[str, Any], digest: str, **fields: Any) -> PostVersion:
    return PostVersion.objects.create(post=post, kept=kept, digest=digest, **fields)


def _trim(post: Post, number: int) -> None:
    """Let go of the oldest, but of nothing that was approved."""
    if number > MOST:
        post.versions.filter(number__lte=number - MOST).exclude(digest__in=approved(post)).delete()
