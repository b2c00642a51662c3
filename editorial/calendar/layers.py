"""What stands on the calendar beside its posts, layer by layer: key dates, notes, posts made elsewhere, copies that leave apart.

A layer is a question and its answer: `rows` gives the rows that it needs of the brand, each as one JSON object under the name
`row`, for a brand that is `OuterRef("pk")`; `marks` makes marks of them. The questions of all layers are asked in one query.
Something else that belongs there (slots to fill, what the stock will bring) is one more layer in LAYERS, and for its look a
`.daymark--<kind>` or `.chip--<kind>` in calendar.css.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from editorial.models import Post
from publishing.models import Account
from team.models import Brand

OF_BRAND = OuterRef("pk")


@dataclass(frozen=True)
class Period:
    """What a page of the calendar covers: days from `start` up to but without `end`, for a reader in `zone`.

    `accounts` are those that are shown, by their numbers; `narrow` says that only some posts are wanted, so that nothing made
    elsewhere can be among them: `posts` are those.
    """

    brand: Brand
    start: date
    end: date
    zone: str
    since: datetime
    until: datetime
    accounts: Mapping[int, Account]
    posts: "QuerySet[Post]"
    narrow: bool = False
    may_write: bool = False


@dataclass(frozen=True)
class Mark:
    """Something beside the posts. `at` is what clocks show in the reader's zone; None where it belongs to the whole day.

    `kind` is the look; `tip` says more to the pointer and to screen readers; `account` is the one it belongs to, if any.
    """

    day: date
    kind: str
    text: str
    at: datetime | None = None
    url: str = ""
    tip: str = ""
    account: Account | None = None
    key: str = ""


@dataclass(frozen=True)
class Layer:
    """One layer; see above."""

    rows: Callable[[Period], "QuerySet[Any]"]
    marks: Callable[[Period, Sequence[dict[str, Any]]], Iterable[Mark]]


@dataclass(frozen=True)
class Read:
    """What the layers show, by day, and what else was asked of the brand."""

    marks: list[Mark]
    answers: dict[str, Any]


def read(period: Period, layers: Sequence[Layer], **asked: Any) -> Read:
    """What all layers show in the period, and the values of expressions on the brand: one query for everything."""
    named = {f"layer_{number}": ArraySubquery(layer.rows(period)) for number, layer in enumerate(layers)}
    named |= {f"asked_{name}": expression for name, expression in asked.items()}
    row: Any = Brand.objects.filter(pk=period.brand.pk).values(**named).get()
    found = [mark for number, layer in enumerate(layers) for mark in layer.marks(period, row[f"layer_{number}"] or [])]
    marks = sorted(found, key=lambda mark: (mark.day, mark.at or datetime.min))
    return Read(marks, {name: row[f"asked_{name}"] for name in asked})
