"""Features: what each has, which are found, and page after page."""

import json

from tests.factories import INSIDE, a_location, an_area, an_engagement, an_organization
from tests.partners.reading import streamed
from tests.partners.test_api_queries import queries_of

ITEMS = "/collections/organizations/items"
EVENTS = "/collections/engagements/items"
POINT = [-71.0838, 42.3317]
ELSEWHERE = [-71.05, 42.35]
AROUND_INSIDE = "-71.09,42.33,-71.08,42.34"


def test_one_feature(ask, town):
    found = ask(f"{ITEMS}/{town.inside.pk}")
    address = "http://testserver/ogc/collections/organizations"
    assert ask.answer.headers["Content-Type"] == "application/geo+json"
    assert found == {
        "type": "Feature",
        "id": town.inside.pk,
        "geometry": {"type": "MultiPoint", "coordinates": [POINT]},
        "properties": {
            "id": town.inside.pk, "name": "Inside", "publication": "full", "kind": "faith", "stage": "active",
            "focus_areas": "", "languages": "", "neighborhoods": "Roxbury", "in_catchment": True,
            "accepting_students": True, "address": "1 Main St", "city": "Boston", "state": "MA",
            "zip": "02119", "website": "", "email": "", "phone": "", "description": "",
            "since_year": 1990, "verified_on": None, "source": "", "source_as_of": "",
            "url": "http://testserver/organizations/inside/",
        },
        "links": [
            {"href": f"{address}/items/{town.inside.pk}", "rel": "self",
             "type": "application/geo+json", "title": "This document"},
            {"href": address, "rel": "collection", "type": "application/json",
             "title": "Community organizations"},
        ],
    }  # fmt: skip


def test_a_page_of_features(ask, town):
    found = ask(f"{EVENTS}?limit=2")
    assert ask.answer.headers["Content-Type"] == "application/geo+json"
    assert (found["type"], found["numberMatched"], found["numberReturned"], found["timeStamp"]) == (
        "FeatureCollection", 3, 2, "2026-10-15T16:00:00Z",
    )  # fmt: skip
    address = "http://testserver/ogc/collections/engagements"
    assert [(one["rel"], one["href"], one["type"]) for one in found["links"]] == [
        ("self", f"{address}/items?limit=2", "application/geo+json"),
        ("collection", address, "application/json"),
        ("next", f"{address}/items?limit=2&after={town.walks.pk}", "application/geo+json"),
    ]
    assert [(one["id"], one["geometry"]) for one in found["features"]] == [
        (town.meals.pk, {"type": "MultiPoint", "coordinates": [POINT]}),
        (town.walks.pk, {"type": "MultiPoint", "coordinates": [ELSEWHERE]}),
    ]
    properties = found["features"][0]["properties"]
    chosen = ("title", "organization", "starts_on", "weekly_hours", "seats_left", "is_paid", "zip")
    assert [properties[name] for name in chosen] == [
        "Meals", "Inside", "2026-09-01", 3.5, 1, False, "02119",
    ]  # fmt: skip


def test_areas_are_outlines(ask, town):
    roxbury, _catchment = town.areas
    (found,) = ask("/collections/neighborhoods/items")["features"]
    assert found == {
        "type": "Feature",
        "id": roxbury.pk,
        "geometry": {
            "type": "MultiPolygon",
            "coordinates": [roxbury.geometry["coordinates"]],
        },
        "properties": {
            "id": roxbury.pk,
            "slug": "roxbury",
            "name": "Roxbury",
            "kind": "neighborhood",
            "source": "",
            "valid_from": None,
            "valid_to": None,
        },
    }


def test_the_same_as_the_api_shows_a_visitor(client, ask, hidden):
    theirs = {one["id"]: one for one in json.loads(streamed(client, "?format=geojson"))["features"]}
    ours = {one["id"]: one for one in ask(ITEMS)["features"]}
    assert ours.keys() == theirs.keys()
    for number, one in ours.items():
        assert points(one) == points(theirs[number])
        plain = {k: v for k, v in theirs[number]["properties"].items() if not isinstance(v, list)}
        same = {name: one["properties"][name] for name in plain if name in one["properties"]}
        plain |= {"id": number, "url": f"http://testserver{plain['url']}"}
        assert same == {name: plain[name] for name in same}
        assert one["properties"]["name"] == plain["name"]


def points(one: dict) -> list:
    geometry = one["geometry"] or {"type": "MultiPoint", "coordinates": []}
    held = geometry["coordinates"]
    return [held] if geometry["type"] == "Point" else held


def test_every_feature_has_every_property(ask, hidden):
    for name in ("organizations", "engagements", "neighborhoods"):
        told = ask(f"/collections/{name}/schema")["properties"]["properties"]["properties"]
        features = ask(f"/collections/{name}/items")["features"]
        assert {tuple(one["properties"]) for one in features} == {tuple(told)}


def test_next_links_walk_over_all_also_where_some_come_and_go(ask, town):
    for number in range(5):
        an_organization(f"Club {number}")
    page, walked = ask(f"{ITEMS}?limit=3"), []
    while True:
        walked += [one["properties"]["name"] for one in page["features"]]
        onward = {one["rel"]: one["href"] for one in page["links"]}
        if "next" not in onward:
            break
        town.outside.publication = "hidden"
        town.outside.save()
        page = ask(onward["next"].removeprefix("http://testserver/ogc"))
    assert walked == ["Inside", "Outside", "Both", "Nowhere", *(f"Club {n}" for n in range(5))]


def test_offset_and_the_page_before(ask, town):
    page = ask(f"{ITEMS}?limit=2&offset=3")
    assert [one["properties"]["name"] for one in page["features"]] == ["Nowhere"]
    address = "http://testserver/ogc/collections/organizations/items"
    assert [(one["rel"], one["href"]) for one in page["links"]][2:] == [
        ("prev", f"{address}?limit=2&offset=1")
    ]
    page = ask(f"{ITEMS}?limit=2&offset=1")
    assert page["links"][-1]["href"] == f"{address}?limit=2"
    page = ask(f"{ITEMS}?offset=4")
    assert (page["features"], page["numberMatched"], page["numberReturned"]) == ([], 4, 0)


def test_a_limit_above_the_most_is_the_most(ask, town):
    assert ask(f"{ITEMS}?limit=10001")["numberReturned"] == 4
    assert ask(f"{ITEMS}?limit={'9' * 40}")["numberReturned"] == 4
    assert ask.answer.streaming


IN_BOXES = {
    AROUND_INSIDE: ["Inside", "Both", "Nowhere"],
    "-71.09,42.33,-100,-71.08,42.34,8000": ["Inside", "Both", "Nowhere"],
    "-71.0838,42.3317,-71.0838,42.3317": ["Inside", "Both", "Nowhere"],
    "0,0,1,1": ["Nowhere"],
    "-180,-90,180,90": ["Inside", "Outside", "Both", "Nowhere"],
    "-71.06,42,-72,43": ["Outside", "Both", "Nowhere"],
    "170,42,-71.07,43": ["Inside", "Both", "Nowhere"],
    "170,42,-170,43": ["Nowhere"],
}


def test_in_a_box_and_without_a_place(names, town):
    found = {one: names(f"{ITEMS}?bbox={one}") for one in IN_BOXES}
    assert found == IN_BOXES


def test_engagements_in_a_box(names, town):
    assert names(f"{EVENTS}?bbox={AROUND_INSIDE}") == ["Meals", "Talks"]
    assert names(f"{EVENTS}?bbox=0,0,1,1") == ["Talks"]


AREAS_IN_BOXES = {
    "-71.08,42.29,-71.05,42.31": ["Roxbury"],
    "-71.09,42.31,-71.09,42.31": ["Roxbury"],
    "-71.07,42.34,-71.0,42.4": ["Roxbury"],
    "0,0,1,1": [],
    "179,42,-71.09,43": ["Roxbury"],
}


def test_areas_that_touch_a_box(names, town):
    found = {one: names(f"/collections/neighborhoods/items?bbox={one}") for one in AREAS_IN_BOXES}
    assert found == AREAS_IN_BOXES


ON_DAYS = {
    "2026-12-18": ["Meals", "Talks"],
    "2026-12-18T": ["Meals", "Talks"],
    "2026-12-19T04:59:59Z": ["Meals", "Talks"],
    "2026-12-19T05:00:00Z": [],
    "2026-12-18T23:59:59.5-05:00": ["Meals", "Talks"],
    "2026-12-18t23:59:59z": ["Meals", "Talks"],
    "2026-12-19/..": ["Walks"],
    "2026-12-19/": ["Walks"],
    "../2026-08-31": [],
    "/2026-09-01": ["Meals", "Talks"],
    "2026-12-18T00:00:00Z/2027-01-10T12:00:00Z": ["Meals", "Walks", "Talks"],
    "../..": ["Meals", "Walks", "Talks"],
}


def test_with_a_day_in_it(names, town):
    found = {one: names(f"{EVENTS}?datetime={one}") for one in ON_DAYS}
    assert found == ON_DAYS


def test_organizations_have_no_time(names, town):
    assert names(f"{ITEMS}?datetime=1999-01-01") == ["Inside", "Outside", "Both", "Nowhere"]


def test_areas_of_a_day(names, town):
    an_area("Older", "catchment", -71.1, 42.3, -71.0, 42.4, valid_to="2020-12-31")
    path = "/collections/catchment/items"
    assert names(path) == ["OCCME catchment", "Older"]
    assert names(f"{path}?datetime=2021-01-01/..") == ["OCCME catchment"]
    assert names(f"{path}?datetime=2020-12-31") == ["OCCME catchment", "Older"]


OF_A_KIND = {
    "kind=faith": ["Inside"],
    "kind=faith,other": ["Inside", "Outside", "Both", "Nowhere"],
    "stage=active": ["Inside"],
    "neighborhood=roxbury": ["Inside", "Both"],
    "in_catchment=true": ["Inside", "Both"],
    "in_catchment=0": ["Outside", "Nowhere"],
    "accepting_students=1": ["Inside"],
}


def test_organizations_by_their_properties(names, town):
    found = {one: names(f"{ITEMS}?{one}") for one in OF_A_KIND}
    assert found == OF_A_KIND


def test_engagements_by_their_properties(names, town):
    assert names(f"{EVENTS}?kind=elective&neighborhood=roxbury&datetime=2026-10-01") == ["Meals"]


def test_as_many_queries_for_one_as_for_thirty(client, town):
    urls = [
        f"/ogc/collections/{name}/items"
        for name in ("organizations", "engagements", "neighborhoods")
    ]
    few = [queries_of(client, url) for url in urls]
    grown(town)
    assert [queries_of(client, url) for url in urls] == few


def grown(town) -> None:
    for number in range(29):
        a_location(an_organization(f"Club {number}"), **INSIDE)
        an_engagement(town.inside, f"Meals {number}")
        an_area(f"Area {number}", "neighborhood", -71.2, 42.2, -71.19, 42.21)
