"""The description in OpenAPI: valid, and true of every parameter and answer."""

import json
from pathlib import Path

import drf_spectacular.validation
import jsonschema
import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from occme.wsgi import application
from tests.fuzz.test_schema import MANNER, one_connection

__all__ = ["one_connection"]

RULES = Path(drf_spectacular.validation.__file__).with_name("openapi_3_0_schema.json")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
COLLECTIONS = ("organizations", "engagements", "neighborhoods", "catchment")


def test_it_is_valid(ask, db):
    document = ask("/api")
    jsonschema.validate(document, json.loads(RULES.read_text()))
    assert (document["openapi"], document["servers"]) == (
        "3.0.3",
        [{"url": "http://testserver/ogc"}],
    )
    assert ask.answer.headers["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"


def test_every_path(ask, db):
    of_each = ("", "/schema", "/items", "/items/{featureId}")
    assert list(ask("/api")["paths"]) == [
        "/",
        "/conformance",
        "/api",
        "/collections",
        *(f"/collections/{name}{path}" for name in COLLECTIONS for path in of_each),
    ]


def test_qgis_finds_the_largest_page_where_it_looks(ask, db):
    schema = ask("/api")["components"]["parameters"]["limit"]["schema"]
    assert schema == {"type": "integer", "minimum": 1, "maximum": 10000, "default": 100}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_parameter_that_works(ask, db, name):
    document = ask("/api")
    described = document["paths"][f"/collections/{name}/items"]["get"]["parameters"]
    held = document["components"]["parameters"]
    told = {one.get("name") or held[one["$ref"].rpartition("/")[2]]["name"] for one in described}
    refused = ask(f"/collections/{name}/items?x=1", status=400)["description"]
    assert told == set(refused.partition("there are ")[2].rstrip(".").split(", "))


@pytest.mark.usefixtures("one_connection")
def test_answers_are_as_described(town):
    schema = schemathesis.openapi.from_wsgi("/ogc/api", application)
    for operation in schema.get_all_operations():
        asked(operation.ok())


def asked(operation) -> None:
    @settings(MANNER, max_examples=6)
    @given(operation.as_strategy())
    def ask(case):
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    ask()
