"""Texts in CSV that a spreadsheet would calculate or count, made text by an apostrophe before them."""

import re

LIVE = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""What begins like this may run as a formula, in some spreadsheets behind blanks too."""
COUNTED = re.compile(
    r"\s*[$(]*\d[\d.,]*%?\)?(e[+-]?\d+)?\s*"  # 02119, 1.10, 12E3
    r"|\d{1,4}([-/.:])\d{1,4}(\1\d{1,4})?",  # 3/4, 1-2, 12:30
    re.IGNORECASE,
)
SAFE = re.compile(r"[12]\d{3}(-\d\d-\d\d)?")
"""Years, and days as the standard writes them, mean the same in a cell."""


def quoted(text: str) -> str:
    """The text, with an apostrophe where opening it in a spreadsheet would make it something else."""
    return f"'{text}" if changes(text) else text


def unquoted(text: str) -> str:
    """What `quoted` was given."""
    return text[1:] if text[:1] == "'" and changes(text[1:]) else text


def changes(text: str) -> bool:
    # A text with an apostrophe of its own gets another, so that one can be taken off blindly.
    bare = text.lstrip("'")
    if LIVE.match(bare):
        return True
    return bool(COUNTED.fullmatch(bare)) and not SAFE.fullmatch(bare)
