"""Whatever a file holds, it is taken, or refused with a sentence."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.importing import FileRefusedError, import_organizations
from partners.importing.columns import SYNONYMS
from partners.importing.repairing import repaired
from partners.models import Organization

PIECES = st.sampled_from(
    [
        *SYNONYMS, "Organization", ",", ";", "\t", "\n", "\r\n", '"', '""', "sep=;\n", "=1+1", "2119",
        "\x00", "\ufeff", "\u202e", "Ã©", "é", "42.33", "-71,08", "TOTAL", "javascript:", "<b>", "\ud800",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=9), max_size=60).map("".join)
CODECS = st.sampled_from(["utf-8", "utf-16", "utf-16-le", "cp1252", "latin-1", "utf-8-sig"])
CONTENTS = st.binary(max_size=300) | st.builds(
    lambda text, codec: text.encode(codec, "ignore"), TEXTS, CODECS
)
ROWS = st.lists(st.lists(TEXTS, min_size=5, max_size=5), max_size=6)


def assert_taken_or_refused(path) -> None:
    try:
        outcomes = import_organizations(path)
    except FileRefusedError:
        return
    assert all(re.search(r"[.)?]$", o.message) for o in outcomes if o.message)
    for row in Organization.objects.all():
        row.full_clean()
    again = import_organizations(path)
    assert not {o.outcome.value for o in again} & {"imported", "updated"}


# Each example begins where the one before ended, which is what staff's database does too.
@pytest.mark.parametrize("header", ["", "name,address,zip,latitude,longitude\n"])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=CONTENTS)
def test_any_bytes(reference, tmp_path, header, content):
    path = tmp_path / "file.csv"
    path.write_bytes(header.encode() + content)
    assert_taken_or_refused(path)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=ROWS)
def test_any_cells(reference, tmp_path, rows):
    path = tmp_path / "file.csv"
    quoted = [["name", "address", "zip", "website", "source"], *rows]
    lines = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in quoted)
    path.write_bytes("\n".join(lines).encode("utf-8", "ignore"))
    assert_taken_or_refused(path)


@given(column=st.sampled_from(list(SYNONYMS)), text=TEXTS)
def test_a_repair_is_done_once(column, text):
    taken, _remarks, problem = repaired(column, text.strip())
    assert problem or repaired(column, taken)[0] == taken
