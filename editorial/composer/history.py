"""The versions of a post as their page compares them, and taking one back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from editorial import content, drafting
from editorial.composer import differences, versions
from editorial.content import Content
from editorial.models import Asset, Post, PostVersion
from team.audit import record
from team.models import Membership
from team.rights import Right


@dataclass(frozen=True)
class Change:
    """How words differ: of all that say the shared text, or of one account with words of its own."""

    account: str
    pieces: Sequence[tuple[str, str]]


def shown(post: Post, member: Membership, *, number: int | None = None, against_now: bool = False) -> dict[str, Any]:
    """The context of the page: all versions, the one chosen (else the newest), what differs from the one before or from now.

    A constant number of queries. `chosen` is None when there is none of that number.
    """
    rows = list(post.versions.select_related("by__user").defer("kept").order_by("-number"))
    chosen = next((row for row in rows if number in (None, row.number)), None)
    before = next((row for row in rows if chosen and row.number < chosen.number), None)
    now = content.of(post)
    context = {"post": post, "versions": rows, "chosen": chosen, "before": before, "against_now": against_now}
    if chosen is None:
        return context
    found = _read(post, [row for row in (chosen, before) if row])
    that, earlier = found[chosen.pk], found[before.pk] if before else Content(language=found[chosen.pk].language)
    names = {account.pk: str(account) for account in post.brand.accounts.all()}
    one, other = (that, now) if against_now else (earlier, that)
    return {
        **context,
        "changes": _changes(one, other, names),
        "others": differences.sentences(_all_of(one), _all_of(other), names),
        "approved": versions.approved(post),
        "is_now": that == now,
        "said": that,
        "lost": len(chosen.kept["pictures"]) - len(that.images) + len(chosen.kept["variants"]) - len(that.versions),
        "may_take": member.may(Right.WRITE) and that != now,
    }


@transaction.atomic
def take_back(post: Post, number: int, *, by: Membership, revision: int) -> Post:
    """Let the post say again what it said at that version; its date, campaign and theme stay.

    What it says now stays a version. Raises PostVersion.DoesNotExist, and as `drafting.save`.
    """
    version = post.versions.get(number=number)
    post.versions.filter(sitting=True).update(sitting=False)
    said = _read(post, [version])[version.pk]
    kept = drafting.save(post, replace(drafting.of(post), content=said), by=by, revision=revision)
    newest = post.versions.order_by("-number").first()
    if newest and newest.number > number:
        post.versions.filter(pk=newest.pk).update(restored=number)
    record("post.version_taken", kept, by=by, post=kept.pk, number=number)
    return kept


def _read(post: Post, rows: Sequence[PostVersion]) -> dict[int, Content]:
    """The contents of these versions, with the brand's accounts and pictures that are still there."""
    kept = dict(post.versions.filter(pk__in=[row.pk for row in rows]).values_list("pk", "kept"))
    for row in rows:
        row.kept = kept[row.pk]
    wanted = {each["asset_id"] for said in kept.values() for each in said["pictures"]}
    accounts = {account.pk: account for account in post.brand.accounts.all()}
    assets = Asset.objects.filter(brand=post.brand).in_bulk(wanted)
    return {pk: versions.read(said, accounts, assets) for pk, said in kept.items()}


def _all_of(said: Content) -> dict[str, Any]:
    """What the accounts show of it; for none, what one would show."""
    shown = said.shown()
    return shown if shown["accounts"] else {**shown, "accounts": {differences.NOBODY: said.shown_shared()}}


def _changes(before: Content, after: Content, names: dict[int, str]) -> list[Change]:
    """The shared words first, then those of each account that differ in another way."""
    one, other = ({"accounts": {differences.NOBODY: said.shown_shared(), **said.shown()["accounts"]}} for said in (before, after))
    found = differences.texts(one, other)
    shared = found.pop(int(differences.NOBODY), None)
    own = [Change(names.get(pk, ""), pieces) for pk, pieces in found.items() if pieces != shared]
    return [*([Change("", shared)] if shared else ()), *own]
