"""What visitors may not see is in no feature, no count, no extent, and at no address."""

import orjson
import pytest

LEAKS = ("Escorts", "77 Hidden Way", "Secret Society", "Whispers", "Drafted", "Gone House",
         "Packs up", "9 Refuge Rd", "3 Former St", "43.5", "mutual_aid")  # fmt: skip
COLLECTIONS = ("organizations", "engagements")


def everything(ask) -> str:
    whole = [ask("/collections")]
    for name in COLLECTIONS:
        page = ask(f"/collections/{name}/items")
        whole += [
            page,
            *(ask(f"/collections/{name}/items/{one['id']}") for one in page["features"]),
        ]
    return orjson.dumps(whole).decode()


@pytest.mark.parametrize("role", ["visitor", "partner", "staff"])
def test_nothing_is_told(client, ask, hidden, everybody, role):
    if role != "visitor":
        client.force_login(everybody[role])
    text = everything(ask)
    assert [word for word in LEAKS if word in text] == []


def test_what_is_shared_in_part_is_there_in_part(ask, hidden):
    found = ask(f"/collections/organizations/items/{hidden.shy.pk}")
    assert found["geometry"] is None
    told = {name: value for name, value in found["properties"].items() if value is not None}
    assert told == {
        "id": hidden.shy.pk,
        "name": "Shy House",
        "publication": "area",
        "neighborhoods": "",
        "url": "http://testserver/organizations/shy-house/",
    }
    found = ask(f"/collections/engagements/items/{hidden.told.pk}")
    assert (found["geometry"], found["properties"]["address"]) == (None, None)


def test_nothing_is_counted(ask, hidden):
    counts = {name: ask(f"/collections/{name}/items?limit=1") for name in COLLECTIONS}
    assert {name: page["numberMatched"] for name, page in counts.items()} == {
        "organizations": 5,
        "engagements": 4,
    }


def test_no_extent_reaches_to_it(ask, hidden):
    found = {name: ask(f"/collections/{name}")["extent"] for name in COLLECTIONS}
    box = [[-71.0838, 42.3317, -71.05, 42.35]]
    assert {name: extent["spatial"]["bbox"] for name, extent in found.items()} == dict.fromkeys(
        COLLECTIONS, box
    )
    days = ["2026-09-01T04:00:00Z", "2027-02-02T04:59:59Z"]
    assert found["engagements"]["temporal"]["interval"] == [days]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_hidden_ones_have_no_address(ask, hidden, name):
    for number in getattr(hidden, name):
        found = ask(f"/collections/{name}/items/{number}", status=404)
        assert found["code"] == "NotFound"


def test_no_filter_finds_what_it_does_not_show(names, hidden):
    """Shy House is in no box as if it were there, and of no kind; it is where nobody has a place."""
    items = "/collections/organizations/items"
    assert names(f"{items}?bbox=-73.6,43.4,-73.4,43.6") == ["Nowhere", "Shy House"]
    assert names(f"{items}?bbox=0,0,1,1") == ["Nowhere", "Shy House"]
    assert names(f"{items}?kind=mutual_aid") == []
    assert names(f"{items}?stage=active") == ["Inside"]
    assert names("/collections/engagements/items?bbox=-73.6,43.4,-73.4,43.6") == [
        "Talks",
        "Listens",
    ]
