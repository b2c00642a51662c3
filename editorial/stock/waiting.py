"""The posts of the stock as pages list them: a few words, the accounts, the terms; one query for a page of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Left, NullIf

from editorial.models import Post, PostAsset, Variant
from editorial.stock.stock import accounts_of
from lib.text import one_line
from publishing.models import Account


@dataclass(frozen=True)
class Waiting:
    """A post of the stock as it is listed. `picture` is the number of its first one."""

    pk: int
    text: str
    accounts: tuple[Account, ...]
    campaign: int | None
    theme: int | None
    priority: int
    expires_on: date | None
    picture: int | None


COLUMNS = ("pk", "short", "on", "campaign_id", "theme_id", "priority", "expires_on", "picture")


def rows(posts: "QuerySet[Post]") -> "QuerySet[Any]":
    """The posts with what is shown of them, to be paged; the words of an account where the shared text is empty."""
    variants = Variant.objects.filter(post=OuterRef("pk")).exclude(text="").order_by("account_id")
    spoken = Subquery(variants.values(some=Left("text", 160))[:1])
    picture = Subquery(PostAsset.objects.filter(post=OuterRef("pk"), place=0).values("asset_id")[:1])
    short = Coalesce(NullIf(Left("text", 160), Value("")), spoken, Value(""))
    return posts.annotate(short=short, on=accounts_of(), picture=picture).values_list(*COLUMNS, named=True)


def listed(found: Iterable[Any], accounts: Mapping[int, Account], *, length: int) -> list[Waiting]:
    """What `rows` brought, at most `length` characters of each text."""
    return [
        Waiting(
            pk=row.pk,
            text=one_line(row.short, length),
            accounts=tuple(accounts[each] for each in row.on),
            campaign=row.campaign_id,
            theme=row.theme_id,
            priority=row.priority,
            expires_on=row.expires_on,
            picture=row.picture,
        )
        for row in found
    ]
