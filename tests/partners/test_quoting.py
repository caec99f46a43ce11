"""What a spreadsheet would make of a text in CSV, and how it stays a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.quoting import LIVE, quoted, unquoted


@pytest.mark.parametrize(
    "text",
    [
        "02119", "60601", "1.10", "12E3", "1,234", "(617)", "5%", "3/4", "1-2", "12:30", "2E5",
        "=1+1", " =1+1", "+1 617-555-0100", "-1+1", "@SUM(1)", "\t=1", "＝1+1", "'02119", "''=1+1",
        "6175550100",
    ],
)  # fmt: skip
def test_an_apostrophe_is_put_before(text):
    assert (quoted(text), unquoted(quoted(text))) == (f"'{text}", text)


@pytest.mark.parametrize(
    "text",
    [
        "", "Haley House", "12 Warren St", "02119-1234", "617-555-0100", "(617) 555-0100", "2021",
        "2026-02-01", "2014–2016", "'Round Midnight", "826 Boston", "https://a.example/",
    ],
)  # fmt: skip
def test_other_texts_stay_as_they_are(text):
    assert (quoted(text), unquoted(text)) == (text, text)


@given(st.text(alphabet="'=+-@ 0123456789.,Ee/:\t\nA＝", max_size=8))
def test_it_is_always_taken_off_again_and_never_live(text):
    assert unquoted(quoted(text)) == text
    assert not LIVE.match(quoted(text))
