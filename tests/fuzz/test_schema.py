"""Requests made from the API's own description, as each role: no 500, and answers as described.

Each role works on one database from the first request to the last, so that later ones meet what
earlier ones left. As staff, whose requests change most, every export is written from it at the end.
"""

import csv
import io
import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import booleans
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from engagements.agreements.asking import ask
from engagements.lifecycle import take
from engagements.models import (
    Agreement,
    CheckIn,
    Compensation,
    Engagement,
    HourEntry,
    Judgement,
    Occurrence,
    Placement,
    Reflection,
)
from occme.accounts.models import AccessToken
from occme.wsgi import application
from partners.editing import version_of
from partners.models import (
    Contact,
    FocusArea,
    Interaction,
    Language,
    Location,
    Organization,
    Priority,
    ServiceArea,
)
from tests.factories import (
    INSIDE,
    a_compensation,
    a_contact,
    a_focus_area,
    a_language,
    a_location,
    a_placement,
    a_priority,
    a_reflection,
    an_agreement,
    an_engagement,
    an_entry,
    an_interaction,
    two_areas,
)
from tests.partners.reading import in_workbook, streamed

ROLES = ("visitor", "student", "stranger", "partner", "staff")
MODELS = {
    "organizations": Organization,
    "locations": Location,
    "priorities": Priority,
    "contacts": Contact,
    "interactions": Interaction,
    "service-areas": ServiceArea,
    "focus-areas": FocusArea,
    "languages": Language,
    "engagements": Engagement,
    "placements": Placement,
    "hours": HourEntry,
    "reflections": Reflection,
    "agreements": Agreement,
    "commitments": Occurrence,
    "judgements": Judgement,
    "check-ins": CheckIn,
    "compensations": Compensation,
}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
MANNER = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def town(home, student, staff, partner):
    """Something of each kind, so that there is something to find and to change."""
    home.focus_areas.add(a_focus_area())
    home.languages.add(a_language())
    a_location(home, **INSIDE)
    a_priority(home)
    a_contact(home)
    an_interaction(home, next_step="Call")
    two_areas()
    seat = a_placement(an_engagement(home), student)
    an_entry(seat)
    a_reflection(seat)
    a_compensation(home)
    ask(home, by=staff)
    an_agreement(home, staff, "in_force")
    an_agreement(home, staff)
    take(Occurrence.objects.filter(giver="staff").latest("pk"), "released", by=partner)


@pytest.fixture
def one_connection():
    """Requests work in the test's own transaction, and leave its connection open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("role", ROLES)
def test_no_request_breaks_it(everybody, town, client, role):
    headers = {"Accept-Encoding": "identity"}
    if role != "visitor":
        token = AccessToken.objects.create(user=everybody[role], name="Fuzz")[1]
        headers["Authorization"] = f"Token {token}"
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", application)
    for operation in schema.get_all_operations():
        asked(operation.ok(), headers, 12 if role == "staff" else 4)
    if role == "staff":
        client.force_login(everybody["staff"])
        every_export_can_be_read(client)


def asked(operation, headers, times: int) -> None:
    @settings(MANNER, max_examples=times)
    @given(operation.as_strategy(), booleans())
    def ask(case, is_aimed):
        if is_aimed:
            aim(case)
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()


def aim(case) -> None:
    """At records that are there, from their version; else nearly all would be 400, 404 and 412."""
    if isinstance(case.body, dict) and "organization" in case.body:
        case.body["organization"] = "sample-home"
    if isinstance(case.body, dict) and "entries" in case.body:
        case.body["entries"] = [HourEntry.objects.latest("pk").pk]
    if "key" in case.path_parameters:
        case.path_parameters = {**case.path_parameters, "key": "placements"}
    elif case.path_parameters:
        record = MODELS[case.path.split("/")[3]].objects.order_by("-pk").first()
        case.path_parameters = {**case.path_parameters, "id": record.pk}
        if "If-Match" in (case.headers or {}):
            case.headers["If-Match"] = f'"{tag_of(record)}"'


def tag_of(record) -> str:
    if not isinstance(record, Agreement):
        return version_of(record)
    texts = [f"{one.number}.{one.version}" for one in record.versions.order_by("-number")]
    return "-".join([version_of(record), *texts])


def every_export_can_be_read(client) -> None:
    """Written again from the database that the requests left behind."""
    names = sorted(Organization.objects.values_list("name", flat=True))
    assert len(names) > 2
    header, *rows = csv.reader(io.StringIO(streamed(client, "?format=csv").removeprefix("\ufeff")))
    bare = [row[1].removeprefix("'") if row[1][:2] in FORMULAS else row[1] for row in rows]
    assert sorted(bare) == names
    assert {len(row) for row in rows} == {len(header)}
    assert [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@") and not is_number(cell)] == []  # fmt: skip
    features = json.loads(streamed(client, "?format=geojson"))["features"]
    assert sorted(feature["properties"]["name"] for feature in features) == names
    assert sorted(row[1] for row in in_workbook(client)[1:]) == names


FORMULAS = ("'=", "'+", "'-", "'@", "'0", "'\t", "'\r")


def is_number(cell: str) -> bool:
    try:
        return bool(float(cell)) or True
    except ValueError:
        return False
