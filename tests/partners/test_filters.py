"""What each filter finds, and that none tells more than the page would."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils.timezone import localdate

from partners.enums import Stage
from partners.filters import OrganizationFilter
from tests.factories import (
    INSIDE,
    OUTSIDE,
    a_focus_area,
    a_language,
    a_location,
    a_partner,
    a_priority,
    a_quiet_period,
    an_organization,
    two_areas,
)


def found(query: str, user) -> list[str]:
    filters = OrganizationFilter(QueryDict(query), user=user)
    assert filters.is_valid(), filters.errors
    return [row.name for row in filters.qs]


def refused(query: str, user) -> dict[str, list[str]]:
    filters = OrganizationFilter(QueryDict(query), user=user)
    assert not filters.is_valid()
    return {name: list(map(str, problems)) for name, problems in filters.errors.items()}


@pytest.fixture
def directory(db, staff):
    two_areas()
    food, youth = a_focus_area("Food"), a_focus_area("Youth")
    spanish, somali = a_language(), a_language("so", "Somali", "Soomaali")
    pantry = an_organization(
        "Círculo Pantry",
        kind="nonprofit",
        description="Groceries on Thursdays",
        focus_areas=[food],
        languages=[spanish],
        publication="public_source",
    )
    a_location(pantry, address="12 Tremont St", zip="02120", **INSIDE)
    club = a_partner(
        "Boys’ Club",
        kind="business",
        focus_areas=[food, youth],
        languages=[somali],
        verified_on=date(2026, 3, 1),
        verified_by=staff,
    )
    a_location(club, address="9 Dudley St", **OUTSIDE)
    a_priority(club, "Evening hours for fathers")
    a_priority(club, "Keep this quiet: lawsuit", is_public=False)
    an_organization("Allan Garden", kind="community_garden", publication="public_source")


ALL = ["Boys’ Club", "Círculo Pantry", "Allan Garden"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ALL),
        ("ordering=name", ["Allan Garden", "Boys’ Club", "Círculo Pantry"]),
        ("ordering=-name", ["Círculo Pantry", "Boys’ Club", "Allan Garden"]),
        ("ordering=-verified_on", ["Boys’ Club", "Allan Garden", "Círculo Pantry"]),
        ("search=circulo", ["Círculo Pantry"]),
        ("search=CÍRCULO+pantry", ["Círculo Pantry"]),
        ("search=boys+club", ["Boys’ Club"]),
        ("search=groceries+tremont", ["Círculo Pantry"]),
        ("search=02120", ["Círculo Pantry"]),
        ("search=youth", ["Boys’ Club"]),
        ("search=evening", ["Boys’ Club"]),
        ("search=lawsuit", []),
        ("search=groceries+evening", []),
        ("kind=business", ["Boys’ Club"]),
        ("kind=business&kind=nonprofit", ["Boys’ Club", "Círculo Pantry"]),
        ("kind=", ALL),
        ("focus_area=food", ["Boys’ Club", "Círculo Pantry"]),
        ("focus_area=food&focus_area=youth", ["Boys’ Club", "Círculo Pantry"]),
        ("focus_area=food&kind=business", ["Boys’ Club"]),
        ("language=es", ["Círculo Pantry"]),
        ("language=es&language=so", ["Boys’ Club", "Círculo Pantry"]),
        ("neighborhood=roxbury", ["Círculo Pantry"]),
        ("in_catchment=true", ["Círculo Pantry"]),
        ("in_catchment=false", ["Boys’ Club", "Allan Garden"]),
        ("stage=active", ["Boys’ Club"]),
        ("stage=none", ["Círculo Pantry", "Allan Garden"]),
        ("stage=none&stage=active", ALL),
        ("accepting_students=true", ["Boys’ Club"]),
        ("accepting_students=false", ["Círculo Pantry", "Allan Garden"]),
        ("verified_since=2026-03-01", ["Boys’ Club"]),
        ("verified_since=2026-03-02", []),
        ("near=42.3317,-71.0838", ["Círculo Pantry", "Boys’ Club"]),
        ("near=42.35,-71.05", ["Boys’ Club", "Círculo Pantry"]),
        ("near=42.35,-71.05&ordering=name", ["Boys’ Club", "Círculo Pantry"]),
        ("near=42.35,-71.05&ordering=-name", ["Círculo Pantry", "Boys’ Club"]),
        ("near=42.3317,-71.0838&within_m=500", ["Círculo Pantry"]),
        ("bbox=-71.09,42.32,-71.08,42.34", ["Círculo Pantry"]),
        ("bbox=-71.2,42.2,-71.0,42.4&kind=business", ["Boys’ Club"]),
    ],
)
def test_each_filter(directory, visitor, query, names):
    assert found(query, visitor) == names


SWAPPED = "These look swapped: latitude comes first (about 42), then longitude (about -71)."
METERS = "It takes whole meters from 1 to 100000."
HUGE = "9" * 400


@pytest.mark.parametrize(
    ("query", "problems"),
    [
        (
            "kind=shop",
            {
                "kind": [
                    (
                        "“shop” is not one of its values; it takes nonprofit, health_center, "
                        "resident_group, faith, public_agency, mutual_aid, community_garden, "
                        "business, other."
                    )
                ]
            },
        ),
        ("focus_area=x", {"focus_area": ["“x” is not one of its values; it takes food, youth."]}),
        ("language=x", {"language": ["“x” is not one of its values; it takes so, es."]}),
        ("neighborhood=x", {"neighborhood": ["“x” is not one of its values; it takes roxbury."]}),
        (
            "in_catchment=1",
            {"in_catchment": ["“1” is not one of its values; it takes true, false."]},
        ),
        ("search=%21", {"search": ["It takes words: letters or digits."]}),
        ("search=a+b+c+d+e+f+g+h+i", {"search": ["It takes at most 8 words."]}),
        ("search=a&search=b", {"search": ["It is given more than once; it takes one value."]}),
        (
            "verified_since=3/1/2026",
            {"verified_since": ["It takes a day as YYYY-MM-DD, such as 2026-01-31."]},
        ),
        ("near=-71.08,42.33", {"near": [SWAPPED]}),
        (
            "near=0,0",
            {"near": ["0, 0 is in the Atlantic: it usually means that no point was found."]},
        ),
        (
            "near=42.33",
            {"near": ["It takes latitude,longitude in degrees, such as 42.3317,-71.0838."]},
        ),
        (
            "near=nan,nan",
            {"near": ["It takes latitude,longitude in degrees, such as 42.3317,-71.0838."]},
        ),
        ("within_m=500", {"within_m": ["It takes a point to measure from: give near too."]}),
        ("near=42.33,-71.08&within_m=0", {"within_m": [METERS]}),
        ("near=42.33,-71.08&within_m=-5", {"within_m": [METERS]}),
        ("near=42.33,-71.08&within_m=1.5", {"within_m": [METERS]}),
        (f"near=42.33,-71.08&within_m={HUGE}", {"within_m": [METERS]}),
        ("bbox=42.2,-71.2,42.4,-71.0", {"bbox": [SWAPPED]}),
        (
            "bbox=-71.0,42.2,-71.2,42.4",
            {
                "bbox": [
                    (
                        "West lies left of east, and south below north: It takes "
                        "west,south,east,north in degrees, such as -71.12,42.31,-71.07,42.34."
                    )
                ]
            },
        ),
        ("ordering=distance", {"ordering": ["Distance takes a point: give near too."]}),
        (
            "ordering=size",
            {
                "ordering": [
                    (
                        "“size” is not one of its values; it takes name, -name, verified_on, "
                        "-verified_on, distance."
                    )
                ]
            },
        ),
    ],
)
def test_refuses_what_it_does_not_understand(directory, visitor, query, problems):
    assert refused(query, visitor) == problems


@pytest.fixture
def discreet(directory, staff):
    """Shares its name and area alone, and would match every filter."""
    organization = a_partner(
        "Quiet House",
        publication="area",
        kind="business",
        description="Groceries",
        focus_areas=[a_focus_area("Elders")],
        languages=[a_language("ht", "Haitian Creole", "Kreyòl")],
        verified_on=date(2026, 9, 1),
        verified_by=staff,
    )
    a_location(organization, address="77 Hidden Way", **INSIDE)
    a_priority(organization, "Escorts after dark")
    return organization


@pytest.mark.parametrize(
    "query",
    [
        "kind=business",
        "focus_area=elders",
        "language=ht",
        "in_catchment=true",
        "stage=active",
        "accepting_students=true",
        "verified_since=2026-01-01",
        "near=42.3317,-71.0838",
        "near=42.3317,-71.0838&within_m=500",
        "bbox=-71.09,42.32,-71.08,42.34",
        "search=groceries",
        "search=elders",
        "search=hidden",
        "search=escorts",
    ],
)
def test_a_filter_does_not_tell_what_name_and_area_hide(discreet, visitor, student, staff, query):
    assert "Quiet House" not in found(query, visitor) + found(query, student)
    assert "Quiet House" in found(query, staff)


@pytest.mark.parametrize(
    "query", ["", "search=quiet", "neighborhood=roxbury", "search=quiet+house"]
)
def test_name_and_area_are_found(discreet, visitor, query):
    assert "Quiet House" in found(query, visitor)


def test_order_by_verification_does_not_tell_when_it_was_verified(discreet, visitor, staff):
    assert found("ordering=-verified_on", visitor)[0] == "Boys’ Club"
    assert found("ordering=-verified_on", staff)[0] == "Quiet House"


def test_a_confidential_place_is_not_found_by_its_address(directory, visitor, staff):
    shelter = an_organization("Shelter")
    a_location(shelter, address="5 Secret Lane", is_confidential=True)
    assert (found("search=secret", visitor), found("search=secret", staff)) == ([], ["Shelter"])


@pytest.mark.parametrize(
    ("change", "accepting"),
    [
        ({}, True),
        ({"students_at_once": 0}, False),
        ({"students_at_once": None}, False),
        ({"stage": Stage.PAUSED}, False),
        ({"do_not_contact_until": localdate()}, False),
        ({"do_not_contact_until": localdate() - timedelta(days=1)}, True),
    ],
)
def test_accepting_students(db, visitor, change, accepting):
    a_partner("Club", **change)
    assert found("accepting_students=true", visitor) == (["Club"] if accepting else [])


@pytest.mark.parametrize(("starts", "ends", "quiet"), [(-1, 0, True), (0, 3, True), (1, 9, False)])
def test_a_quiet_period_holds_on_its_first_and_last_day(db, visitor, starts, ends, quiet):
    today = localdate()
    a_quiet_period(a_partner("Club"), today + timedelta(starts), today + timedelta(ends))
    assert found("accepting_students=true", visitor) == ([] if quiet else ["Club"])
