"""What a visitor may not read: planted, and looked for in every answer, count and refusal."""

from datetime import date

import pytest

from engagements.models import Engagement
from engagements.opendata.hsds.ids import at_location
from engagements.opendata.hsds.taxonomies import NEIGHBORHOODS, TAXONOMIES, Vocabulary
from partners.models import Location, Organization
from tests.engagements.opendata.hsds.reading import LISTS, get, lines, names, rows
from tests.factories import (
    INSIDE,
    a_contact,
    a_focus_area,
    a_language,
    a_location,
    a_partner,
    a_priority,
    an_engagement,
)

SECRETS = (
    "Escorts", "Hidden Way", "in confidence", "proposer", "seated", "A chair", "Rosa Educator",
    "Dr. Adviser", "Refuge Rd", "drawer", "Secret Society", "Whispers", "hidden@", "555-0199",
    "Conny", "Closed House", "Taken back", "Old Rd", "Gathers", "Running now", "Their own wish",
    "Grief", "Quechua", "quiet-website", "42.3317", "02119",
)  # fmt: skip


@pytest.fixture
def planted(secrets):
    """The secrets of the API's tests, and what HSDS has further places for."""
    shy, refuge = (Organization.objects.get(name=name) for name in ("Shy House", "Open House"))
    of_shy = {
        "email": "hidden@example.org",
        "phone": "617-555-0199",
        "website": "https://quiet-website.example.org",
        "populations": "Gathers people",
        "kind": "faith",
    }
    Organization.objects.filter(pk=shy.pk).update(**of_shy)
    Location.objects.filter(organization=shy).update(zip="02119")
    shy.focus_areas.set([a_focus_area("Grief")])
    shy.languages.set([a_language("qu", "Quechua", "Runasimi")])
    a_contact(refuge, "Conny Contact", email="conny@example.org", phone="617-555-0198")
    a_location(refuge, address="1 Old Rd", closed_on=date(2026, 1, 1), **INSIDE)
    taken = a_priority(refuge, "Taken back", status="withdrawn")
    an_engagement(refuge, "Answers", priority=taken)
    an_engagement(
        refuge, "Private answer", priority=a_priority(refuge, "Their own wish", is_public=False)
    )
    an_engagement(refuge, "Running now", status="running")
    closed = a_partner("Closed House")
    an_engagement(closed, "Of the closed one")
    gone = {"closed_on": date(2026, 10, 2), "closed_reason": "Moved"}
    Organization.objects.filter(pk=closed.pk).update(**gone)
    return shy


def everything(client) -> str:
    """All that is told of organizations and services, as one text."""
    told = []
    for name in LISTS[:3]:
        for query in ("", "?full=true", "?format=ndjson&full=true"):
            response = client.get(f"/hsds/{name}{query}")
            told.append((response.getvalue() if response.streaming else response.content).decode())
        told += [str(get(client, f"{name}/{row['id']}")) for row in rows(client, name)]
    told.append(client.get("/hsds/organizations?full_service=true").content.decode())
    told.append(client.get("/hsds/services?minimal=true").content.decode())
    return "\n".join(told)


@pytest.mark.parametrize("role", ["visitor", "staff"])
def test_no_secret_is_in_any_answer_whoever_asks(client, everybody, planted, role):
    if role != "visitor":
        client.force_login(everybody[role])
    text = everything(client)
    assert [word for word in SECRETS if word in text] == []
    assert [name for name in ("Shy House", "Open House") if name not in text] == []


def test_the_public_finds_the_listed_ones_and_what_is_open(client, planted):
    assert names(client, "organizations") == ["Shy House", "Open House"]
    assert names(client, "services") == [
        "Listens",
        "Unnamed place",
        "Shelters",
        "Answers",
        "Private answer",
    ]
    assert rows(client, "service_at_locations") == []


def test_of_the_shy_one_name_and_neighborhood_are_told(client, planted):
    told = get(client, f"organizations/{planted.public_id}")
    assert sorted(told) == [
        "additional_websites",
        "attributes",
        "description",
        "id",
        "name",
        "services",
        "uri",
    ]
    assert told["description"] == "It is listed by name and neighborhood only, as it wishes."
    (attribute,) = told["attributes"]
    assert attribute["taxonomy_term"]["name"] == "Roxbury"


QUERIES = {
    "search=escorts": ([], []),
    "search=hidden+way": ([], []),
    "search=gathers": ([], []),
    "search=grief": ([], []),
    "search=refuge": ([], []),
    "search=shy": (["Shy House"], ["Listens", "Unnamed place"]),
    "search=whispers": ([], []),
    "search=taken": ([], []),
    "search=confidence": ([], []),
    "postcode=02119": ([], []),
    "postcode=02119&proximity=3000": ([], []),
}
"""What is found of organizations, and of services."""


@pytest.mark.parametrize("query", QUERIES)
def test_no_search_finds_by_what_is_not_to_be_read(client, planted, query):
    of_organizations, of_services = QUERIES[query]
    assert names(client, f"organizations?{query}") == of_organizations
    assert names(client, f"services?{query}") == of_services
    assert rows(client, f"service_at_locations?{query}") == []
    assert get(client, f"organizations?{query}")["total_items"] == len(of_organizations)
    assert get(client, f"services?{query}")["total_items"] == len(of_services)
    assert len(lines(client, f"services?{query}&format=ndjson")) == len(of_services)


def test_terms_find_no_organization_that_does_not_show_them(client, planted):
    found = {
        term.name: names(client, f"organizations?taxonomy_term_id={term.id}")
        for term in Vocabulary().terms
        if term.name in ("Grief", "Quechua", "Faith community", "Roxbury", "Economic stability")
    }
    assert found == {
        "Economic stability": [],
        "Grief": [],
        "Quechua": [],
        "Roxbury": ["Shy House"],
        "Faith community": [],
    }
    by_taxonomy = {
        taxonomy.slug: names(client, f"organizations?taxonomy_id={taxonomy.id}")
        for taxonomy in TAXONOMIES
    }
    expected = {taxonomy.slug: [] for taxonomy in TAXONOMIES} | {
        NEIGHBORHOODS.slug: ["Shy House"],
        "organization-kinds": ["Open House"],
    }
    assert by_taxonomy == expected


def test_what_is_hidden_is_not_there(client, planted):
    hidden = {
        "organizations": [
            row.public_id
            for row in Organization.objects.filter(name__in=["Secret Society", "Closed House"])
        ],
        "services": [
            row.public_id
            for row in Engagement.objects.filter(
                title__in=["Whispers", "Draft in the drawer", "Running now", "Of the closed one"]
            )
        ],
        "service_at_locations": [at_location(row.public_id) for row in Engagement.objects.all()],
    }
    asked = [f"/hsds/{name}/{one}" for name, several in hidden.items() for one in several]
    assert {client.get(address).status_code for address in asked} == {404}
    assert len(asked) == 2 + 4 + Engagement.objects.count()
    assert names(client, f"services?organization_id={hidden['organizations'][0]}") == []


def test_listed_are_the_organizations_of_the_api(client, planted):
    a_partner("Another")
    api = client.get("/api/v1/organizations/").json()["results"]
    assert sorted(names(client, "organizations")) == sorted(row["name"] for row in api)
    api = client.get("/api/v1/engagements/").json()["results"]
    assert sorted(names(client, "services")) == sorted(row["title"] for row in api)
