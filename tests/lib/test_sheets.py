"""CSV that a spreadsheet opens without running anything."""

import csv
import io

import pytest

from lib import sheets


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "＠x"])
def test_a_cell_that_looks_like_a_formula_is_shown_and_not_run(cell):
    assert sheets.defuse(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["plain", "a=b", "", 12, -3.5, True])
def test_other_cells_stay_as_they_are(cell):
    assert sheets.defuse(cell) == cell


def test_unknown_is_an_empty_cell():
    assert sheets.defuse(None) == ""


def test_commas_quotes_and_lines_come_back_as_they_went():
    rows = [["a,b", 'say "x"', "two\nlines"], ["é", "1", ""]]
    text = "".join(sheets.lines(rows)).removeprefix(sheets.BOM)
    assert list(csv.reader(io.StringIO(text, newline=""))) == rows
