"""XLSX in and out."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from partners import workbooks
from partners.importing import FileRefusedError, import_organizations
from partners.models import Location, Organization

HEADER = ["Organization", "Street", "Zip", "Phone", "As of", "Lat", "Lng"]
ROW = ["Café Sol", "12 Warren St", 2119, 6175550100, date(2023, 11, 1), 42.3317, -71.0838]


@pytest.fixture
def load_book(reference, tmp_path):
    def load(book: Workbook) -> list[tuple]:
        book.save(tmp_path / "file.xlsx")
        outcomes = import_organizations(tmp_path / "file.xlsx")
        return [(o.record, o.outcome.value, o.column) for o in outcomes]

    return load


def a_book(*rows: list) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book


def test_numbers_and_dates_are_what_a_person_would_type(load_book):
    assert load_book(a_book(HEADER, ROW)) == [(1, "imported", ""), (1, "warned", "zip")]
    row, place = Organization.objects.get(), Location.objects.get()
    assert (row.name, row.phone, row.source_as_of) == ("Café Sol", "6175550100", "2023-11-01")
    assert (place.zip, place.latitude, place.in_catchment) == ("02119", 42.3317, True)


@pytest.mark.parametrize(
    ("position", "value", "column"),
    [
        (0, '=HYPERLINK("https://x.example","Sol")', "name"),
        (0, date(2026, 10, 5), "name"),
        (1, "#REF!", "address"),
        (3, 6.17, "phone"),
    ],
)
def test_cell_that_is_no_text_is_refused(load_book, position, value, column):
    row = [*ROW[:position], value, *ROW[position + 1 :]]
    assert load_book(a_book(HEADER, row)) == [(1, "refused", column)]


def test_title_merged_cells_and_blank_lines(load_book):
    book = a_book(
        ["Partners"], [], HEADER, ROW, ["B", None, None, "617-555-0101"], [], ["C", "1 C St"]
    )
    for cells in ("A1:G1", "C4:C5", "A7:A8"):
        book.active.merge_cells(cells)
    book.active["B8"] = "2 C St"
    verdicts = [(record, verdict) for record, verdict, _ in load_book(book) if verdict != "warned"]
    assert verdicts == [(1, "imported"), (2, "imported"), (3, "imported"), (4, "refused")]


def test_workbook_is_known_by_its_content_and_not_by_its_name(reference, tmp_path):
    a_book(HEADER, ROW).save(tmp_path / "file.xlsx")
    path = (tmp_path / "file.xlsx").rename(tmp_path / "file.csv")
    assert [o.outcome.value for o in import_organizations(path)] == ["imported", "warned"]


def test_letters_that_the_format_escapes_are_read(load_book):
    book = a_book([*HEADER, "About"], [*ROW, "one_x000D_\ntwo"], ["B_x0007_", "1 B St"])
    assert load_book(book)[-1] == (2, "refused", "name")
    assert Organization.objects.get().description == "one\r\ntwo"


def test_hidden_sheets_are_not_read(load_book):
    book = a_book(HEADER, ROW)
    for title, state in (("Old", "hidden"), ("Notes", "visible")):
        book.create_sheet(title).append(HEADER if state == "hidden" else ["x"])
        book[title].sheet_state = state
    assert load_book(book)[0] == (0, "warned", "")
    book["Old"].sheet_state = "visible"
    with pytest.raises(FileRefusedError, match="Several sheets could be meant: “Sheet”, “Old”"):
        load_book(book)


SHEET = "xl/worksheets/sheet1.xml"


def patched(before: bytes, after: bytes) -> bytes:
    """A sound workbook, but for what is put in the place of this part of its sheet."""
    sound, written = BytesIO(), BytesIO()
    a_book(HEADER, ROW).save(sound)
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(before, after) if name == SHEET else content)
    return written.getvalue()


def test_row_far_beyond_the_format_is_not_waited_for(reference, tmp_path):
    row = b'<row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData>'
    (tmp_path / "file.xlsx").write_bytes(patched(b"</sheetData>", row))
    told = [o.outcome.value for o in import_organizations(tmp_path / "file.xlsx")]
    assert told == ["imported", "warned"]


OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><worksheet '
FEW = b'<!DOCTYPE a [<!ENTITY b "few">]><worksheet '


@pytest.mark.parametrize("start", [OUTSIDE, FEW])
def test_workbook_with_words_of_its_own_is_refused(reference, tmp_path, start):
    (tmp_path / "file.xlsx").write_bytes(patched(b"<worksheet ", start))
    with pytest.raises(FileRefusedError, match="is not a sound XLSX workbook"):
        import_organizations(tmp_path / "file.xlsx")


def bomb(part: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", part)
    return written.getvalue()


ENTITIES = b'<!DOCTYPE a [<!ENTITY b "' + b"b" * 9999 + b'">]><a>' + b"&b;" * 9999 + b"</a>"


@pytest.mark.parametrize("content", [bomb(b"0" * 30_000_000), bomb(b"<x/>"), bomb(ENTITIES)])
def test_workbook_that_is_none_is_refused(reference, tmp_path, content):
    (tmp_path / "file.xlsx").write_bytes(content)
    with pytest.raises(FileRefusedError):
        import_organizations(tmp_path / "file.xlsx")


def test_what_is_written_is_text(tmp_path):
    values = ["02119", "=1+1", "+1", "-1", "@A1", "a\x07b", "x" * 40_000, 12, 1.5]
    workbooks.write(tmp_path / "out.xlsx", "Report", ["=head", "zip"], [values])
    rows = list(load_workbook(tmp_path / "out.xlsx").active.iter_rows())
    told = [(cell.value, cell.data_type) for cell in rows[1]]
    texts = ["02119", "=1+1", "+1", "-1", "@A1", "a\ufffdb", "x" * 32_767]
    assert told == [(text, "s") for text in texts] + [(12, "n"), (1.5, "n")]
    assert (rows[0][0].value, rows[0][0].data_type) == ("=head", "s")
