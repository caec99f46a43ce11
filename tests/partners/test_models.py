"""What the database itself refuses, what follows from what, and what is kept of changes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from partners.models import Contact, Location, Organization, ServiceArea
from tests.factories import (
    INSIDE,
    OUTSIDE,
    a_contact,
    a_focus_area,
    a_location,
    a_partner,
    a_priority,
    a_quiet_period,
    an_area,
    an_organization,
    square,
    two_areas,
)


def problems(row) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    return sorted(refusal.value.messages)


@pytest.mark.parametrize("level", ["area", "full"])
def test_publishing_takes_somebodys_consent(db, level):
    row = Organization(name="Club", publication=level)
    assert problems(row) == ["To publish it, say who there agreed, and when."]
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    assert list(Organization.objects.all()) == []


def test_a_public_source_claims_no_relationship(db):
    row = Organization(name="Club", publication="public_source", source="A list", stage="active")
    sentence = (
        "What was found in public sources names its source, and has no stage and nobody’s "
        "consent; with either, choose anew what the public sees."
    )
    assert problems(row) == [sentence]


@pytest.mark.parametrize("text", ["Club\x00", "Cl\u200bub", "\u202eClub", "Club\x1f"])
def test_names_hold_nothing_invisible(db, text):
    assert problems(Organization(name=text)) == [
        "This holds an invisible control character; please type the text again without it."
    ]


def test_sample_names_say_so(db):
    assert problems(Organization(name="Real", is_sample=True)) == [
        "Names of sample organizations start with “Sample: ”."
    ]


def test_slugs_are_made_and_never_collide(db):
    names = ["Book Club", "Book-Club!", "Book Club 2", "中文", "中文学校"]
    assert [an_organization(name).slug for name in names] == [
        "book-club",
        "book-club-2",
        "book-club-2-2",
        "organization",
        "organization-2",
    ]


def test_a_place_knows_its_neighborhood_and_catchment(db):
    two_areas()
    club = an_organization()
    inside, outside = a_location(club, **INSIDE), a_location(club, **OUTSIDE)
    nowhere = a_location(club, address="1 Street")
    assert [
        (str(place.neighborhood), place.in_catchment) for place in (inside, outside, nowhere)
    ] == [("Roxbury", True), ("None", False), ("None", False)]


def test_a_moved_point_and_a_redrawn_area_move_the_place(db):
    _roxbury, catchment = two_areas()
    place = a_location(an_organization(), **INSIDE)

    def now():
        place.refresh_from_db()
        return (place.neighborhood_id, place.in_catchment)

    place.latitude, place.longitude = OUTSIDE.values()
    place.save()
    assert now() == (None, False)
    catchment.geometry = square(-71.06, 42.34, -71.04, 42.36)
    catchment.save()
    assert now() == (None, True)
    catchment.valid_to = date(2020, 1, 1)
    catchment.save()
    assert now() == (None, False)
    an_area("Downtown", "neighborhood", -71.06, 42.34, -71.04, 42.36).delete()
    assert now() == (None, False)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"latitude": 42.0}, "A point has a latitude and a longitude, or neither."),
        ({"is_confidential": True, **INSIDE}, "A confidential address keeps no point."),
        ({"zip": "2119"}, "A ZIP code has five digits, such as 02119."),
    ],
)
def test_places_that_are_refused(db, fields, sentence):
    place = Location(organization=an_organization(), **fields)
    assert problems(place) == [sentence]


def test_the_database_keeps_no_point_of_a_confidential_place(db):
    place = a_location(an_organization(), **INSIDE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Location.objects.filter(pk=place.pk).update(is_confidential=True)


def test_areas_are_polygons(db):
    area = ServiceArea(name="Line", kind="catchment", geometry={"type": "LineString"}, slug="line")
    assert problems(area) == ["An area is a GeoJSON Polygon or MultiPolygon."]


def test_one_primary_contact_at_a_time(db):
    club = an_organization()
    a_contact(club, rank="primary", until=date(2025, 1, 1))
    a_contact(club, rank="primary")
    assert problems(Contact(organization=club, name="Second", rank="primary")) == [
        "There is a primary contact already."
    ]


def test_quiet_periods_end_after_they_start(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_quiet_period(a_partner(), date(2026, 2, 2), date(2026, 2, 1))


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"stated_on": date(2026, 1, 1)}, 31),
        ({"stated_on": date(2026, 1, 1), "status": "being_answered"}, 31),
        (
            {
                "stated_on": date(2026, 1, 1),
                "status": "answered",
                "answered_on": date(2026, 1, 11),
            },
            10,
        ),
        ({"stated_on": date(2026, 1, 1), "status": "withdrawn"}, None),
    ],
)
def test_a_priority_waits_until_it_is_answered(db, time_machine, fields, days):
    time_machine.move_to("2026-02-01 17:00")
    assert a_priority(a_partner(), **fields).waiting_days == days


@pytest.mark.parametrize(
    ("as_of", "year"),
    [("2013–2015", 2015), ("2026-02-04", 2026), ("c. 2022", 2022), ("no date", None), ("", None)],
)
def test_a_listing_is_as_old_as_its_source(as_of, year):
    assert Organization(source_as_of=as_of).source_year == year


def test_every_change_is_kept_with_who_and_when(db, client, staff):
    club = an_organization("Club")
    club._history_user = staff
    club.name = "Chess Club"
    club.save()
    club.focus_areas.add(a_focus_area())
    last, change, *_ = club.history.all()
    assert (last.name, change.name, change.history_user, change.prev_record.name) == (
        "Chess Club",
        "Chess Club",
        staff,
        "Club",
    )
    assert [str(tag.focusarea) for tag in last.focus_areas.all()] == ["Food"]


def test_a_refused_save_leaves_no_history(db):
    club = an_organization("Club")
    before = club.history.count()
    club.publication, club.consent_by = "full", ""
    with pytest.raises(IntegrityError), transaction.atomic():
        club.save()
    assert club.history.count() == before
