"""CSV that a spreadsheet opens without running anything."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone, translation

BOM = "\ufeff"  # tells the common spreadsheet that the file is UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class _Echo:
    def write(self, line: str) -> str:
        return line


def defuse(cell: Any) -> Any:
    """The cell as it is shown: a text that a spreadsheet would take for a formula gets an apostrophe in front.

    So does one that already begins that way with apostrophes, so that `fuse` gives every text back as it was.
    """
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and _dangerous(cell) else cell


def fuse(cell: str) -> str:
    """The text that `defuse` was given."""
    return cell[1:] if cell.startswith("'") and _dangerous(cell) else cell


def _dangerous(cell: str) -> bool:
    return cell.lstrip(" \n'").startswith(FORMULA)


def lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The rows as lines of CSV; None becomes an empty cell."""
    writer = csv.writer(_Echo())
    yield BOM
    for row in rows:
        yield writer.writerow([defuse(cell) for cell in row])


def download(name: str, rows: Iterable[Iterable[Any]]) -> StreamingHttpResponse:
    """An answer that saves the rows as a file of that name, written line by line in the asker's language and zone."""
    language, zone = translation.get_language(), timezone.get_current_timezone()

    def spoken() -> Iterator[str]:
        with translation.override(language), timezone.override(zone):
            yield from lines(rows)

    answer = StreamingHttpResponse(spoken(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
