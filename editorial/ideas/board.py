"""The board of ideas: which stand in which column, in a fixed number of queries whatever their number."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.http import QueryDict

from editorial.models import Idea, Stage, Star
from lib.numbers import number
from lib.pages import Keyset, Page
from lib.search import query_for
from team.models import Brand, Membership

MOST = 40  # ideas of one column that the board shows
PAGE = Keyset("-changed_at", "-pk", size=30)
SHOWS = ("archive", *Stage.values)


@dataclass(frozen=True)
class Filters:
    """What of the ideas is shown; unset is everything. `show` is the archive, or one column as a list."""

    q: str = ""
    tag: str = ""
    campaign: int | None = None
    owner: str = ""
    show: str = ""

    @classmethod
    def read(cls, data: QueryDict) -> "Filters":
        """Read an address; what cannot be understood counts as unset."""
        return cls(
            data.get("q", "").strip()[:100],
            data.get("tag", "").strip()[:40],
            number(data.get("campaign")) or None,
            data.get("owner", "") if data.get("owner") in ("me", "nobody") else "",
            data.get("show", "") if data.get("show") in SHOWS else "",
        )

    def of(self, ideas: "QuerySet[Idea]", member: Membership) -> "QuerySet[Idea]":
        """Those of the ideas that are wanted."""
        question = query_for(self.q)
        ideas = ideas.filter(words=question) if question else ideas
        ideas = ideas.filter(tags__contains=[self.tag]) if self.tag else ideas
        ideas = ideas.filter(campaign=self.campaign) if self.campaign else ideas
        if self.owner:
            ideas = ideas.filter(owner=member if self.owner == "me" else None)
        return ideas

    @property
    def narrowed(self) -> bool:
        """Whether something is left out."""
        return bool(self.q or self.tag or self.campaign or self.owner)

    def address(self) -> str:
        """The same as the query of an address."""
        data = QueryDict(mutable=True)
        data.update({name: str(value) for name, value in vars(self).items() if value})
        return data.urlencode()


@dataclass
class Column:
    """A stage with the ideas that are shown of it, and how many it holds."""

    stage: Stage
    ideas: list[Idea] = field(default_factory=list)
    total: int = 0

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.ideas)


def columns(brand: Brand, member: Membership, filters: Filters) -> list[Column]:
    """The columns, each with its first ideas."""
    ideas = filters.of(brand.ideas.filter(archived_at=None), member)
    placed = ideas.annotate(
        row=Window(RowNumber(), partition_by=[F("stage")], order_by=[F("place").asc(), F("pk").asc()]),
        total=Window(Count("*"), partition_by=[F("stage")]),
    ).filter(row__lte=MOST)
    found = {stage: Column(stage) for stage in Stage}
    for idea in told(placed, member).order_by("place", "pk"):
        column = found[Stage(idea.stage)]
        column.ideas.append(idea)
        column.total = idea.total  # type: ignore[attr-defined]
    return list(found.values())


def listed(brand: Brand, member: Membership, filters: Filters, after: str) -> Page:
    """One column, or the archive, as a list: what was touched last on top."""
    archived = filters.show == "archive"
    ideas = brand.ideas.exclude(archived_at=None) if archived else brand.ideas.filter(archived_at=None, stage=filters.show)
    return PAGE.page(told(filters.of(ideas, member), member), after)


def told(ideas: "QuerySet[Idea]", member: Membership) -> "QuerySet[Idea]":
    """The ideas with their people, their plan and their stars, as cards show them."""
    stars = Star.objects.filter(idea=OuterRef("pk"))
    counted = stars.order_by().values("idea").annotate(n=Count("*")).values("n")
    first = Idea.pictures.through.objects.filter(idea=OuterRef("pk")).order_by("asset_id").values("asset_id")
    return ideas.select_related("owner__user", "campaign", "theme").annotate(
        star_count=Coalesce(Subquery(counted), 0), starred=Exists(stars.filter(member=member)), picture=Subquery(first[:1])
    )


def tags(brand: Brand) -> list[str]:
    """The tags in use, the most used first."""
    used: dict[str, int] = {}
    for row in brand.ideas.filter(archived_at=None).exclude(tags=[]).order_by("-changed_at").values_list("tags", flat=True)[:500]:
        for tag in row:
            used[tag] = used.get(tag, 0) + 1
    return sorted(used, key=lambda tag: (-used[tag], tag))[:30]


def shown(brand: Brand, member: Membership, filters: Filters, after: str = "") -> dict[str, Any]:
    """The context of the board, or of one of its lists."""
    context: dict[str, Any] = {"filters": filters, "query": filters.address(), "tags": tags(brand), "stages": list(Stage)}
    if filters.show:
        return {**context, "page": listed(brand, member, filters, after)}
    found = columns(brand, member, filters)
    nothing = not filters.narrowed and not any(column.total for column in found)
    return {**context, "columns": found, "nothing": nothing}
