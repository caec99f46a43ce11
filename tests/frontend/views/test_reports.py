"""Reports as pages and sheets: who reads them, and that each figure leads to what it counts."""

import csv
import io

import openpyxl
import pytest

from engagements.reports import annual, lcme, term
from engagements.reports.carnegie import Grid
from engagements.reports.figures import Figure, Report
from engagements.reports.figures import table as table_of
from frontend.addresses import path_of
from tests import factories
from tests.engagements.reports.conftest import (  # noqa: F401
    NAME,
    meals,
    section,
    small_year,
    week,
    year,
)


def figures(report: Report) -> list[Figure]:
    rows = [row for section in report.sections for row in section.rows]
    return [figure for row in rows for figure in row.figures if figure and figure.link]


def followed(client, figure: Figure) -> tuple:
    """The figure that the records behind it come to; for percents, of their own part."""
    response = client.get(path_of(figure.link))
    assert response.status_code == 200, (path_of(figure.link), response.content)
    found = response.context["found"].comes_to.value
    if figure.unit == "percent":
        return (round(100 * found / figure.of) if figure.of else None,)
    return (found,)


def mismatches(client, found: list[Figure]) -> list:
    counted = [one for one in found if one.unit != "days"]
    return [one for one in counted if followed(client, one) != (one.value,)]


@pytest.mark.parametrize("kind", ["lcme", "annual", "term"])
def test_each_figure_leads_to_as_many_records(as_staff, staff, small_year, year, kind):  # noqa: F811
    report = {
        "lcme": lambda: lcme.report(year, name=NAME),
        "annual": lambda: annual.report(year, name=NAME, user=staff),
        "term": lambda: term.report(small_year["home"], year, name=NAME, user=staff),
    }[kind]()
    assert len(figures(report)) > 10
    assert mismatches(as_staff, figures(report)) == []


def test_each_figure_of_the_grid_leads_to_as_many_records(as_staff, small_year, year):  # noqa: F811
    found = [
        figure
        for row in Grid(year, name=NAME).partnerships()
        for figure in (row.faculty, row.staff, row.students, row.promised, row.paid,
                       *(figure for _label, figure in row.voice))
    ]  # fmt: skip
    assert (len(found), mismatches(as_staff, found)) == (18, [])


def rows_of(response, ending: str) -> list[list[str]]:
    data = b"".join(response.streaming_content)
    if ending == "csv":
        return list(csv.reader(io.StringIO(data.decode().removeprefix("\ufeff"))))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return [["" if cell is None else cell for cell in row] for row in sheet.values]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["lcme", "annual"])
def test_a_sheet_holds_what_the_page_shows(as_staff, small_year, name, ending):  # noqa: F811
    address = f"/staff/reports/{name}/?period={NAME}"
    report = as_staff.get(address).context["report"]
    rows = rows_of(as_staff.get(f"{address}&format={ending}"), ending)[1:]
    shown = list(table_of(report, lambda to: f"http://testserver{path_of(to)}" if to else ""))
    as_cell = (lambda v: "" if v is None else str(v)) if ending == "csv" else lambda v: v or v
    expected = [[as_cell("" if v is None else v) for v in row] for row in shown]
    assert rows == expected


def test_a_partner_reads_the_report_to_it_and_follows_its_figures(client, partner, small_year):  # noqa: F811
    client.force_login(partner)
    response = client.get(f"/organizations/sample-home/report/?period={NAME}")
    report = response.context["report"]
    assert response.status_code == 200
    assert mismatches(client, figures(report)) == []
    changed = [
        (line.on.isoformat(), line.text, line.basis) for line in section(report, "changed").lines
    ]
    assert changed == [
        ("2026-08-01", "Priority stated: Evening hours", ""),
        ("2026-09-01", "New agreement: Quiet pact home", ""),
        ("2026-10-15", "Evening meals: 36 meals", "estimate"),
    ]


def test_what_is_not_understood_is_told(as_staff):
    told = {
        query: as_staff.get(f"/staff/reports/{query}")
        for query in ("lcme/?period=soon", "annual/?small=yes", "lcme/?format=pdf", "lcme/?page=2",
                      "carnegie/?page=9", "carnegie/?language=xx", "?who=me")
    }  # fmt: skip
    assert {query: response.status_code for query, response in told.items()} == dict.fromkeys(
        told, 400
    )


def test_staff_choose_a_partner_and_a_time(as_staff, home):
    response = as_staff.get("/staff/reports/?period=2026-fall&organization=sample-home")
    assert response.headers["Location"] == "/organizations/sample-home/report/?period=2026-fall"


class TestRecords:
    """Lists behind figures."""

    def names(self, client, address: str) -> list:
        return [values for _href, values in client.get(address).context["found"].rows]

    def test_a_partner_sees_only_its_own(self, client, partner, stranger, small_year):  # noqa: F811
        """An open engagement of others, and a priority of theirs, are public elsewhere."""
        shown = factories.a_partner("Open House")
        asked = factories.a_priority(shown, is_public=False)
        factories.an_engagement(shown, "Everybody reads this", priority=asked)
        client.force_login(partner)
        titles = [row[0] for row in self.names(client, "/reports/engagements/")]
        assert titles == ["Old", "Evening meals"]
        assert self.names(client, "/reports/priorities/")[0][0] == "Evening hours"
        client.force_login(stranger)
        assert [self.names(client, f"/reports/{kind}/") for kind in ("hours", "money")] == [[], []]

    def test_a_partner_is_not_told_who_wrote_something(self, client, partner, small_year):  # noqa: F811
        client.force_login(partner)
        asked = ("placements/?reflected=true", "placements/?prepared=false", "students/", "staff/")
        found = {address: client.get(f"/reports/{address}").status_code for address in asked}
        assert found == dict(zip(asked, (400, 400, 404, 404), strict=True))

    def test_a_partner_reads_no_name_before_there_is_a_seat(self, client, partner, small_year):  # noqa: F811
        small_year["meals"].placements.filter(status="active").update(status="applied")
        client.force_login(partner)
        rows = self.names(client, "/reports/placements/")
        assert {row[5]: row[0] for row in rows}["Applied"] == ""

    def test_a_formula_in_a_title_stays_text(self, as_staff, home):
        factories.an_engagement(home, "=1+1")
        rows = rows_of(as_staff.get("/reports/engagements/?format=csv"), "csv")
        assert rows[1][0] == "'=1+1"


def test_sizes_of_classes_stand_in_the_address(as_staff, small_year):  # noqa: F811
    page = as_staff.get("/staff/reports/lcme/?size-md-2028=165&size-dmd-none=").context["asked"]
    assert page.size_fields == [
        ("size-md-2027", "MD, class of 2027", ""),
        ("size-md-2028", "MD, class of 2028", 165),
        ("size-dmd-none", "DMD, class year not noted", ""),
    ]
    assert page.query == "?period=2026-27&size-md-2028=165&"
    told = ("size-md-2028=many", "size-md-2028=-1", "size-vet-2028=5", "size-md-2028=1000000")
    assert {as_staff.get(f"/staff/reports/lcme/?{query}").status_code for query in told} == {400}


@pytest.mark.parametrize("slug", ["\0", "nobody"])
def test_a_term_report_of_nobody_is_nowhere(as_staff, slug):
    assert as_staff.get("/staff/reports/", {"organization": slug}).status_code == 404
