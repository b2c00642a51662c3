"""The library: which of the brand's pictures are shown, a page at a time, in queries whose cost does not grow with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.library import licences, uses
from editorial.library.folders import Tree
from editorial.models import Asset, PostAsset
from lib.pages import Keyset, Page
from lib.search import query_for
from team.models import Brand

PAGES = {"grid": Keyset("-added_at", "-pk", size=36), "list": Keyset("-added_at", "-pk", size=24)}
COUNTED = 1000  # pictures that are counted; more are "more than"
SHOWN = {
    "unused": gettext_lazy("In no post yet"),
    "undescribed": gettext_lazy("Without alternative text"),
    "ending": gettext_lazy("Rights end soon"),
    "ended": gettext_lazy("Rights have ended"),
}
VIEWS = {"grid": gettext_lazy("Grid"), "list": gettext_lazy("List")}
CHUNK = 500
NOWHERE = 0  # as a folder: those that lie in none


@dataclass(frozen=True)
class Filters:
    """What of the library is shown; unset is everything. `by` is a member's number, `folder` a folder's or NOWHERE."""

    q: str = ""
    folder: int | None = None
    tag: str = ""
    kind: str = ""
    show: str = ""
    by: int | None = None
    view: str = "grid"

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> "Filters":
        """The filters of an address; what it says wrongly counts as not said."""
        return cls(
            q=" ".join(str(query.get("q") or "").split())[:100],
            folder=_number(query.get("folder")),
            tag=str(query.get("tag") or "")[:40],
            kind=query["kind"] if query.get("kind") in Asset.Kind.values else "",
            show=query["show"] if query.get("show") in SHOWN else "",
            by=_number(query.get("by")),
            view=query["view"] if query.get("view") in VIEWS else "grid",
        )

    def address(self, **changes: Any) -> str:
        """The query of an address with these filters, those as usual left out."""
        usual, said = Filters(), {**vars(self), **changes}
        return urlencode({key: value for key, value in said.items() if value != getattr(usual, key)})

    @property
    def narrow(self) -> bool:
        """Whether something is asked for beside a folder."""
        return replace(self, folder=None, view="grid") != Filters()


def _number(value: Any) -> int | None:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def chosen(brand: Brand, filters: Filters, tree: Tree) -> "QuerySet[Asset]":
    """The pictures that the filters let through, in no order.

    A folder shows what lies in it; where something is looked for, what lies in the folders within it too.
    """
    rows = brand.assets.filter(replaced_by=None)
    if filters.folder == NOWHERE:
        rows = rows.filter(folder=None)
    elif filters.folder:
        rows = rows.filter(folder__in=tree.below(filters.folder)) if filters.narrow else rows.filter(folder=filters.folder)
    if filters.tag:
        rows = rows.filter(tags__contains=[filters.tag])
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.by:
        rows = rows.filter(added_by=filters.by)
    if filters.q:
        question = query_for(filters.q)
        rows = rows.filter(words=question) if question else rows.none()
    return _shown(rows, filters.show, licences.today(brand))


def _shown(rows: "QuerySet[Asset]", show: str, today: date) -> "QuerySet[Asset]":
    match show:
        case "unused":
            return rows.filter(~Exists(PostAsset.objects.filter(asset=OuterRef("pk"))))
        case "undescribed":
            return rows.filter(alt="")
        case "ending":
            return rows.filter(rights_until__gte=today, rights_until__lte=today + licences.SOON)
        case "ended":
            return rows.filter(rights_until__lt=today)
    return rows


@dataclass(frozen=True)
class Row:
    """A picture as the library lists it; `used` is in how many posts it is shown."""

    asset: Asset
    path: str
    used: int
    rights: str

    @property
    def signs(self) -> bool:
        """Whether something is to be said about it: words that are missing, a right that ends."""
        return not self.asset.alt or self.rights in ("ended", "ending")


def page(rows: "QuerySet[Asset]", brand: Brand, tree: Tree, after: str, view: str) -> Page:
    """A page of the pictures, newest first, as rows; in two queries."""
    found = PAGES[view].page(rows.select_related("added_by__user").defer("words", "likeness"), after)
    return Page(as_rows(brand, found.rows, tree), found.after)


def as_rows(brand: Brand, assets: list[Asset], tree: Tree) -> list[Row]:
    """The pictures with where they lie, how often they are used and how their rights stand."""
    counted, today = uses.counts(brand, [asset.pk for asset in assets]), licences.today(brand)
    return [
        Row(
            asset,
            branch.path if (branch := tree.get(asset.folder_id)) else "",
            counted.get(asset.pk, 0),
            standing(asset.rights_until, today),
        )
        for asset in assets
    ]


def standing(until: date | None, today: date) -> str:
    """How a right stands on that day: "" for no end, else good, ending or ended."""
    if until is None:
        return ""
    if until < today:
        return "ended"
    return "ending" if until <= today + licences.SOON else "good"


def count(rows: "QuerySet[Asset]") -> tuple[int, bool]:
    """How many they are, and whether there are more than are counted."""
    found = rows.order_by()[: COUNTED + 1].count()
    return min(found, COUNTED), found > COUNTED


def sheet(rows: "QuerySet[Asset]", brand: Brand, tree: Tree) -> Iterator[list[Any]]:
    """A head and a row for each picture, newest first."""
    yield [
        _("Number"), _("Name"), _("Folder"), _("Tags"), _("Alternative text"), _("Credit"), _("Rights until"), _("Posts"),
        _("Kind"), _("Width"), _("Height"), _("Bytes"), _("Added on"), _("Added by"),
    ]  # fmt: skip
    wanted = rows.select_related("added_by__user").defer("words", "likeness").order_by("-added_at", "-pk")
    batch: list[Asset] = []
    for asset in wanted.iterator(chunk_size=CHUNK):
        batch.append(asset)
        if len(batch) == CHUNK:
            yield from _lines(brand, batch, tree)
            batch = []
    yield from _lines(brand, batch, tree)


def _lines(brand: Brand, assets: list[Asset], tree: Tree) -> Iterator[list[Any]]:
    for row in as_rows(brand, assets, tree):
        asset = row.asset
        yield [
            asset.pk,
            asset.name,
            row.path,
            ", ".join(asset.tags),
            asset.alt,
            asset.credit,
            asset.rights_until.isoformat() if asset.rights_until else "",
            row.used,
            asset.get_kind_display(),
            asset.width,
            asset.height,
            asset.size,
            date_format(asset.added_at, "Y-m-d H:i"),
            asset.added_by or "",
        ]
