"""Workbooks as they are written: days are days, numbers numbers, and text is text."""

import io
from datetime import UTC, date, datetime
from itertools import islice
from time import process_time

from openpyxl import load_workbook

from partners import sheets, workbooks
from partners.workbooks import Page

ROW = ["02119", "=1+1", 12, 1.5, True, date(2026, 10, 15), None, "", "a < b & “c”\n d"]


def written(*rows: list, more: tuple[Page, ...] = ()):
    file = io.BytesIO()
    columns = [f"column {n}" for n in range(len(ROW))]
    workbooks.write(file, "A/B: “list”", columns, rows, *more)
    return load_workbook(file)


def test_each_value_keeps_its_kind():
    first = next(written(ROW).active.iter_rows(min_row=2))
    told = [cell.value for cell in first]
    day = datetime(2026, 10, 15)  # noqa: DTZ001  # Cells have no zone.
    assert told == ["02119", "=1+1", 12, 1.5, True, day, None, None, "a < b & “c”\n d"]
    assert [first[n].data_type for n in range(6)] == ["s", "s", "n", "n", "b", "d"]
    assert [first[n].quotePrefix for n in range(2)] == [False, True]


def test_moments_are_those_of_boston():
    at = datetime(2026, 10, 15, 16, 30, tzinfo=UTC)
    row = [at, *ROW[1:]]
    cell = written(row).active["A2"]
    assert cell.value == datetime(2026, 10, 15, 12, 30)  # noqa: DTZ001


def test_the_heading_stays_in_view_and_a_second_sheet_says_what_it_is():
    book = written(ROW, more=(Page("About", ["What", "Which"], [("Filter", "=none")]),))
    assert (book.sheetnames, book.active.freeze_panes) == (["A B  “list”", "About"], "A2")
    assert [cell.value for cell in book["About"][2]] == ["Filter", "=none"]


def test_csv_writes_days_as_the_standard_does():
    lines = sheets.csv_lines(["a", "b"], [[date(2026, 10, 15), "=1"]])
    assert list(lines)[1] == '"2026-10-15","\'=1"\r\n'


def test_rows_are_not_gathered_before_they_are_written():
    """Half of an endless list has reached the file when it breaks off."""
    asked = []

    def rows():
        for number in range(1_000):
            asked.append(number)
            yield [str(number)] * 3

    parts = workbooks.sheet(Page("a", ["a", "b", "c"], rows()))
    assert len(list(islice(parts, 2))) == 2
    assert len(asked) == workbooks.BATCH


def test_ten_thousand_rows_take_a_moment():
    began = process_time()
    workbooks.write(io.BytesIO(), "a", ["a"] * 26, ([*ROW, *ROW, *ROW[:8]] for _ in range(10_000)))
    assert process_time() - began < 10  # On a busy machine; a tenth of that on a free one.
