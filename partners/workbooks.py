"""Tables as XLSX, in which text stays text: no formula comes alive, and ZIP codes keep their zeros.

Written by hand, as the few lines of XML that a table is: a library that writes workbooks takes five
times as long for the same file. Each text is an inline string, which no program calculates.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, NamedTuple
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.timezone import localtime

LONGEST = 32_767
"""Characters of a cell, by the format."""
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
TITLE_MOST, NOT_IN_TITLES = 31, re.compile(r"[\[\]:*?/\\]")
BATCH = 200
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # Days are counted from it, without a zone.
WIDTH = 18

Value = str | int | float | bool | date | None

TEXT, FORMULA_LIKE, DAY, MOMENT, HEADING = 1, 2, 3, 4, 5
"""The styles of cells, in the order of STYLES."""
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELATIONS = (
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy-mm-dd hh:mm"/></numFmts><fonts count="2">'
    '<font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/>'
    '</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/>'
    '<xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/>'
    '<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


class Page(NamedTuple):
    """A sheet of a workbook; its first row is a heading that stays in view."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]


def write(
    target: Path | IO[bytes],
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *more: Page,
) -> None:
    """A workbook of a sheet, and of more after it; rows are written as they come."""
    pages = [Page(title, columns, rows), *more]
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=3) as book:
        for name, text in frame(pages):
            book.writestr(name, XML + text)
        for number, page in enumerate(pages, 1):
            with book.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
                for text in sheet(page):
                    part.write(text.encode())


def frame(pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """The parts around the sheets: what there is, and how cells look."""
    numbers = range(1, len(pages) + 1)
    override = '<Override PartName="/xl/{}.xml" ContentType="' + TYPE + '.{}+xml"/>'
    parts = [("workbook", "sheet.main"), ("styles", "styles")]
    parts += [(f"worksheets/sheet{n}", "worksheet") for n in numbers]
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{PACKAGE}/content-types">{RELATIONS}'
        + "".join(override.format(*part) for part in parts)
        + "</Types>",
    )
    yield "_rels/.rels", related([("officeDocument", "xl/workbook.xml")])
    sheets = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", related([*sheets, ("styles", "styles.xml")])
    named = "".join(
        f'<sheet name={quoteattr(title_of(page.title))} sheetId="{n}" r:id="r{n}"/>'
        for n, page in enumerate(pages, 1)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>',
    )
    yield "xl/styles.xml", STYLES


def related(targets: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def title_of(text: str) -> str:
    return NOT_IN_TITLES.sub(" ", UNWRITABLE.sub(" ", text))[:TITLE_MOST].strip() or "1"


def sheet(page: Page) -> Iterator[str]:
    """Some rows at a time."""
    yield (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
        'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(page.columns)}" width="{WIDTH}" customWidth="1"/></cols>'
        f"<sheetData><row>{''.join(text_cell(name, HEADING) for name in page.columns)}</row>"
    )
    held: list[str] = []
    for row in page.rows:
        held.append(f"<row>{''.join(map(cell, row))}</row>")
        if len(held) == BATCH:
            yield "".join(held)
            held.clear()
    yield f"{''.join(held)}</sheetData></worksheet>"


def cell(value: Value) -> str:
    if isinstance(value, str):
        if not value:
            return "<c/>"
        # A person who edits such a cell does not bring it to life either.
        return text_cell(value, FORMULA_LIKE if value[0] in "=+-@" else TEXT)
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{value:d}</v></c>'
    if isinstance(value, datetime):
        bare = localtime(value).replace(tzinfo=None) if value.tzinfo else value
        days = (bare - EPOCH).total_seconds() / 86_400
        return f'<c s="{MOMENT}"><v>{days!r}</v></c>'
    if isinstance(value, date):
        return f'<c s="{DAY}"><v>{(value - EPOCH.date()).days}</v></c>'
    return f"<c><v>{value!r}</v></c>"


def text_cell(value: str, style: int) -> str:
    text = escape(UNWRITABLE.sub("\ufffd", value)[:LONGEST]).replace("\r", "&#13;")
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
