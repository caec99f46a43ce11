"""The report, and what is said on screen."""

import json

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from partners.models import Organization

SHEET = "Org name,Zip,Notes\nHaley House,2119,x\nTOTAL,1,\n,02119,\n"
REPORT = [
    (0, "warned", ""),
    (1, "imported", ""),
    (1, "warned", "zip"),
    (2, "ignored", ""),
    (3, "refused", "name"),
]


@pytest.fixture
def sheet(reference, tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text(SHEET)
    return path


def test_report_is_json_of_every_outcome(sheet, tmp_path):
    call_command("import_organizations", str(sheet), "--report", str(tmp_path / "out.json"))
    told = json.loads((tmp_path / "out.json").read_text())
    assert [(line["record"], line["outcome"], line["column"]) for line in told] == REPORT
    assert list(told[2]) == ["record", "outcome", "column", "message"]
    assert told[2]["message"] == "“2119” was read as 02119."


def test_report_may_be_a_workbook(sheet, tmp_path):
    call_command("import_organizations", str(sheet), "--report", str(tmp_path / "out.xlsx"))
    rows = list(load_workbook(tmp_path / "out.xlsx").active.iter_rows(values_only=True))
    assert rows[0] == ("record", "outcome", "column", "message")
    assert [(record, outcome, column or "") for record, outcome, column, _ in rows[1:]] == REPORT


def test_dry_run_reports_the_same_and_writes_nothing(sheet, tmp_path):
    for name, options in (("dry", ["--dry-run"]), ("wet", [])):
        report = str(tmp_path / f"{name}.json")
        call_command("import_organizations", str(sheet), "--report", report, *options)
        assert Organization.objects.count() == (0 if options else 1)
    assert (tmp_path / "dry.json").read_text() == (tmp_path / "wet.json").read_text()


def test_refused_file_is_record_zero(reference, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="is a PDF"):
        call_command(
            "import_organizations", str(tmp_path / "a.csv"), "--report", str(tmp_path / "o.json")
        )
    [told] = json.loads((tmp_path / "o.json").read_text())
    assert (told["record"], told["outcome"], told["column"]) == (0, "refused", "")


@pytest.mark.parametrize("report", ["sheet.csv", "out.txt", "no/out.json", "."])
def test_report_that_cannot_be_written_stops_before_the_import(sheet, tmp_path, report):
    with pytest.raises(CommandError, match="report"):
        call_command("import_organizations", str(sheet), "--report", str(tmp_path / report))
    assert (Organization.objects.count(), sheet.read_text()) == (0, SHEET)


def test_screen_speaks_words_that_staff_know(sheet, capsys):
    call_command("import_organizations", str(sheet))
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[:2] == [
        "Record Outcome Column Why",
        "File Taken with a remark Columns that are not imported: “Notes”.",
    ]
    assert lines[-8:] == [
        "Imported 1",
        "Updated 0",
        "Already here, unchanged 0",
        "Repeats another record 0",
        "Perhaps here already 0",
        "Taken with a remark 1",
        "Refused 1",
        "Left out 1",
    ]
