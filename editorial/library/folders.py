"""Folders of the library: the tree of them, and making, renaming, moving and removing one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from editorial.models import Folder
from editorial.refusals import Refusal
from lib.locks import one_by_one
from lib.text import fold
from team.audit import record
from team.models import Brand, Membership

DEEPEST = 5  # folders within one another
MOST = 500  # of a brand


class BadFolder(Refusal):
    """The folder cannot be so. `about` is the field that it belongs to."""

    def __init__(self, sentence: str, about: str = "name"):
        super().__init__(sentence)
        self.about = about


@dataclass(frozen=True)
class Branch:
    """A folder in its place: the folders it lies in, the outermost first."""

    folder: Folder
    above: tuple[Folder, ...]

    @property
    def depth(self) -> int:
        """1 for a folder at the top."""
        return len(self.above) + 1

    @property
    def indent(self) -> str:
        """What stands before its name in a flat list."""
        return "\u2003" * len(self.above)

    @property
    def path(self) -> str:
        """Its name with those of the folders it lies in."""
        return " / ".join(folder.name for folder in (*self.above, self.folder))


class Tree:
    """All folders of a brand, read in one query; goes through them as a reader does, each before those within it."""

    def __init__(self, brand: Brand):
        self._within: dict[int | None, list[Folder]] = {}
        for folder in sorted(brand.folders.all(), key=lambda folder: fold(folder.name)):
            self._within.setdefault(folder.parent_id, []).append(folder)
        self._branches = {branch.folder.pk: branch for branch in self._walk(None, ())}

    def _walk(self, parent: int | None, above: tuple[Folder, ...]) -> Iterator[Branch]:
        for folder in self._within.get(parent, ()):
            yield Branch(folder, above)
            yield from self._walk(folder.pk, (*above, folder))

    def __iter__(self) -> Iterator[Branch]:
        return iter(self._branches.values())

    def __bool__(self) -> bool:
        return bool(self._branches)

    def __len__(self) -> int:
        return len(self._branches)

    def get(self, pk: int | None) -> Branch | None:
        """The folder with this number."""
        return self._branches.get(pk) if pk else None

    def within(self, pk: int | None) -> list[Folder]:
        """The folders that lie directly in this one; at the top for None."""
        return self._within.get(pk, [])

    def below(self, pk: int) -> list[int]:
        """The numbers of this folder and all within it."""
        return [pk, *(inner for folder in self.within(pk) for inner in self.below(folder.pk))]

    def height(self, pk: int) -> int:
        """How many folders lie within one another from this one down."""
        return 1 + max((self.height(folder.pk) for folder in self.within(pk)), default=0)


@transaction.atomic
def make(brand: Brand, name: str, parent: Folder | None, *, by: Membership) -> Folder:
    """A new folder. Raises BadFolder."""
    tree = _alone(brand)
    if len(tree) >= MOST:
        raise BadFolder(_("There are %(most)d folders already: remove some first.") % {"most": MOST})
    _check(tree, name, parent, height=1)
    folder = Folder.objects.create(brand=brand, name=name, parent=parent)
    record("folder.made", folder, by=by)
    return folder


@transaction.atomic
def change(folder: Folder, name: str, parent: Folder | None, *, by: Membership) -> None:
    """Give the folder this name and place. Raises BadFolder."""
    tree = _alone(folder.brand)
    if parent and parent.pk in tree.below(folder.pk):
        raise BadFolder(_("A folder cannot lie within itself."), "parent")
    _check(tree, name, parent, height=tree.height(folder.pk), but=folder)
    folder.name, folder.parent = name, parent
    folder.save(update_fields=["name", "parent"])
    record("folder.changed", folder, by=by)


@transaction.atomic
def remove(folder: Folder, *, by: Membership) -> None:
    """Remove the folder; what is in it moves up to where it lay. Raises BadFolder when two would then have the same name."""
    tree = _alone(folder.brand)
    for inner in tree.within(folder.pk):
        _check(tree, inner.name, folder.parent, height=tree.height(inner.pk), but=folder)
    folder.assets.update(folder=folder.parent)
    folder.children.update(parent=folder.parent)
    record("folder.removed", folder, by=by)
    folder.delete()


def _alone(brand: Brand) -> Tree:
    """The tree, nobody else changing it until the end of the transaction."""
    one_by_one(f"folders:{brand.pk}")
    return Tree(brand)


def _check(tree: Tree, name: str, parent: Folder | None, *, height: int, but: Folder | None = None) -> None:
    there = tree.get(parent.pk) if parent else None
    if parent and there is None:
        raise BadFolder(_("The folder it was to lie in is gone: choose another one."), "parent")
    if (there.depth if there else 0) + height > DEEPEST:
        raise BadFolder(_("Folders lie within one another at most %(deepest)d deep.") % {"deepest": DEEPEST}, "parent")
    twins = [folder for folder in tree.within(parent.pk if parent else None) if folder != but]
    if any(fold(folder.name) == fold(name) for folder in twins):
        raise BadFolder(_("There is a folder called “%(name)s” already in that place.") % {"name": name})
