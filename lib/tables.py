"""Tables that people send as CSV: whatever program wrote them, in whatever encoding, with whatever separator."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lib.text import storable

SEPARATORS = (",", ";", "\t", "|")
NONE = "\x1f"  # of a table of one column
LOOKED_AT = 40  # rows from which the separator is told
LONGEST_CELL = 131_072  # characters, what the csv module takes
WIDEST = 200  # columns
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class BadTable(ValueError):
    """It cannot be read; the text is a sentence for the person."""


@dataclass(frozen=True)
class Table:
    """A table that was read: its first row, the others with the number of the line each begins on, and how it was written."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    encoding: str
    separator: str


def read(data: bytes, *, most: int) -> Table:
    """The table in a file, its empty rows left out. Raises BadTable, also for more than `most` rows."""
    text, encoding = decode(data)
    separator = separator_of(text)
    rows = list(_limited(_rows(text, separator), most + 1))
    if not rows:
        raise BadTable(_("There is nothing in this file."))
    header = [cell.strip() for cell in rows[0][1]]
    if len(rows) == 1:
        raise BadTable(_("There is only one line in this file: the first line names the columns, the posts come below."))
    if len(header) > WIDEST:
        raise BadTable(_("This file has more than %(most)d columns.") % {"most": WIDEST})
    return Table(header, rows[1:], encoding, separator)


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and its encoding: what its first bytes say, else UTF-8 where it is that, else Windows-1252."""
    encoding = next((name for bom, name in BOMS if data.startswith(bom)), "utf-8")
    try:
        return storable(data.decode(encoding)), encoding
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        raise BadTable(_("This is no CSV file. Save the table as CSV, then send that file."))
    try:
        return storable(data.decode("cp1252")), "windows-1252"
    except UnicodeDecodeError:
        return storable(data.decode("latin-1")), "latin-1"


def separator_of(text: str) -> str:
    """What parts the cells: the sign that gives the most rows as wide as the first, and then the widest; NONE for one column."""
    best = max(SEPARATORS, key=lambda sign: _fit(text, sign))
    return best if _fit(text, best)[0] else NONE


def _fit(text: str, sign: str) -> tuple[bool, int, int]:
    try:
        rows = [
            row
            for number, row in zip(range(LOOKED_AT), csv.reader(io.StringIO(text, newline=""), delimiter=sign), strict=False)
            if row
        ]
    except csv.Error:
        return False, 0, 0
    width = len(rows[0]) if rows else 0
    return width > 1, sum(len(row) == width for row in rows) if width > 1 else 0, width


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        sentence = _("From line %(line)d on this cannot be read: a cell never ends. Look for a quotation mark too many.")
        raise BadTable(sentence % {"line": line}) from error


def _limited(rows: Iterable[tuple[int, list[str]]], most: int) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows):
        if number >= most:
            raise BadTable(_("This file has more than %(most)d rows. Part it in two.") % {"most": most - 1})
        yield row
