"""Checking the rows of a batch, and one that was just mended: their problems are kept beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from editorial import drafting
from editorial.imports import judging
from editorial.imports.alike import Shelf
from editorial.imports.batches import Level, cells_of
from editorial.imports.cells import Problem
from editorial.imports.judging import Judged, Options
from editorial.imports.names import Names
from editorial.models import Batch, BatchRow, Post, PostState
from lib import clock
from team.models import Brand

LATELY = timedelta(days=400)  # how far back posts are compared
MOST_POSTS = 20_000
ALIKE = "alike"  # the field of problems that are about the same words elsewhere


@dataclass
class Bench:
    """What rows are judged with, read once for many."""

    batch: Batch
    names: Names
    options: Options

    @classmethod
    def of(cls, batch: Batch) -> "Bench":
        """Read it."""
        names = Names.of(batch.brand)
        return cls(batch, names, options_of(batch, names))

    def judge(self, row: BatchRow, *, deep: bool = True) -> Judged:
        """What a row says."""
        return judging.judge(self.batch.brand, self.batch.mapping, row.cells, self.names, self.options, deep=deep)


def options_of(batch: Batch, names: Names) -> Options:
    """What was chosen for all rows; what does not exist any more counts as not chosen."""
    kept = batch.options
    campaign = next((each for each in names.campaigns.first.values() if each.pk == kept.get("campaign")), None)
    theme = next((each for each in names.themes if each.pk == kept.get("theme")), None)
    return Options(
        order=kept.get("order") or "dmy",
        zone=kept.get("zone") or "",
        hour=time.fromisoformat(kept["hour"]) if kept.get("hour") else None,
        accounts=tuple(names.every[pk] for pk in kept.get("accounts", ()) if pk in names.every),
        campaign=campaign or (theme.campaign if theme else None),
        theme=theme,
    )


def check(bench: Bench, rows: Sequence[BatchRow]) -> None:
    """Judge these rows and keep what is to be said about them."""
    judged = {row.pk: bench.judge(row) for row in rows}
    there = _there(bench.batch.brand, [found.number for found in judged.values() if found.number])
    for row in rows:
        _settle(row, judged[row.pk], there)
    BatchRow.objects.bulk_update(rows, ["problems", "level", "left_out"])


def _there(brand: Brand, numbers: Sequence[int]) -> Mapping[int, Post]:
    posts = brand.posts.select_related("campaign", "theme").exclude(state=PostState.ARCHIVED)
    return posts.in_bulk(numbers) if numbers else {}


def _settle(row: BatchRow, judged: Judged, there: Mapping[int, Post]) -> None:
    problems = list(judged.problems)
    post = there.get(judged.number or 0)
    same = post is not None and not judged.far and judging.unchanged(judged.draft, drafting.of(post))
    if same:
        problems.append(Problem(ALIKE, _("This very post is here already, unchanged: the row is left out."), error=False))
    row.left_out = same or row.left_out
    keep(row, problems)


def keep(row: BatchRow, problems: Sequence[Problem]) -> None:
    """Write the problems into the row; the caller saves it."""
    row.problems = [asdict(problem) for problem in problems]
    row.level = Level.ERROR if any(problem.error for problem in problems) else Level.NOTE if problems else Level.FINE


def shelf_of(brand: Brand, batch: Batch | None = None) -> Shelf:
    """The words of the brand's posts of the last year and of those to come, and of the rows of a batch."""
    posts = brand.posts.exclude(state=PostState.ARCHIVED).filter(changed_at__gte=clock.now() - LATELY)
    found = posts.order_by("-pk").values_list("pk", "text")[:MOST_POSTS]
    shelf = Shelf((f"post:{pk}", text) for pk, text in found)
    for row in batch.rows.order_by("number") if batch else ():
        shelf.put(f"row:{row.number}", cells_of(batch, row).get("text", ""))  # type: ignore[arg-type]
    return shelf


def compare(batch: Batch) -> None:
    """Note which rows say what a post, or a row above, says already; at the end of the check of all."""
    shelf, changed = shelf_of(batch.brand), []
    for row in batch.rows.order_by("number").iterator(chunk_size=500):
        text = cells_of(batch, row).get("text", "")
        if not row.left_out and note_likeness(row, shelf.find(text)):
            changed.append(row)
        shelf.put(f"row:{row.number}", text)
    BatchRow.objects.bulk_update(changed, ["problems", "level"], batch_size=500)


def note_likeness(row: BatchRow, found: tuple[str, bool] | None) -> bool:
    """Write down where the same words stand; whether there was something to write."""
    if not found:
        return False
    key, same = found
    kind, _colon, number = key.partition(":")
    sentence = SAID[kind, same]() % {"n": number}
    row.problems = [
        *row.problems,
        {"field": ALIKE, "sentence": sentence, "error": False, "post": number if kind == "post" else ""},
    ]
    row.level = row.level if row.level == Level.ERROR else Level.NOTE
    return True


SAID: dict[tuple[str, bool], Any] = {
    ("post", True): lambda: _("A post says the very same."),
    ("post", False): lambda: _("A post says nearly the same."),
    ("row", True): lambda: _("Line %(n)s says the very same."),
    ("row", False): lambda: _("Line %(n)s says nearly the same."),
}


def mend(batch: Batch, row: BatchRow, cells: Mapping[str, str]) -> None:
    """Keep other cells (by field) in a row and judge it again; a field without a column gets one."""
    for key in cells:
        if key not in batch.mapping:
            batch.mapping, batch.header = [*batch.mapping, key], [*batch.header, ""]
            batch.save(update_fields=["mapping", "header"])
    row.cells = [*row.cells, *[""] * len(batch.mapping)][: len(batch.mapping)]
    for key, value in cells.items():
        places = [place for place, field in enumerate(batch.mapping) if field == key]
        for place in places:
            row.cells[place] = value if place == places[0] else ""
    row.left_out = False
    row.save(update_fields=["cells", "left_out"])
    check(Bench.of(batch), [row])
    if not row.left_out:
        _compare_one(batch, row)


def _compare_one(batch: Batch, row: BatchRow) -> None:
    text = cells_of(batch, row).get("text", "")
    shelf = shelf_of(batch.brand)
    for other in batch.rows.exclude(pk=row.pk).order_by("number"):
        shelf.put(f"row:{other.number}", cells_of(batch, other).get("text", ""))
    if note_likeness(row, shelf.find(text)):
        row.save(update_fields=["problems", "level"])
