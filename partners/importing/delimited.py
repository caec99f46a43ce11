"""Lines of cells from a file of text: commas, semicolons, tabs or bars between them."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from partners.importing.columns import Vocabulary, header_at, meaning
from partners.importing.decoding import encoding_of
from partners.importing.outcomes import FileRefusedError
from partners.importing.sources import HEAD, MOST_COLUMNS, Source

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 1 << 20
"""Characters, after which a quotation mark was surely left open."""


def delimited(path: Path, head: bytes, words: Vocabulary) -> Source:
    codec, remarks = encoding_of(path, head)
    told = told_delimiter(path, codec)
    delimiter = told or likely_delimiter(path, codec, words)
    return Source(
        lambda: lines(path, codec, delimiter, skipped=1 if told else 0), remarks, delimiter
    )


def told_delimiter(path: Path, codec: str) -> str:
    """What a first line such as `sep=;` says, which some spreadsheets write."""
    with path.open(encoding=codec, errors="replace", newline="") as file:
        first = file.readline(20).strip('"\r\n ')
    is_told = first.casefold().startswith("sep=") or first == "sep="
    return (first[4:5] or "\t") if is_told else ""


def likely_delimiter(path: Path, codec: str, words: Vocabulary) -> str:
    """The one under which a line names most columns that are known."""

    def known(delimiter: str) -> int:
        try:
            first = list(islice(lines(path, codec, delimiter), HEAD))
        except FileRefusedError:
            return 0
        at = header_at(first, words)
        return 0 if at is None else len({meaning(label, words) for label in first[at]} - {""})

    return max(DELIMITERS, key=known)


def lines(path: Path, codec: str, delimiter: str, skipped: int = 0) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=codec, errors="replace", newline="") as file:
        for _line in range(skipped):
            file.readline()
        # Blanks between a comma and a quotation mark would make the mark a part of the text.
        reader = csv.reader(file, delimiter=delimiter, strict=True, skipinitialspace=True)
        while True:
            begins = reader.line_num + skipped + 1
            try:
                yield narrow(next(reader))
            except StopIteration:
                return
            except csv.Error as error:
                raise FileRefusedError(
                    _(
                        "From line %(line)d on, %(path)s is not sound CSV: a quotation mark is left"
                        " open, or stands within a text (%(why)s)."
                    )
                    % {"line": begins, "path": path, "why": error}
                ) from error


def narrow(cells: list[str]) -> list[str]:
    """What stands beyond the most columns that are taken is one more cell, if it is anything."""
    if len(cells) <= MOST_COLUMNS:
        return cells
    beyond = "".join(cells[MOST_COLUMNS:]).strip()
    return cells[:MOST_COLUMNS] + ([beyond] if beyond else [])
