"""What makes a file, and why one is refused as a whole."""

import pytest

from partners.importing import FileRefusedError, import_organizations
from partners.importing.reading import REQUIRED


def test_missing_and_extra_cells_are_refused(reference, tmp_path):
    path = tmp_path / "file.csv"
    path.write_text(f"{','.join(REQUIRED)}\n\nA,B\n,,\n{','.join('x' * 15)}\n")
    assert [(o.record, o.message) for o in import_organizations(path)] == [
        (1, "It has 2 cells; the first line has 14."),
        (2, "It has 15 cells; the first line has 14."),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "FILE is empty."),
        (b"name\xe9\n", "FILE is not UTF-8 text: byte 5. Please save it as “CSV UTF-8”."),
        (b'name,"address\n', "FILE is not sound CSV: unexpected end of data."),
        (
            ",".join([*REQUIRED[2:], "name", "name", "adress"]).encode(),
            (
                "The first line does not name the columns as expected: "
                "address (missing); adress (not known); name (there twice)."
            ),
        ),
    ],
)
def test_file_is_refused_as_a_whole(reference, tmp_path, content, sentence):
    assert refusal(tmp_path / "file.csv", content) == sentence


def test_missing_file_is_said(reference, tmp_path):
    with pytest.raises(FileRefusedError, match="cannot be opened: No such file or directory"):
        import_organizations(tmp_path / "nothing.csv")


def test_reference_data_comes_first(db, tmp_path):
    sentence = "There are no focus areas yet: please run load_reference first."
    assert refusal(tmp_path / "file.csv", ",".join(REQUIRED).encode()) == sentence


def refusal(path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(FileRefusedError) as refused:
        import_organizations(path)
    return str(refused.value).replace(str(path), "FILE")
