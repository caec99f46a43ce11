"""Reports, and the records behind their figures."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from engagements.reports import annual, carnegie, figures, rows
from frontend.languages import in_language
from frontend.report_rows import Rows
from frontend.reports import (
    OFFERED,
    Asked,
    GridPage,
    LcmePage,
    ReportList,
    TermPage,
    only_staff,
)
from occme.downloads import download

Answer = HttpResponse | StreamingHttpResponse
SHEETS = {"csv": figures.csv_lines, "xlsx": figures.workbook_parts}
GRID_SHEETS = {"csv": carnegie.csv_lines, "xlsx": carnegie.workbook_parts}
ROW_SHEETS = {"csv": rows.csv_lines, "xlsx": rows.workbook_parts}


@never_cache
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Who opens it: staff who have to report to somebody.
    In what situation: an accreditation, a classification, the end of a year.
    In the first five seconds they want: the report that was asked for, for the right time.
    """
    only_staff(request.user)
    asked = ReportList(request)
    if onward := asked.onward:
        return redirect(onward)
    status = 400 if asked.problem else 200
    return render(request, "report_list.html", {"asked": asked, "offered": OFFERED}, status=status)


@never_cache
@require_safe
def report_carnegie(request: HttpRequest) -> Answer:
    """Who opens it: staff who fill in the application, or bring it up to date.
    In what situation: the form of the classification is open beside it.
    In the first five seconds they want: one partnership after the other, in the form's own order.
    """
    only_staff(request.user)
    page = GridPage(request)
    if page.format and page.grid:
        return download(
            GRID_SHEETS[page.format](page.grid, page.address), "carnegie-grid", page.format
        )
    is_understood = page.page is not None and not page.problem
    return render(
        request, "report_carnegie.html", {"asked": page}, status=200 if is_understood else 400
    )


@never_cache
@require_safe
def report_lcme(request: HttpRequest) -> Answer:
    """Who opens it: staff who write the school's answer to element 6.6.
    In what situation: a survey visit comes, and numbers are needed that hold.
    In the first five seconds they want: how many students took part, of which class, in what.
    """
    only_staff(request.user)
    asked = LcmePage(request)
    return answered(request, asked, asked.report, "lcme-6-6")


@never_cache
@require_safe
def report_annual(request: HttpRequest) -> Answer:
    """Who opens it: staff at the end of a year; then, on paper, whoever OCCME answers to.
    In what situation: somebody asks whether the nine values are more than words.
    In the first five seconds they want: a figure for each, misses too, and what it counts.
    """
    only_staff(request.user)
    asked = Asked(request)
    report = None
    if not asked.problem:
        options = {"name": asked.name, "hides_small": asked.hides_small}
        report = annual.report(asked.period, user=request.user, **options)  # type: ignore[arg-type]
    return answered(request, asked, report, "annual-report")


@never_cache
@require_safe
def report_term(request: HttpRequest, slug: str) -> Answer:
    """Who opens it: staff before they meet a partner, who hand it over; the partner's own people.
    In what situation: a term is over.
    In the first five seconds they want: what each side gave, and what changed.
    """
    asked = TermPage(request, slug)
    with in_language(asked.organization.preferred_language):
        return answered(request, asked, asked.report, f"report-{slug}")


def answered(
    request: HttpRequest, asked: Asked, report: figures.Report | None, name: str
) -> Answer:
    """As a page, or as a sheet."""
    if asked.format and report:
        parts = list(SHEETS[asked.format](report, asked.address))  # In the language of the report.
        return download(parts, name, asked.format)
    context = {"asked": asked, "report": report}
    return render(request, "report.html", context, status=200 if report else 400)


@never_cache
@require_safe
def report_rows(request: HttpRequest, kind: str) -> Answer:
    """Who opens it: whoever read a figure in a report and followed it.
    In what situation: a doubt, or a question from outside.
    In the first five seconds they want: as many records as the figure says, each with its page.
    """
    found = Rows(kind, request.GET, request.user)
    ending = request.GET.get("format", "")
    if ending in ROW_SHEETS and found.is_understood:
        parts = ROW_SHEETS[ending](found.kind, found.filters.qs, request.user)
        return download(parts, found.kind.slug, ending)
    status = 200 if found.is_understood else 400
    return render(request, "report_rows.html", {"found": found}, status=status)
