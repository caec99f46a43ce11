"""Two worlds that differ in nothing but what visitors may not see: every public address answers the
same in both, byte for byte; but for what it says about figures, where only the open ones do."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from engagements.models import CheckIn
from engagements.published.registry import METRICS
from engagements.published.scope import FILTERS, Scope
from engagements.published.telling import answer
from engagements.published.values import values_of
from partners.models import Language
from tests import factories
from tests.access_public import PUBLIC
from tests.promises import agree
from tests.test_access import PARTS, address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]
MARK = "Zinnober"
FIGURES = ("dashboard", "embed", "api/v1/^metrics")
ELSEWHERE = ("accounts/", "link/", "searches/", "concerns/")
SHEETS = ("organizations", "engagements", "priorities", "locations", "commitments", "reflections")
QUERIES = ("?format=csv", "?format=geojson", "?format=json&page_size=1", "?search=zinnober")
LAYERS = ("organizations", "engagements", "neighborhoods", "catchment")


@pytest.fixture
def town(staff) -> Any:
    """An organization of each kind that visitors see, with what they read of it; and a language that
    none of them speaks."""
    factories.two_areas()
    factories.a_language("kea", MARK, MARK)
    home = factories.a_partner("Open House", kind="faith", languages=[factories.a_language()])
    factories.a_location(home, address="5 Front St", **factories.INSIDE)
    factories.a_priority(home, stated_on=date(2026, 9, 1))
    factories.an_engagement(home)
    agree(home, staff, "home")
    shy = factories.a_partner("Shy House", publication="area")
    factories.a_location(shy, **factories.INSIDE)
    factories.an_engagement(shy, "Listens")
    factories.an_organization("Found House", publication="public_source")
    return home, shy


def plant(home: Any, shy: Any, staff: Any) -> None:
    """A hidden organization, and a closed one, each with everything; and what is kept of the open."""
    far = {"latitude": 43.5, "longitude": -70.5}
    own: dict[str, Any] = {"languages": Language.objects.filter(code="kea"), "kind": "mutual_aid"}
    away = {"closed_on": date(2026, 10, 1), "closed_reason": MARK}
    for name, fields in (("Hidden", {"publication": "hidden"}), ("Closed", {})):
        secret = factories.a_partner(f"{MARK} {name}", **own, **fields)
        factories.a_location(secret, address=f"7 {MARK} Way", **far)
        factories.a_location(secret, **factories.INSIDE)
        factories.a_priority(secret, MARK, stated_on=date(2025, 9, 1))
        days = {"starts_on": date(2025, 1, 1), "ends_on": date(2028, 1, 1)}
        work = factories.an_engagement(secret, MARK, kind="event", **days)
        seat = factories.a_placement(work, factories.a_student(f"{name}@example.org"))
        factories.a_reflection(seat, MARK, sharing="public")
        factories.a_compensation(secret, purpose=MARK)
        CheckIn.objects.create(organization=secret)
        agree(secret, staff, MARK)
        if name == "Closed":
            type(secret).objects.filter(pk=secret.pk).update(**away)
    factories.a_location(home, address=f"9 {MARK} Rd", is_confidential=True)
    factories.a_location(home, address=f"3 {MARK} St", closed_on=date(2026, 10, 1), **far)
    factories.a_priority(home, MARK, is_public=False, stated_on=date(2025, 9, 1))
    factories.an_engagement(home, MARK, status="draft", starts_on=date(2025, 1, 1))
    factories.a_contact(home, MARK, email="zinnober@example.org")
    factories.a_location(shy, address=f"1 {MARK} Ct", **factories.INSIDE)
    shy.languages.set(own["languages"])
    type(shy).objects.filter(pk=shy.pk).update(kind="mutual_aid", description=MARK)


def addresses(of_figures: bool) -> list[str]:
    names = [name for _part, value in PARTS for name in re.findall(r"{([\w-]+)}", value)]
    records = dict.fromkeys(names, 1)
    found = [
        address(route, records)
        for route in PUBLIC
        if not route.startswith(ELSEWHERE) and route.startswith(FIGURES) == of_figures
    ]
    if of_figures:
        pages = [f"/dashboard/figures/{key}/" for key in METRICS]
        return [*found, *pages, *(f"/api/v1/metrics/{key}/" for key in METRICS)]
    found += [f"/api/v1/{name}/{query}" for name in SHEETS for query in QUERIES]
    for name in LAYERS:
        found += [f"/ogc/collections/{name}", f"/ogc/collections/{name}/items"]
    return [*found, "/?view=map", "/engagements/?view=map"]


def read(client: Any, addresses: list[str]) -> dict[str, bytes]:
    """Without the token that each form has of its own."""
    found = {}
    for one in addresses:
        response = client.get(one)
        parts = response.streaming_content if response.streaming else [response.content]
        told = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", b"".join(parts))
        found[one] = re.sub(rb"nonce=\"[^\"]+\"", b"", told) + str(response.status_code).encode()
    return found


def test_what_is_hidden_changes_no_public_answer(client, town, staff):
    every = addresses(of_figures=False)
    every += [one.get_absolute_url() for one in town]
    before = read(client, every)
    plant(*town, staff)
    after = read(client, every)
    assert [one for one in every if before[one] != after[one]] == []
    assert len(every) > 60
    assert sum(one.endswith(b"200") for one in after.values()) > 60


def open_figures() -> dict[Any, Any]:
    scopes = [Scope("2026-27"), Scope("2025-26")]
    scopes += [Scope("2026-27", name, code) for name in FILTERS for code in values_of(name)]
    found = {}
    for key, metric in METRICS.items():
        for scope in scopes if metric.is_open else []:
            one = answer(key, scope)
            found[key, scope] = one.total, one.before, one.by, one.years
    return found


def test_what_is_hidden_changes_no_number_of_an_open_figure(town, staff):
    before = open_figures()
    plant(*town, staff)
    after = open_figures()
    assert [one for one in before if before[one] != after[one]] == []


def test_no_figure_names_what_is_hidden(client, town, staff):
    plant(*town, staff)
    every = [*addresses(of_figures=True), reverse("dashboard")]
    names = [
        f"{MARK} Hidden",
        f"{MARK} Closed",
        "zinnober-hidden",
        "zinnober-closed",
        "43.5",
        f"{MARK} Way",
    ]
    texts = read(client, every)
    assert [(one, name) for one in every for name in names if name.encode() in texts[one]] == []
