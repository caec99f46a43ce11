"""Closing instead of deleting: what is closed leaves what others see, and can be opened again."""

import csv
import io
import json

import pytest
from django.utils.timezone import localdate

from partners.models import FocusArea, Language, Location, Organization
from tests.factories import (
    INSIDE,
    a_contact,
    a_focus_area,
    a_language,
    a_location,
    a_partner,
    a_priority,
    two_areas,
)
from tests.programs import API, change, etag, problems, send

WHY = {"reason": "It moved away."}


def close(client, url, step="close", body=WHY):
    return send(client, "post", f"{url}{step}/", body, seen=etag(client, url))


@pytest.fixture
def club(staff):
    """A partner with everything that a list, a filter or a map could give away."""
    two_areas()
    club = a_partner(
        "Club House",
        kind="business",
        students_at_once=3,
        focus_areas=[a_focus_area()],
        languages=[a_language()],
    )
    a_location(club, address="1 Main St", **INSIDE)
    a_priority(club, "Evenings")
    return club


def everywhere(client) -> dict:
    """How often the club is told of, by view."""

    def rows(query):
        return client.get(f"{API}{query}").json()

    text = b"".join(client.get(f"{API}organizations/?format=csv").streaming_content).decode()
    features = b"".join(client.get(f"{API}organizations/?format=geojson").streaming_content)
    facets = rows("organizations/facets/")
    return {
        "list": rows("organizations/")["count"],
        "search": rows("organizations/?search=evenings")["count"],
        "filter": rows("organizations/?kind=business&neighborhood=roxbury")["count"],
        "accepting": rows("organizations/?accepting_students=true")["count"],
        "near": rows("organizations/?near=42.3317,-71.0838")["count"],
        "map": rows("organizations/map/")["count"],
        "facets": sum(value["count"] for values in facets.values() for value in values),
        "csv": len(list(csv.reader(io.StringIO(text)))) - 1,
        "geojson": len(json.loads(features)["features"]),
        "locations": rows("locations/")["count"],
        "priorities": rows("priorities/")["count"],
        "page": client.get("/").content.count(b"Club House"),
        "its page": client.get("/organizations/club-house/").status_code == 200,
    }


def test_a_closed_organization_leaves_every_public_view_until_it_is_reopened(
    client, club, as_staff, staff
):
    client.logout()
    before = everywhere(client)
    assert [view for view, count in before.items() if not count] == []
    client.force_login(staff)
    url = f"organizations/{club.pk}/"
    told = close(client, url).json()
    assert (told["closed_on"], told["closed_reason"]) == (str(localdate()), "It moved away.")
    client.logout()
    assert [view for view, count in everywhere(client).items() if count] == []
    assert client.get(API + url).status_code == 404
    client.force_login(staff)
    assert close(client, url, "reopen").json()["closed_on"] is None
    client.logout()
    assert everywhere(client) == before


def test_closing_says_why_and_the_history_keeps_it(as_staff, staff, club):
    url = f"organizations/{club.pk}/"
    for body in ({}, {"reason": " "}, {"reason": "x" * 501}):
        assert list(problems(close(as_staff, url, body=body))) == ["#/reason"]
    assert close(as_staff, url).status_code == 200
    line = club.history.first()
    assert (line.history_change_reason, line.history_user) == ("It moved away.", staff)
    again = close(as_staff, url)
    assert (again.status_code, again.json()["detail"]) == (409, "This is closed already.")
    close(as_staff, url, "reopen")
    assert close(as_staff, url, "reopen").json()["detail"] == "This is not closed."


def test_nothing_is_deleted(as_staff, club):
    answer = as_staff.delete(f"{API}organizations/{club.pk}/")
    sentence = "Nothing is deleted here: POST to close/ below its address, and say why."
    assert (answer.status_code, answer.json()["detail"]) == (405, sentence)


def test_a_partner_closes_its_places_and_not_itself(as_partner, home):
    two_areas()
    row = a_location(home, **INSIDE)
    assert close(as_partner, f"organizations/{home.pk}/").status_code == 403
    told = close(as_partner, f"locations/{row.pk}/").json()
    assert (told["closed_on"], told["neighborhood"]) == (str(localdate()), None)
    assert Organization.objects.get(pk=home.pk).closed_on is None


def test_a_closed_place_is_on_no_map_and_in_no_neighborhood(client, club, as_staff, staff):
    a_location(club, address="2 New St")
    place = Location.objects.get(address="1 Main St")
    close(client, f"locations/{place.pk}/")
    for person in (staff, None):
        client.logout()
        if person:
            client.force_login(person)
        seen = everywhere(client)
        assert [seen[view] for view in ("filter", "near", "map")] == [0, 0, 0]
        text = b"".join(client.get(f"{API}organizations/?format=csv").streaming_content)
        assert (b"2 New St" in text, b"1 Main St" in text) == (True, False)
    told = client.get(f"{API}organizations/{club.pk}/").json()
    assert [row["address"] for row in told["locations"]] == ["2 New St"]


def test_a_withdrawn_priority_is_the_partners_own_again(client, club, as_staff):
    priority = club.priorities.get()
    assert close(client, f"priorities/{priority.pk}/").json()["status"] == "withdrawn"
    client.logout()
    assert client.get(f"{API}priorities/").json()["count"] == 0
    assert client.get(f"{API}organizations/?search=evenings").json()["count"] == 0


def test_a_contact_who_left(as_staff, club):
    rosa = a_contact(club, rank="primary")
    assert close(as_staff, f"contacts/{rosa.pk}/").json()["until"] == str(localdate())
    a_contact(club, "Ana Sample", rank="primary")


def test_a_closed_area_holds_no_places(as_staff, club):
    roxbury = club.locations.get().neighborhood
    assert close(as_staff, f"service-areas/{roxbury.pk}/").status_code == 200
    assert club.locations.get().neighborhood is None
    close(as_staff, f"service-areas/{roxbury.pk}/", "reopen")
    assert club.locations.get().neighborhood == roxbury


def values_of(client, name):
    facets = client.get(f"{API}organizations/facets/").json()
    return [facet["value"] for facet in facets[name]]


def test_a_retired_word_is_shown_where_it_is_used_and_not_offered(as_staff, club):
    food, spanish = FocusArea.objects.get(), Language.objects.get()
    unused = a_focus_area("Parks")
    for url in (f"focus-areas/{food.pk}/", f"languages/{spanish.pk}/", f"focus-areas/{unused.pk}/"):
        assert close(as_staff, url).json()["retired_on"] == str(localdate())
    told = as_staff.get(f"{API}organizations/{club.pk}/").json()
    assert told["focus_areas"] == [{"slug": "food", "title": "Food"}]
    assert (values_of(as_staff, "focus_area"), values_of(as_staff, "language")) == (
        ["food"],
        ["es"],
    )
    other = a_partner("Other")
    refused = change(
        as_staff, f"organizations/{other.pk}/", focus_areas=["food"], preferred_language="es"
    )
    assert problems(refused) == {
        "#/focus_areas": "“Food” is no longer offered.",
        "#/preferred_language": "“Spanish” is no longer offered.",
    }
    kept = change(as_staff, f"organizations/{club.pk}/", focus_areas=["food"], name="Club Home")
    assert kept.status_code == 200
