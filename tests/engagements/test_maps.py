"""Where engagements happen, on the map: the same rows as the list, and no hidden place."""

import pytest

from partners import maps
from tests.engagements.test_api_exports import LEAKS, URL
from tests.factories import INSIDE, OUTSIDE, a_location, a_partner, an_engagement
from tests.partners.test_api_queries import queries_of


def drawn(client, query: str = "") -> dict:
    answer = client.get(f"{URL}map/?{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def titles(client, query: str = "") -> list[str]:
    points = drawn(client, query)["points"]
    return sorted(one["title"] for point in points for one in point["engagements"])


def listed(client, query: str) -> list[str]:
    return sorted(row["title"] for row in client.get(f"{URL}?{query}").json()["results"])


def test_a_place_tells_all_that_happens_there(client, kitchen):
    eats, cooks = kitchen.engagements.order_by("title")
    place = kitchen.locations.get()
    west, south = INSIDE["longitude"], INSIDE["latitude"]
    assert drawn(client) == {
        "count": 1,
        "bounds": [west, south, west, south],
        "clusters": [],
        "points": [
            {
                "id": place.pk,
                "organization": {"id": kitchen.pk, "slug": "kitchen", "name": "Kitchen"},
                "organization_url": "/organizations/kitchen/",
                "engagements": [
                    {"id": row.pk, "title": row.title, "url": f"/engagements/{row.pk}/"}
                    for row in sorted([eats, cooks], key=lambda row: row.title)
                ],
                **INSIDE,
            }
        ],
    }


@pytest.mark.parametrize(
    "query",
    ["search=cooks", "answers_priority=true", "seats_left=true", "bbox=-71.09,42.32,-71.08,42.34",
     "near=42.3317,-71.0838&within_m=50", "seats_left=false", "bbox=-71.06,42.34,-71.04,42.36"],
)  # fmt: skip
def test_it_obeys_every_filter_of_the_list(client, kitchen, query):
    far = a_partner("Far")
    an_engagement(far, "Walks", location=a_location(far, **OUTSIDE))
    assert titles(client, query) == [name for name in listed(client, query) if name != "Floats"]


def test_of_a_named_place_no_other_is_drawn(client, kitchen):
    other = a_location(kitchen, **OUTSIDE)
    kitchen.engagements.filter(title="=Eats").update(location=other)
    points = drawn(client)["points"]
    assert [[one["title"] for one in point["engagements"]] for point in points] == [
        ["Cooks"],
        ["=Eats"],
    ]


def test_many_places_are_clusters(client, kitchen, monkeypatch):
    far = a_partner("Far")
    an_engagement(far, "Walks", location=a_location(far, **OUTSIDE))
    for _number in range(2):
        an_engagement(kitchen, location=a_location(kitchen, **INSIDE))
    monkeypatch.setattr(maps, "POINTS_MOST", 2)
    found = drawn(client)
    assert (found["count"], [c["count"] for c in found["clusters"]]) == (4, [3])
    assert [[one["title"] for one in p["engagements"]] for p in found["points"]] == [["Walks"]]


@pytest.mark.parametrize("role", ["visitor", "student", "stranger"])
def test_neither_map_nor_counts_tell_a_secret(client, secrets, everybody, role):
    if role != "visitor":
        client.force_login(everybody[role])
    assert drawn(client) == {"count": 0, "bounds": None, "clusters": [], "points": []}
    counts = client.get(f"{URL}facets/?status=draft&status=open").json()
    kinds = {facet["value"]: facet["count"] for facet in counts["kind"] if facet["count"]}
    assert kinds == {"elective": 3}
    assert [word for word in LEAKS if word in str(counts)] == []
    for query in ("search=escorts", "search=confidence", "answers_priority=true", "step_free=true"):
        assert (query, listed(client, query)) == (query, [])
    assert listed(client, "bbox=-71.09,42.32,-71.08,42.34") == []


def test_staff_see_them_drawn(as_staff, secrets):
    assert titles(as_staff) == ["Listens", "Unnamed place"]


def test_as_many_queries_for_one_place_as_for_thirty(as_staff, autumn, home):
    an_engagement(home, location=a_location(home, **INSIDE))
    one = queries_of(as_staff, f"{URL}map/")
    for number in range(29):
        an_engagement(home, f"Meals {number}", location=a_location(home, **INSIDE))
    assert queries_of(as_staff, f"{URL}map/") == one
