"""Role × address × method → status, for every address there is."""

import re

import pytest
from django.apps import apps
from django.http import QueryDict
from django.urls import URLResolver, get_resolver

from engagements.agreements.asking import ask
from engagements.lifecycle import take
from engagements.merging import Plan, merge, token_of
from engagements.models import Clearance, FailedMail, Occurrence
from engagements.searches import save_search, stop_key
from tests import factories
from tests.access_public import PUBLIC
from tests.access_table import CHANGES, TABLE

ROLES = ("visitor", "student", "stranger", "partner", "staff")

PARTS = [
    (r"imports/<int:pk>", "imports/{imports}"),
    (r"<str:ending>", "csv"),
    (r"<slug:key>", "promises-kept"),
    (r"<slug:step>", "look"),
    (r"staff/lists/<slug:kind>", "staff/lists/hours"),
    (r"edit/<slug:kind>/<int:pk>", "edit/person/{contacts}"),
    (r"staff/interactions/<int:pk>", "staff/interactions/{interactions}"),
    (r"engagements/<int:pk>", "engagements/{engagements}"),
    (r"placements/<int:pk>", "placements/{placements}"),
    (r"promises/<int:pk>", "promises/{promises}"),
    (r"agreements/<int:pk>", "agreements/{agreements}"),
    (r"compensation/<int:pk>", "compensation/{compensations}"),
    (r"check-ins/<int:pk>", "check-ins/{check-ins}"),
    (r"link/<str:secret>", "link/{link}"),
    (r"searches/stop/<str:signed>", "searches/stop/{stop}"),
    (r"links/<int:pk>", "links/{links}"),
    (r"searches/<int:pk>", "searches/{searches}"),
    (r"duplicates/<int:one>/<int:other>", "duplicates/{organizations}/{others}"),
    (r"merges/<int:pk>", "merges/{merges}"),
    (r"students/<int:pk>", "students/{students}"),
    (r"hours/<int:pk>", "hours/{hours}"),
    (r"metrics/\(\?P<key>.*?\)", "metrics/students"),
    (r"<str:secret>", "made-up"),
    (r"<int:prompt>", "{prompts}"),
    (r"reports/<slug:kind>", "reports/hours"),
    (r"sitemap-<slug:kind>", "sitemap-pages"),
    (r"<slug:kind>", "person"),
    (r"<slug:slug>", "sample-home"),
    (r"<uuid:public_id>", "7b0c0c9e-0000-4000-8000-000000000000"),
    (r"<int:number>", "1"),
    (r"<int:pk>", "1"),
    (r"<str:key>", "key"),
    (r"<str:provider_id>|\(\?P<provider_id>.*?\)", "university"),
    (r"\(\?P<uidb36>.*?\)-\(\?P<key>.+\)", "1-set-password"),
    (r"\(\?P<key>.*?\)", "key"),
    (r"\(\?P<app_label>(\w+)\|.*?\)", r"\1"),
    (r"\(\?P<public_id>.*?\)", "7b0c0c9e-0000-4000-8000-000000000000"),
    (r"\(\?P<name>.*?\)", "organizations"),
    (r"\(\?P<feature>.*?\)", "{organizations}"),
    (r"/\?\$", "/"),
    (r"/\.\+\$", "/anywhere"),
    (r"\\\.", "."),
    (r"[\^$]", ""),
]


def routes(resolver=None, prefix=""):
    for item in (resolver or get_resolver()).url_patterns:
        route = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from routes(item, route)
        else:
            yield route


def address(route: str, records: dict) -> str:
    if resource := re.match(r"api/v1/\^([a-z-]+)/\(", route):
        route = re.sub(r"\(\?P<pk>.*?\)(?=/)", str(records.get(resource[1])), route)
        route = re.sub(r"\(\?P<step>.*?\)(?=/)", "cancel", route)
    if listed := re.match(r"admin/(\w+)/(\w+)/<path:object_id>", route):
        found = apps.get_model(*listed.groups())._default_manager.earliest("pk")
        route = route.replace("<path:object_id>", str(found.pk))
    for pattern, value in PARTS:
        route = re.sub(pattern, value.format(**records), route)
    return f"/{route}"


def a_merge(staff, seat):
    looked_at_in_the_admin(seat)
    kept, gone = factories.an_organization("Another"), factories.an_organization("Gone")
    made = merge(kept, gone, by=staff, seen=token_of(Plan(kept, gone)))
    return {"merges": made.pk, "others": kept.pk}


def looked_at_in_the_admin(seat) -> None:
    """One of what has no address but there."""
    check = factories.a_prerequisite()
    Clearance.objects.create(student=seat.student, prerequisite=check, done_on="2026-09-01")
    FailedMail.objects.create(address="gone@example.org", why="No such box")


@pytest.fixture
def records(home, staff):
    """One of everything; what can be private is the partner's own and hidden."""
    another = factories.a_student("another@example.org")
    seat = factories.a_placement(factories.an_engagement(home), another)
    contact = factories.a_contact(home)
    agreement = factories.an_agreement(home, staff).agreement
    promise = Occurrence.objects.filter(
        commitment__version=factories.an_agreement(home, staff, "in_force"), giver="staff"
    ).earliest("pk")
    take(promise, "released", by=factories.a_member("colleague@example.org", home))
    search = save_search(QueryDict(), by=seat.student.user)
    _link, address = factories.a_link(contact, "hours")
    return {
        **a_merge(staff, seat),
        "searches": search.pk,
        "stop": stop_key(search),
        "links": factories.a_link(contact, "hours")[0].pk,
        "link": address.split("/")[-2],
        "engagements": seat.engagement_id,
        "placements": seat.pk,
        "students": seat.student.pk,
        "hours": factories.an_entry(seat).pk,
        "agreements": agreement.pk,
        "promises": promise.pk,
        "commitments": promise.pk,
        "judgements": promise.judgements.get().pk,
        "compensations": factories.a_compensation(home).pk,
        "check-ins": ask(home, by=staff).pk,
        "prompts": factories.a_prompt().pk,
        "reflections": factories.a_reflection(seat, sharing="partner").pk,
        "organizations": home.pk,
        "locations": factories.a_location(home, **factories.INSIDE).pk,
        "contacts": contact.pk,
        "interactions": factories.an_interaction(home).pk,
        "priorities": factories.a_priority(home).pk,
        "service-areas": factories.two_areas()[0].pk,
        "focus-areas": factories.a_focus_area().pk,
        "languages": factories.a_language().pk,
        "imports": factories.an_import(staff).pk,
    }


DRAFT = "api/v1/^agreements/(?P<pk>[^/]+)/draft/$"
"""What alone is put: the text that a side is writing, from the version that was read."""


def test_every_address_is_in_the_table():
    assert list(dict.fromkeys(routes())) == list(TABLE)


def test_what_visitors_may_open_says_why():
    assert [route for route, (get, _post) in TABLE.items() if get.startswith("200")] == list(PUBLIC)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("number", "method"), [(0, "get"), (1, "post")])
def test_access(client, everybody, records, role, number, method):
    place = ROLES.index(role)
    expected = {route: row[number].split()[place] for route, row in TABLE.items()}
    found = {}
    for route in TABLE:
        client.logout()
        if role != "visitor":
            client.force_login(everybody[role])
        response = asked(client, method, address(route, records))
        found[route] = str(response.status_code)
    assert found == expected


def asked(client, method: str, url: str):
    as_json = {"content_type": "application/json", "data": {}} if url.startswith("/api/") else {}
    return getattr(client, method)(url, **({} if method == "get" else as_json))


@pytest.mark.parametrize("role", ROLES)
def test_who_may_change_records(client, everybody, records, role):
    if role != "visitor":
        client.force_login(everybody[role])
    found = {
        name: asked(client, "patch", f"/api/v1/{name}/{records[name]}/").status_code
        for name in CHANGES
    }
    place = ROLES.index(role)
    assert found == {name: int(row.split()[place]) for name, row in CHANGES.items()}


@pytest.mark.parametrize("method", ["put", "delete"])
def test_nothing_is_changed_by_other_methods(client, staff, records, method):
    client.force_login(staff)
    answers = {
        route: getattr(client, method)(address(route, records)).status_code
        for route in TABLE
        if route.startswith(("api/", "my", "organizations"))
    }
    allowed = {route: status for route, status in answers.items() if status not in (404, 405)}
    assert allowed == ({DRAFT: 428} if method == "put" else {})
