"""From a file to a header and rows of text. Knows nothing of organizations but their columns."""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from partners.importing.outcomes import FileRefusedError

REQUIRED = (
    "name",
    "address",
    "city",
    "state",
    "zip",
    "latitude",
    "longitude",
    "category",
    "description",
    "website",
    "languages",
    "coordinate_method",
    "source_as_of",
    "source",
)
"""All must be there, for a missing column would empty what an earlier import filled."""

OPTIONAL = ("neighborhood", "kind")


@dataclass(frozen=True)
class Row:
    """A record of the file; blank lines are not counted."""

    record: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    header: list[str]
    rows: list[Row]


def read(path: Path) -> Table:
    """The records of a CSV file in UTF-8, every cell without surrounding blanks."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = [[cell.strip() for cell in line] for line in csv.reader(file, strict=True)]
    except OSError as error:
        raise FileRefusedError(
            _("%(path)s cannot be opened: %(why)s.") % {"path": path, "why": error.strerror}
        ) from error
    except UnicodeDecodeError as error:
        raise FileRefusedError(
            _("%(path)s is not UTF-8 text: byte %(position)d. Please save it as “CSV UTF-8”.")
            % {"path": path, "position": error.start + 1}
        ) from error
    except csv.Error as error:
        raise FileRefusedError(
            _("%(path)s is not sound CSV: %(why)s.") % {"path": path, "why": error}
        ) from error
    filled = [line for line in lines if any(line)]
    if not filled:
        raise FileRefusedError(_("%(path)s is empty.") % {"path": path})
    header, *records = filled
    check_header(header)
    return Table(header, [Row(number, cells) for number, cells in enumerate(records, start=1)])


def check_header(header: list[str]) -> None:
    """Refuses a header with missing, unknown or repeated columns, naming all of them."""
    problems = {
        _("missing"): [column for column in REQUIRED if column not in header],
        _("not known"): [column for column in header if column not in REQUIRED + OPTIONAL],
        _("there twice"): sorted({column for column in header if header.count(column) > 1}),
    }
    found = [f"{', '.join(columns)} ({what})" for what, columns in problems.items() if columns]
    if found:
        raise FileRefusedError(
            _("The first line does not name the columns as expected: %(problems)s.")
            % {"problems": "; ".join(found)}
        )
