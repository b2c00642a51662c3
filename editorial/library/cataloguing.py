"""What is kept about the pictures of the library: names, words, tags, credits, rights, folders, focal points."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from editorial.library import licences
from editorial.models import Asset, Folder, PostAsset, PostState, Tag
from lib.text import fold
from team.audit import record
from team.models import Brand, Membership

MOST_TAGS = 30  # of one picture
NAMED = 3  # pictures that the audit log names


def tags_in(text: str) -> list[str]:
    """The tags that a person typed, parted by commas or lines; the same word twice is one tag."""
    found: dict[str, str] = {}
    for part in text.replace("\n", ",").replace("#", " ").split(","):
        name = " ".join(part.split())[:40]
        if fold(name):
            found.setdefault(fold(name), name)
    return list(found.values())[:MOST_TAGS]


@dataclass(frozen=True)
class Change:
    """What becomes of several pictures at once; None leaves a thing as it is.

    `folder` is in a tuple, of which the one element is None for no folder; `rights_until` likewise for no end.
    """

    folder: tuple[Folder | None] | None = None
    add: Sequence[str] = ()
    take: Sequence[str] = ()
    credit: str | None = None
    rights_until: tuple[date | None] | None = None

    def values(self) -> dict[str, Any]:
        """The columns that are the same for all of them afterwards."""
        values: dict[str, Any] = {} if self.credit is None else {"credit": self.credit}
        if self.folder is not None:
            values["folder"] = self.folder[0]
        if self.rights_until is not None:
            values["rights_until"] = self.rights_until[0]
        return values


@transaction.atomic
def change(asset: Asset, *, by: Membership, **values: Any) -> int:
    """Keep these columns of a picture (`tags` as names). Returns how many publications are held because a right ends before."""
    if "tags" in values:
        values["tags"] = _known(asset.brand, values["tags"])
    before, ended = list(asset.tags), asset.rights_until
    for name, value in values.items():
        setattr(asset, name, value)
    asset.save(update_fields=list(values))
    forget(asset.brand, set(before) - set(asset.tags))
    record("asset.changed", asset, by=by, asset=asset.pk, fields=sorted(values))
    return licences.follow(asset.brand, [asset.pk]) if asset.rights_until != ended else 0


@transaction.atomic
def change_all(brand: Brand, assets: "QuerySet[Asset]", what: Change, *, by: Membership) -> tuple[int, int]:
    """Do this to all of them. Returns how many they are, and how many publications are held because a right ends before."""
    rows = list(assets.select_for_update(of=("self",)))
    if values := what.values():
        Asset.objects.filter(pk__in=[row.pk for row in rows]).update(**values)
    if what.add or what.take:
        _tag(brand, rows, what)
    names = ", ".join(row.name for row in rows[:NAMED])
    record("assets.changed", names, by=by, brand=brand, n=len(rows), assets=[row.pk for row in rows])
    held = licences.follow(brand, [row.pk for row in rows]) if what.rights_until is not None else 0
    return len(rows), held


def _tag(brand: Brand, rows: Collection[Asset], what: Change) -> None:
    add, gone = _known(brand, what.add), {fold(name) for name in what.take}
    for row in rows:
        row.tags = [name for name in dict.fromkeys([*row.tags, *add]) if fold(name) not in gone][:MOST_TAGS]
    Asset.objects.bulk_update(rows, ["tags"], batch_size=500)
    forget(brand, what.take)


def _known(brand: Brand, names: Iterable[str]) -> list[str]:
    """The tags as the brand writes them; new ones are kept as they are typed."""
    wanted = {fold(name): name for name in names}
    Tag.objects.bulk_create((Tag(brand=brand, name=name, folded=key) for key, name in wanted.items()), ignore_conflicts=True)
    known = dict(brand.asset_tags.filter(folded__in=wanted).values_list("folded", "name"))
    return [known[key] for key in wanted]


def forget(brand: Brand, names: Iterable[str]) -> None:
    """Drop the tags that no picture has any more."""
    for name in names:
        if not brand.assets.filter(tags__contains=[name]).exists():
            brand.asset_tags.filter(folded=fold(name)).delete()


@transaction.atomic
def set_focus(asset: Asset, x: float, y: float) -> None:
    """Say what must stay in sight when the picture is cropped: shares from the top left, brought within 0 and 1.

    Drafts follow; what others decide on, and what they decided, keeps the one that they saw.
    """
    focus = {"focal_x": _share(x), "focal_y": _share(y)}
    Asset.objects.filter(pk=asset.pk).update(**focus)
    PostAsset.objects.filter(asset=asset, post__state=PostState.DRAFT).update(**focus)


def _share(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 3)
