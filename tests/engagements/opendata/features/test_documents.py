"""The landing page, conformance, collections: as the standard has them, word for word."""

from partners.models import ServiceArea

BASE = "http://testserver/ogc"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
PLACES = [
    "", "/conformance", "/api", "/collections", "/collections/organizations",
    "/collections/organizations/schema", "/collections/organizations/items",
    "/collections/engagements/items/{meals}",
]  # fmt: skip


def test_landing_page(ask, db):
    page = ask()
    assert (page["title"], list(page)) == (
        "OCCME Community Partnership Tracker",
        ["title", "description", "links"],
    )
    assert [(one["rel"], one["href"], one["type"]) for one in page["links"]] == [
        ("self", BASE, "application/json"),
        ("service-desc", f"{BASE}/api", "application/vnd.oai.openapi+json;version=3.0"),
        ("service-doc", f"{BASE}/docs", "text/html"),
        ("conformance", f"{BASE}/conformance", "application/json"),
        ("data", f"{BASE}/collections", "application/json"),
    ]


def test_every_link_of_the_landing_page_is_of_the_type_it_says(client, ask, db):
    for link in ask()["links"]:
        answer = client.get(link["href"])
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith(link["type"])


def test_conformance(ask, db):
    assert ask("/conformance") == {
        "conformsTo": [
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
        ]
    }


def test_a_slash_at_the_end_changes_nothing(ask, town):
    for path in (place.format(meals=town.meals.pk) for place in PLACES):
        without = ask(path)
        assert ask(f"{path}/") == without


def test_collections(ask, town):
    page = ask("/collections")
    assert [one["id"] for one in page["collections"]] == [
        "organizations",
        "engagements",
        "neighborhoods",
        "catchment",
    ]
    assert [(one["rel"], one["href"]) for one in page["links"]] == [("self", f"{BASE}/collections")]
    assert [ask(f"/collections/{one['id']}") for one in page["collections"]] == page["collections"]


def test_one_collection(ask, town):
    found = ask("/collections/engagements")
    assert found.pop("description").startswith("Engagements of students with community")
    address = f"{BASE}/collections/engagements"
    assert found == {
        "id": "engagements",
        "title": "Open engagements",
        "links": [
            {"href": address, "rel": "self", "type": "application/json", "title": "Open engagements"},
            {"href": f"{address}/items", "rel": "items", "type": "application/geo+json",
             "title": "All of them, in pages"},
            {"href": f"{address}/schema", "rel": "describedBy", "type": "application/schema+json",
             "title": "What each of them has"},
        ],
        "extent": {
            "spatial": {"bbox": [[-71.0838, 42.3317, -71.05, 42.35]], "crs": CRS84},
            "temporal": {
                "interval": [["2026-09-01T04:00:00Z", "2027-02-02T04:59:59Z"]],
                "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
            },
        },
        "itemType": "feature",
        "crs": [CRS84],
    }  # fmt: skip


def test_areas_say_where_they_are_from_and_until_when(ask, town):
    roxbury, catchment = town.areas
    source = "City of Boston planning boundaries (ODC PDDL 1.0)"
    ServiceArea.objects.filter(pk=roxbury.pk).update(source=source)
    ServiceArea.objects.filter(pk=catchment.pk).update(valid_from="2026-01-01")
    found = ask("/collections/neighborhoods")
    assert found["attribution"] == source
    assert found["links"][-1] == {
        "href": "https://opendatacommons.org/licenses/pddl/1-0/",
        "rel": "license",
        "type": "text/html",
        "title": "ODC PDDL 1.0",
    }
    assert found["extent"] == {"spatial": {"bbox": [[-71.1, 42.3, -71.07, 42.34]], "crs": CRS84}}
    found = ask("/collections/catchment")
    assert "license" not in [one["rel"] for one in found["links"]]
    assert found["extent"]["temporal"]["interval"] == [["2026-01-01T05:00:00Z", None]]
    ends = {"valid_from": "0001-01-01", "valid_to": "9999-12-31"}
    ServiceArea.objects.filter(pk=catchment.pk).update(**ends)
    found = ask("/collections/catchment")
    assert found["extent"]["temporal"]["interval"] == [["0001-01-01T04:56:02Z", None]]


def test_an_empty_collection_reaches_nowhere(ask, db):
    found = [(one["id"], one["extent"]) for one in ask("/collections")["collections"]]
    assert found == [
        ("organizations", {}),
        ("engagements", {}),
        ("neighborhoods", {}),
        ("catchment", {}),
    ]


def test_schema_of_a_feature(ask, db):
    found = ask("/collections/neighborhoods/schema")
    text, day = {"type": "string"}, {"type": "string", "format": "date"}
    assert found == {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"{BASE}/collections/neighborhoods/schema",
        "title": "Neighborhoods",
        "type": "object",
        "properties": {
            "properties": {
                "type": "object",
                "properties": {
                    "id": {"type": "integer"},
                    "slug": text,
                    "name": text,
                    "kind": text,
                    "source": text,
                    "valid_from": day,
                    "valid_to": day,
                },
            }
        },
    }


NOWHERE = ["/nothing", "/collections/people", "/collections/people/items", "/collections/people/items/1",
     "/collections/organizations/items/0", "/collections/organizations/items/x",
     "/collections/organizations/items/" + "9" * 30, "/collections/organizations/items/1/2",
     "/collections/organizations/places"]  # fmt: skip


def test_what_is_not_there_is_said_in_the_words_of_the_standard(ask, db):
    for path in NOWHERE:
        found = ask(path, status=404)
        assert found == {"code": "NotFound", "description": "There is nothing at this address."}
        assert ask.answer.headers["Content-Type"] == "application/json"


def test_pages_of_other_hosts_may_read_it(ask, as_staff, town):
    ask("/collections/organizations/items")
    headers = ask.answer.headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in headers
