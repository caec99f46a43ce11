"""Files as spreadsheets and hurried hands write them, and why one is refused as a whole."""

import pytest

from partners.importing import FileRefusedError, import_organizations
from partners.importing.reading import read
from partners.models import Location, Organization

SHEET = "name,address,zip\nCafé Sol,12 Warren St,02119\n"


@pytest.fixture
def load_bytes(reference, tmp_path):
    """Imports a file with this content; returns what became of what, without messages."""

    def load(content: bytes, name: str = "file.csv") -> list[tuple]:
        (tmp_path / name).write_bytes(content)
        outcomes = import_organizations(tmp_path / name)
        return [(o.record, o.outcome.value, o.column) for o in outcomes]

    return load


def written() -> list[tuple]:
    rows = Organization.objects.order_by("pk").values_list(
        "name", "locations__address", "locations__zip"
    )
    return list(rows)


@pytest.mark.parametrize(
    ("content", "remarks"),
    [
        (SHEET.encode(), 0),
        (SHEET.encode("utf-8-sig"), 0),
        (SHEET.encode("utf-16"), 0),
        (SHEET.encode("utf-16-le"), 0),
        (SHEET.encode("utf-16-be"), 0),
        (SHEET.encode("utf-32"), 0),
        (b"\0\0\xfe\xff" + SHEET.encode("utf-32-be"), 0),
        (SHEET.replace(",12 Warren St,", ', "12 Warren St", ').encode(), 0),
        (SHEET.encode("cp1252"), 1),
        (SHEET.replace("\n", "\r\n").encode(), 0),
        (SHEET.replace("\n", "\r").encode(), 0),
        (SHEET.replace(",", ";").encode(), 0),
        (SHEET.replace(",", "\t").encode(), 0),
        (SHEET.replace(",", "|").encode(), 0),
        (b"sep=;\r\n" + SHEET.replace(",", ";").encode(), 0),
        (SHEET.replace("name,address,zip", " Org Name ,STREET,Zip Code").encode(), 0),
        (SHEET.replace("\n", ",,\n").encode(), 0),
        (SHEET.replace("\n", "\n\n,,\n").encode(), 0),
        (SHEET.replace("Café Sol", '"Café\nSol"').encode(), 1),
        (SHEET.replace("Café", "Ca\u200bfe\u0301").encode(), 1),
        (SHEET.replace("02119", '"=""02119"""').encode(), 0),
        (SHEET.replace("02119", "2119").encode(), 1),
        (f"Our partners\n\nas of,2026\n{SHEET}".encode(), 1),
        (SHEET.replace("zip", "zip,Notes").replace("02119", "02119,secret").encode(), 1),
    ],
)
def test_one_sheet_in_many_shapes(load_bytes, content, remarks):
    outcomes = load_bytes(content)
    assert [verdict for _, verdict, _ in outcomes if verdict != "warned"] == ["imported"]
    assert (len(outcomes) - 1, written()) == (remarks, [("Café Sol", "12 Warren St", "02119")])


def test_row_without_a_source_is_for_staff_alone(load_bytes):
    load_bytes(SHEET.encode())
    row = Organization.objects.get()
    assert (row.publication, row.stage, row.source, row.kind) == ("hidden", "", "", "other")
    assert load_bytes(SHEET.encode()) == [(1, "unchanged", "")]
    assert load_bytes(SHEET.replace("zip", "phone").replace("02119", "617-555-0100").encode()) == [
        (1, "updated", "phone")
    ]
    assert Location.objects.get().zip == "02119"


def test_titles_totals_and_footnotes_are_no_organizations(load_bytes):
    lines = "HEALTH CENTERS,,\nSchools:,,\nRoxbury,,\nTOTAL,2,\nname,address,zip\nSource: City,,\n"
    outcomes = load_bytes(SHEET.encode() + lines.encode() + b"Haley House,,\n")
    assert [verdict for _, verdict, _ in outcomes] == ["imported", *["ignored"] * 6, "imported"]
    assert [name for name, *_ in written()] == ["Café Sol", "Haley House"]


def test_line_broken_in_two_is_refused_and_not_taken_for_two(load_bytes):
    outcomes = load_bytes(b"name,address,zip\nCaf\xc3\xa9 Sol,12\rWarren St,02119\nHaley House\n")
    assert outcomes == [(record, "refused", "") for record in (1, 2, 3)]


@pytest.mark.parametrize("content", [b"name,address", b"\xef\xbb\xbfname,zip\r\n,\r\n"])
def test_file_without_rows_says_so(load_bytes, content):
    assert load_bytes(content) == [(0, "warned", "")]


def test_rows_whose_cells_cannot_be_told_apart_are_refused(load_bytes):
    lines = b'A,B\nC,D,02119,E\n"F\nG,1 St,02119",2 St,02119\nH\xff,3 St,02119\n'
    refused = [(1, "refused", ""), (2, "refused", ""), (3, "refused", ""), (4, "refused", "name")]
    outcomes = load_bytes(b"name,address,zip\n" + lines + "É,4 St,02119\n".encode())
    assert outcomes == [(0, "warned", ""), *refused, (5, "imported", "")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "FILE is empty."),
        (b" \r\n", "FILE is empty."),
        (b"\xef\xbb\xbf", "FILE is empty."),
        (b"\xff\xfe", "FILE is empty."),
        (b"%PDF-1.7", "FILE is a PDF. Please save the table as CSV or as XLSX."),
        (b"\xd0\xcf\x11\xe0", None),
        (b"<html>\n<td>\nname\n</td>\n", "FILE is a web page. Please save the table as CSV or as XLSX."),
        (b"\n%PDF-1.7\n", "FILE is a PDF. Please save the table as CSV or as XLSX."),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "FILE is a picture. Please save the table as CSV or as XLSX."),
        (b"PK\x03\x04 and no more", None),
        (b"\x00\xff\x00\xff" * 100, None),
        (b"address,zip\n1 A St,02119\n", None),
        (b"name,Notes,notes\n", None),
        (b"name,Organization\n", None),
        (b'name,zip\nA,02119\n"B,02119\nC,02119\n', None),
        (b'name,zip\n"A"s,02119\n', None),
        (b"name,zip\nA," + b"x" * 2_000_000, None),
    ],
)  # fmt: skip
def test_file_is_refused_as_a_whole(load_bytes, tmp_path, content, sentence):
    with pytest.raises(FileRefusedError) as refused:
        load_bytes(content)
    told = str(refused.value).replace(str(tmp_path / "file.csv"), "FILE")
    assert told == sentence or (sentence is None and told.endswith("."))


def test_no_more_columns_are_read_than_a_sheet_has(load_bytes):
    """Rows of one cell are filled up to the columns: of a few bytes would be gigabytes."""
    with pytest.raises(FileRefusedError, match="more than 200 columns"):
        load_bytes(b"name," + b",".join(b"c%d" % number for number in range(200)) + b"\nA\n")
    blank, many = b"," * 100_000, b",x" * 400
    rows = b"name,zip" + blank + b"\nCaf\xc3\xa9 Sol,02119" + blank + b"\nB,02119" + many + b"\n"
    assert load_bytes(rows) == [(1, "imported", ""), (2, "refused", "")]


def test_no_more_rows_are_read_than_are_taken(tmp_path):
    """The last line would be refused, if it was read."""
    path = tmp_path / "file.csv"
    path.write_text("name\n" + "A\n" * 50 + '"' * 3)
    with pytest.raises(FileRefusedError, match="more than 2 rows"), read(path, most_rows=2):
        pass


def test_missing_file_and_folder_are_said(reference, tmp_path):
    with pytest.raises(FileRefusedError, match="cannot be opened: No such file or directory"):
        import_organizations(tmp_path / "nothing.csv")
    with pytest.raises(FileRefusedError, match="is a folder"):
        import_organizations(tmp_path)


def test_reference_data_comes_first(db, tmp_path):
    (tmp_path / "file.csv").write_text(SHEET)
    with pytest.raises(FileRefusedError, match="please run load_reference first"):
        import_organizations(tmp_path / "file.csv")
