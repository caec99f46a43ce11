"""A list as it is filtered, in another format: a file, or a page to print."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.formats import date_format, localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from frontend.headings import heading
from frontend.lists import PRINT, FilteredList
from occme.downloads import download
from partners.workbooks import Value

HERE = "<!-- rows -->"


def exported(request: HttpRequest, found: FilteredList) -> StreamingHttpResponse | None:
    """What was asked for with `format`, once it is understood; nothing where it was the page."""
    ending = found.data.get("format", "")
    if not ending or found.problems or found.sheet is None:
        return None
    if ending == PRINT:
        return StreamingHttpResponse(printed(request, found))
    parts = found.sheet.parts(ending, found.exported, found.user, found.about)
    return download(parts, found.sheet.name, ending)


def printed(request: HttpRequest, found: FilteredList) -> Iterator[str]:
    """The page around the rows, and between its halves the rows as they are read."""
    sheet: Any = found.sheet
    context = {
        "found": found,
        "headings": [heading(name) for name in sheet.columns],
        "back": found.api_query,
        "here": SafeString(HERE),
    }
    before, _mark, after = render_to_string("print.html", context, request).partition(HERE)
    yield before
    for row in sheet.rows(found.exported, found.user):
        yield line(row)
    yield after


def line(row: Iterable[Value]) -> str:
    return format_html("<tr>{}</tr>\n", format_html_join("", "<td>{}</td>", cells(row)))


def cells(row: Iterable[Value]) -> Iterator[tuple[str]]:
    for value in row:
        if isinstance(value, bool):
            yield (_("yes") if value else _("no"),)
        else:
            yield ("" if value is None else shown(value),)


def shown(value: Any) -> str:
    if hasattr(value, "hour"):
        return date_format(value, "SHORT_DATETIME_FORMAT")
    if hasattr(value, "year"):
        return date_format(value, "SHORT_DATE_FORMAT")
    return str(value) if isinstance(value, str | int) else str(localize(value))
