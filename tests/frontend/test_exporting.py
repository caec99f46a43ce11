"""Each list in each of its formats: the rows of the page, for each who may open it, and no more."""

import csv
import io
import json
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from engagements.agreements.asking import ask
from frontend.tables import TABLES
from tests import factories

pytestmark = pytest.mark.usefixtures("autumn")

LISTS = {
    "/": "listing",
    "/engagements/": "finder",
    "/placements/": "board",
    "/promises/": "found",
    "/agreements/": "found",
    "/check-ins/": "found",
    "/compensation/": "found",
    "/staff/interactions/": "found",
    **{f"/staff/lists/{kind}/": "found" for kind in TABLES},
}
"""Address → the name of the list in its page’s context."""


class Cells(HTMLParser):
    """The rows of the table of a page."""

    def __init__(self, html: str):
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")
        self.inside = tag == "td"

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data

    def handle_endtag(self, tag):
        self.inside = False


@pytest.fixture
def full(home, staff, student):
    """Of each kind one that is the partner’s own, and one of somebody else."""
    elsewhere = factories.a_partner("=Elsewhere", publication="hidden")
    for place in (home, elsewhere):
        factories.a_location(place, zip="02119", **factories.INSIDE)
        work = factories.an_engagement(place, f"Walks of {place}")
        seat = factories.a_placement(work, student)
        factories.an_entry(seat)
        factories.an_agreement(place, staff, "in_force")
        factories.a_compensation(place)
        factories.an_interaction(place, summary="=1+1")
        factories.a_priority(place, f"Shade of {place}")
        factories.a_link(factories.a_contact(place), "hours")
    for place in (home, elsewhere):
        ask(place, by=staff)


def body(answer) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def in_csv(client, url: str) -> list[list[str]]:
    text = body(client.get(f"{url}format=csv")).decode().removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text)))[1:]


def in_workbook(client, url: str):
    return load_workbook(io.BytesIO(body(client.get(f"{url}format=xlsx"))))


def counts(client, url: str) -> dict[str, int] | int:
    """How many rows each format of a list has; or why there is none."""
    page = client.get(url)
    if page.status_code != 200:
        return page.status_code
    found = {"page": page.context[LISTS[url]].page.paginator.count}
    found["csv"] = len(in_csv(client, f"{url}?"))
    found["xlsx"] = len(list(in_workbook(client, f"{url}?").active.iter_rows())) - 1
    found["print"] = len(Cells(body(client.get(f"{url}?format=print")).decode()).rows) - 1
    if "geojson" in page.context[LISTS[url]].formats:
        geojson = json.loads(body(client.get(f"{url}?format=geojson")))
        found["geojson"] = len(geojson["features"])
    return found


ROLES = ("visitor", "student", "partner", "stranger", "staff")


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("role", ROLES)
def test_every_format_has_the_rows_of_the_page(client, everybody, role):
    if role != "visitor":
        client.force_login(everybody[role])
    found = {url: counts(client, url) for url in LISTS}
    told = {url: {*of.values()} for url, of in found.items() if isinstance(of, dict)}
    assert [url for url, numbers in told.items() if len(numbers) != 1] == []
    assert {url for url in told if url.startswith("/staff/")} == (
        {url for url in LISTS if url.startswith("/staff/")} if role == "staff" else set()
    )


@pytest.mark.usefixtures("full")
def test_a_partner_takes_along_nothing_of_others(as_partner):
    texts = {}
    for url in LISTS:
        answer = as_partner.get(f"{url}?format=csv")
        texts[url] = body(answer).decode() if answer.status_code == 200 else ""
    assert [url for url, text in texts.items() if "Elsewhere" in text] == []
    mine = [url for url, text in texts.items() if "Sample Home" in text]
    assert mine == ["/", "/engagements/", "/placements/", "/promises/", "/agreements/",
                    "/check-ins/", "/compensation/"]  # fmt: skip


@pytest.mark.usefixtures("full")
def test_no_text_of_a_workbook_is_a_formula(as_staff):
    for url in LISTS:
        book = in_workbook(as_staff, f"{url}?")
        kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
        assert (url, "f" in kinds) == (url, False)
        assert (url, book.sheetnames[1], book.active.freeze_panes) == (url, "About", "A2")


@pytest.mark.usefixtures("full")
def test_the_second_sheet_says_what_was_asked_for_and_when(as_staff):
    book = in_workbook(as_staff, "/placements/?status=active&search=walks&")
    told = {row[0].value: row[1].value for row in book["About"].iter_rows(min_row=2)}
    when = told.pop("As of")
    assert told == {"List": "Placements", "Search": "walks", "Status": "Active"}
    assert when.startswith("Oct. 15, 2026, noon")


@pytest.mark.usefixtures("full")
def test_what_is_printed_says_it_too_and_takes_nothing_for_markup(as_staff, home):
    factories.an_interaction(home, summary="<b>bold</b>")
    text = body(as_staff.get("/staff/interactions/?kind=call&format=print")).decode()
    assert "<dt>Kind</dt><dd>Call</dd>" in text
    assert "&lt;b&gt;bold&lt;/b&gt;" in text
    assert "<b>bold" not in text
    assert text.count("</html>") == 1


@pytest.mark.parametrize("query", ["format=pdf", "format=csv&format=xlsx", "format=csv&kind=x"])
def test_what_is_not_understood_is_refused(as_staff, query):
    answer = as_staff.get(f"/staff/interactions/?{query}")
    assert (answer.status_code, answer.streaming) == (400, False)
    assert [*answer.context["found"].problems] == (["kind"] if "kind" in query else ["format"])


def test_a_list_without_places_has_no_map_of_them(as_staff):
    assert as_staff.get("/placements/?format=geojson").status_code == 400


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("url", LISTS)
def test_a_file_takes_as_many_queries_for_one_row_as_for_many(as_staff, staff, home, url):
    def queries() -> int:
        with CaptureQueriesContext(connection) as held:
            in_csv(as_staff, f"{url}?")
        return len(held)

    few = queries()
    for number in range(4):
        other = factories.a_partner(f"Another {number}")
        seat = factories.a_placement(
            factories.an_engagement(other), factories.a_student(f"s{number}@example.org")
        )
        factories.an_entry(seat)
        factories.a_compensation(other)
        factories.an_interaction(other)
        factories.a_priority(other)
        factories.a_link(factories.a_contact(other), "hours")
        factories.an_agreement(other, staff)
        ask(other, by=staff)
    assert queries() == few


def test_tables_that_are_not_there_are_not_found(as_staff):
    assert as_staff.get("/staff/lists/secrets/").status_code == 404
