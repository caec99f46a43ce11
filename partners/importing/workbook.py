"""Lines of cells from an XLSX workbook, as texts: the one visible sheet that names its columns."""

import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from partners.importing.columns import Vocabulary, header_at
from partners.importing.outcomes import FileRefusedError, Remark, Verdict
from partners.importing.sources import HEAD, MOST_COLUMNS, Merged, Source

MOST_BYTES = 300_000_000
MOST_PARTS = 2_000
MOST_TIMES = 200
"""Unpacked, a workbook is 5 to 20 times its size; a thousand times is meant to fill memory."""
MOST_ROWS = 1_048_576
"""By the format; the library would go through as many empty rows as a broken number says."""

MERGE = re.compile(rb'mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How the format writes what XML cannot hold, and the first of the two signs of a line end."""
END_OF_CELLS = re.compile(rb"</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*/>")

Merges = dict[int, list[tuple[int, int]]]
"""By the first row of a cell that is merged downward: its column and its last row."""


def workbook(path: Path, words: Vocabulary, to_choose: bool = False) -> Source:
    check_parts(path)
    with opened(path) as book:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in book.worksheets if sheet not in sheets]
        fitting = [sheet.title for sheet in sheets if names_columns(sheet, words)]
        if to_choose and not fitting and len(sheets) == 1:
            fitting = [sheets[0].title]
        other = [sheet.title for sheet in sheets if sheet.title not in fitting]
    if not fitting:
        sentence = _("No visible sheet of %(path)s names the column “%(key)s”.")
        raise FileRefusedError(sentence % {"path": path, "key": words.key})
    if len(fitting) > 1:
        several = ", ".join(f"“{title}”" for title in fitting)
        sentence = _("Several sheets could be meant: %s. Please keep one, or import each alone.")
        raise FileRefusedError(sentence % several)
    left_out = ", ".join(f"“{title}”" for title in (*other, *hidden))
    sentence = _("Sheets that were not read, being hidden or without known columns: %s.")
    remarks = [Remark(Verdict.WARNED, "", sentence % left_out)] if left_out else []
    return Source(lambda: lines(path, fitting[0]), remarks)


def check_parts(path: Path) -> None:
    """Refuses what is no workbook, and one that would unpack to more than it could honestly be."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            has_types = any(defines_types(archive, part) for part in parts)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FileRefusedError(not_sound(path)) from error
    if has_types:
        raise FileRefusedError(not_sound(path))
    if not any(part.filename.endswith("workbook.xml") for part in parts):
        sentence = _("%s is an archive, but no XLSX workbook. Please save it as XLSX or CSV.")
        raise FileRefusedError(sentence % path)
    unpacked = sum(part.file_size for part in parts)
    packed = max(path.stat().st_size, 100_000)
    if unpacked > min(MOST_BYTES, packed * MOST_TIMES) or len(parts) > MOST_PARTS:
        sentence = _("%s unpacks to far more than it shows: please save it anew, or as CSV.")
        raise FileRefusedError(sentence % path)


def defines_types(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether it makes words of its own, such as one that stands for a thousand of another."""
    if not part.filename.endswith((".xml", ".rels", ".vml")):
        return False
    with archive.open(part) as file:
        return b"<!DOCTYPE" in file.read(4096).replace(b"\0", b"")


def not_sound(path: Path) -> str:
    return _("%s is not a sound XLSX workbook. Please save it anew, or as CSV.") % path


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    from openpyxl import load_workbook  # Costs 200 ms, at every start of every command.

    try:
        with warnings.catch_warnings():
            # It warns of styles and rules that it drops; here only texts are read.
            warnings.simplefilter("ignore")
            # By its content: it may be called .csv.
            with (
                path.open("rb") as file,
                closing(load_workbook(file, read_only=True, keep_links=False)) as book,
            ):
                yield book
    except FileRefusedError:
        raise
    except Exception as error:  # Whatever a broken part happens to raise in the library.
        raise FileRefusedError(not_sound(path)) from error


def names_columns(sheet: Any, words: Vocabulary) -> bool:
    head = ([text(cell) for cell in row] for row in cells(sheet))
    return header_at(list(islice(head, HEAD)), words) is not None


def cells(sheet: Any) -> Iterator[tuple]:
    # What a workbook says of its size may be wrong, or a million empty rows.
    sheet.reset_dimensions()
    return (row[:MOST_COLUMNS] for row in sheet.iter_rows(max_row=MOST_ROWS))


def lines(path: Path, title: str) -> Iterator[list[str]]:
    with opened(path) as book:
        sheet = book[title]
        merges = merged_downward(path, sheet)
        open_merges: dict[int, tuple[int, str]] = {}
        for number, row in enumerate(cells(sheet), start=1):
            line = [text(cell) for cell in row]
            fill(line, number, open_merges)
            for column, last in merges.get(number, ()):
                if column < len(line):
                    open_merges[column] = (last, line[column])
            yield line


def fill(line: list[str], number: int, open_merges: dict[int, tuple[int, str]]) -> None:
    """Gives the cells below the first of a merged one its text, as a reader of the sheet sees."""
    for column, (last, value) in list(open_merges.items()):
        if number > last:
            del open_merges[column]
        elif value:
            line += [""] * (column + 1 - len(line))
            line[column] = Merged(value)


def merged_downward(path: Path, sheet: Any) -> Merges:
    """Found by their tags behind the cells: the library tells merged cells only of whole sheets."""
    merges: Merges = defaultdict(list)
    with zipfile.ZipFile(path) as archive, archive.open(sheet._worksheet_path) as part:
        tail, is_behind = b"", False
        while chunk := part.read(1 << 20):
            tail += chunk
            if not is_behind and (end := END_OF_CELLS.search(tail)):
                tail, is_behind = tail[end.end() :], True
            if not is_behind:
                tail = tail[-40:]
    for match in MERGE.finditer(tail if is_behind else b""):
        first, last = int(match[2]), int(match[3])
        if last > first:
            merges[first].append((number_of(match[1].decode()), last))
    return merges


def number_of(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def text(cell: Any) -> str:
    """What a person would type for the value of a cell; a formula stays one, and is refused."""
    value = cell.value
    match value:
        case None:
            return ""
        case str():
            return ESCAPED.sub(lambda code: chr(int(code[1], 16)), value)
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
    return str(value)
