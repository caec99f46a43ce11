"""Published figures over the API, for anybody: whole answers."""

import csv
import io

import pytest

from engagements.published.registry import METRICS
from tests import factories

pytestmark = pytest.mark.django_db
KEPT = "/api/v1/metrics/promises-kept/"
AREAS = ("neighborhood", "language", "kind", "focus_area")


@pytest.fixture
def verdicts(autumn, staff):
    """Of two that are listed, and of one that is not; judged kept, kept and not kept."""
    for name, publication, verdict in (
        ("Sample A", "full", "kept"),
        ("Sample B", "area", "kept"),
        ("Sample C", "hidden", "not_kept"),
    ):
        home = factories.a_partner(name, publication=publication, kind="faith")
        version = factories.an_agreement(home, staff, "in_force")
        due = home.occurrences.filter(giver="staff").earliest("due_on")
        type(due).objects.filter(pk=due.pk).update(status=verdict, judged_on=due.due_on)
        assert version.commitments.exists()


def cell(code, label, number, of, percent, **fields) -> dict:
    known = {"code": code, "label": label, "number": number, "of": of, "percent": percent}
    return {**known, "estimated": 0, "is_hidden": False, **fields}


def test_an_answer_holds_its_definition_its_numbers_and_what_is_missing(client, verdicts):
    told = client.get(KEPT).json()
    none = [cell("", year, 0, 0, None) for year in ("2022-23", "2023-24", "2024-25", "2025-26")]
    assert told == {
        "key": "promises-kept",
        "url": f"http://testserver{KEPT}",
        "label": "Promises of OCCME that were kept",
        "unit": "promises",
        "span": "year",
        "numerator": "Promises judged “kept” by the partner who was promised.",
        "denominator": "Promises of OCCME due in the year up to today that the partner judged: kept, in part, late or not kept.",
        "excluded": "Promises that are not judged yet, were changed by agreement, released, or are no longer promised.",
        "dimensions": [*AREAS],
        "definition_url": "http://testserver/dashboard/definitions/#promises-kept",
        "year": "2026-27",
        "as_of": "2026-10-15",
        "filter": None,
        "total": cell("", "All", 2, 2, 100),
        "before": cell("", "All", 0, 0, None),
        "years": [*none, cell("", "2026-27", 2, 2, 100)],
        "by": {
            "neighborhood": [cell("not_noted", "Not stated", 2, 2, 100)],
            "language": [
                cell("not_noted", "Not stated", 1, 1, 100),
                cell("not_public", "Not public, counted together", 1, 1, 100),
            ],
            "kind": [
                cell("faith", "Faith community", 1, 1, 100),
                cell("not_public", "Not public, counted together", 1, 1, 100),
            ],
            "focus_area": [
                cell("not_noted", "Not stated", 1, 1, 100),
                cell("not_public", "Not public, counted together", 1, 1, 100),
            ],
        },
        "left_out": ["What is not public by itself is left out."],
    }  # fmt: skip


def test_narrowed_to_a_value_it_says_so(client, verdicts):
    told = client.get(f"{KEPT}?kind=faith").json()
    assert (told["filter"], told["total"], told["by"]["neighborhood"]) == (
        {"dimension": "kind", "value": "faith"},
        cell("faith", "All", 1, 1, 100),
        [cell("not_noted", "Not stated", 1, 1, 100)],
    )


def test_a_table_has_a_row_for_each_number(client, verdicts):
    response = client.get(f"{KEPT}?format=csv&kind=faith")
    text = b"".join(response).decode().removeprefix("\ufeff")
    found = list(csv.reader(io.StringIO(text)))
    assert found[0] == [
        "metric",
        "year",
        "filter",
        "dimension",
        "code",
        "label",
        "number",
        "of",
        "unit",
        "estimated",
        "hidden",
        "as_of",
    ]
    assert found[5:7] == [
        ["promises-kept", "'2026-27", "kind: faith", "", "", "", "1", "1", "promises", "0", "no", "2026-10-15"],
        ["promises-kept", "'2026-27", "kind: faith", "neighborhood", "not_noted", "Not stated", "1", "1", "promises", "0", "no", "2026-10-15"],
    ]  # fmt: skip


def test_a_name_that_would_run_as_a_formula_is_text(client, verdicts):
    home = factories.Organization.objects.get(name="Sample A")
    home.languages.set([factories.a_language("xx", "=1+1", "=1+1")])
    text = b"".join(client.get(f"{KEPT}?format=csv")).decode()
    assert '"xx","\'=1+1",1,1' in text


def test_the_list_names_every_figure(client, db):
    told = client.get("/api/v1/metrics/").json()
    assert [one["key"] for one in told["results"]] == [*METRICS]
    assert (told["count"], told["next"], told["previous"]) == (len(METRICS), None, None)


@pytest.mark.parametrize(
    ("query", "parameter", "sentence"),
    [
        ("colour=red", "colour", "There is no parameter “colour” here; there are focus_area, format, kind, language, neighborhood, year."),
        ("program=md", "program", "There is no parameter “program” here; there are focus_area, format, kind, language, neighborhood, year."),
        ("year=1999-00", "year", "It takes an academic year: 2026-27, 2025-26, 2024-25, 2023-24, 2022-23."),
        ("year=2026-27&year=2025-26", "year", "It is given more than once; it takes one value."),
        ("kind=%00", "kind", "There is no such value of “Kind of organization”."),
        ("kind=%ED%A0%80", "kind", "There is no such value of “Kind of organization”."),
        ("format=pdf", "format", "It takes json, csv."),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(client, autumn, db, query, parameter, sentence):
    response = client.get(f"{KEPT}?{query}")
    assert response.status_code == 400
    assert response.json()["errors"] == [{"parameter": parameter, "detail": sentence}]


def test_two_filters_are_refused_together(client, db):
    factories.a_language()
    response = client.get(f"{KEPT}?kind=faith&language=es")
    assert [error["parameter"] for error in response.json()["errors"]] == ["language", "kind"]


def test_a_figure_that_is_not_there_is_not_found(client, db):
    response = client.get("/api/v1/metrics/salaries/")
    assert (response.status_code, response.json()["title"]) == (404, "Not Found")


def test_staff_read_what_visitors_read_and_every_host_may(client, staff, verdicts):
    before = client.get(KEPT)
    client.force_login(staff)
    after = client.get(KEPT)
    assert after.json() == before.json()
    assert after.headers["Access-Control-Allow-Origin"] == "*"
