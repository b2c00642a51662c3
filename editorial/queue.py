"""What waits for an approval, for whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Left

from editorial import calendar
from editorial.calendar import Entry
from editorial.models import Post, PostState
from lib import clock
from team.models import Brand, Membership
from team.rights import Right

SIZE = 50


@dataclass(frozen=True)
class Waiting:
    """A post that waits, who wrote it, and since when it waits."""

    entry: Entry
    author: str
    since: datetime


def waiting(brand: Brand) -> "QuerySet[Post]":
    """Submitted posts, those that are to leave first on top, those without a date last."""
    return brand.posts.filter(state=PostState.SUBMITTED).order_by(F("planned_for").asc(nulls_last=True), "pk")


def mine(brand: Brand, member: Membership) -> "QuerySet[Post]":
    """Those that this member may decide on."""
    if not member.may(Right.APPROVE):
        return brand.posts.none()
    posts = waiting(brand)
    return posts if brand.own_approval else posts.exclude(author=member)


def shown(brand: Brand, member: Membership) -> dict[str, Any]:
    """The context of the queue: what waits for the member, and what waits for others."""
    posts = waiting(brand)
    theirs = posts.exclude(pk__in=mine(brand, member).values("pk"))
    return {
        "mine": told(mine(brand, member)[:SIZE], brand, member.user.zone),
        "theirs": told(theirs[:SIZE], brand, member.user.zone),
        "count": mine(brand, member).count(),
        "now": clock.now(),
    }


def told(posts: "QuerySet[Post]", brand: Brand, zone: str) -> list[Waiting]:
    """The posts as the queue shows them."""
    rows = list(
        posts.annotate(short=Left("text", 240)).values_list(*calendar.COLUMNS, "author__user__name", "submitted_at", named=True)
    )
    accounts = {account.pk: account for account in brand.accounts.all()} if rows else {}
    entries = calendar.entries(rows, zone, accounts, length=180)
    return [Waiting(entry, row.author__user__name or "", row.submitted_at) for entry, row in zip(entries, rows, strict=True)]
