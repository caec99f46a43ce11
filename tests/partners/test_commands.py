"""The commands that load reference data and organizations, as an operator meets them."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate

from partners.geography import Point
from partners.models import FocusArea, Language, Location, Organization, ServiceArea
from tests.factories import INSIDE, a_location, an_organization, two_areas

VOCABULARY = (FocusArea, Language, ServiceArea)
HEADER = (
    "name,address,city,state,zip,latitude,longitude,category,description,website,languages,"
    "coordinate_method,source_as_of,source\n"
)


def told(capsys) -> list[str]:
    """What was printed, line by line, without the padding of tables."""
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def contents() -> list:
    tables = [table for model in VOCABULARY for table in (model, model.history.model)]
    return [row for table in tables for row in table.objects.order_by("pk").values()]


# Reference data


def test_reference_data_is_all_of_the_fixtures(db, capsys):
    call_command("load_reference")
    assert [model.objects.count() for model in VOCABULARY] == [18, 21, 8]
    assert told(capsys) == ["Reference data: 47 added, the rest was here already."]
    assert list(ServiceArea.objects.values_list("slug", "kind", "valid_from")) == [
        ("occme-catchment", "catchment", None),
        ("dorchester", "neighborhood", None),
        ("fenway", "neighborhood", None),
        ("jamaica-plain", "neighborhood", None),
        ("longwood", "neighborhood", None),
        ("mission-hill", "neighborhood", None),
        ("roxbury", "neighborhood", None),
        ("south-end", "neighborhood", None),
    ]
    assert not ServiceArea.objects.filter(source="").exists()


def test_reference_rows_say_in_the_history_where_they_are_from(db):
    call_command("load_reference")
    lines = {
        (past.history_type, past.history_change_reason)
        for model in VOCABULARY
        for past in model.history.all()
    }
    assert lines == {("+", "reference data")}


def test_reference_data_holds_the_boundary(db):
    """Known points on both sides of the proposed line, some within 30 m of it."""
    call_command("load_reference")
    atlas = ServiceArea.objects.all().atlas()
    points = {
        "Nubian station": (42.3297, -71.0839),
        "Longwood Medical Area station": (42.33596, -71.100052),
        "Back of the Hill station": (42.330139, -71.111313),
        "Gordon Hall": (42.335672, -71.104238),
        "200 Longwood Avenue": (42.33651, -71.10247),
    }
    inside = [name for name, point in points.items() if atlas.place(Point(*point)).in_catchment]
    assert inside == list(points)[:3]


def test_reference_data_comes_once_and_yields_to_people(db, capsys):
    call_command("load_reference")
    FocusArea.objects.get(slug="elders").delete()
    for row, field in (
        (FocusArea.objects.get(slug="oral-health"), "slug"),
        (Language.objects.get(code="ht"), "name"),
        (ServiceArea.objects.get(slug="occme-catchment"), "source"),
    ):
        setattr(row, field, "changed")
        row.save()
    before = contents()
    capsys.readouterr()
    call_command("load_reference")
    assert contents() == before
    assert told(capsys) == ["Reference data: 0 added, the rest was here already."]


def test_reference_data_places_what_is_there(db):
    place = a_location(an_organization(), **INSIDE)
    call_command("load_reference")
    place.refresh_from_db()
    assert (place.neighborhood.slug, place.in_catchment) == ("roxbury", True)


# Placing


def test_locations_move_with_the_areas_of_today(db, capsys):
    _, catchment = two_areas()
    place = a_location(an_organization(), **INSIDE)
    a_location(place.organization, address="No point")
    # As on the day after the last one of an area: nothing was saved.
    yesterday = localdate() - timedelta(days=1)
    ServiceArea.objects.filter(pk=catchment.pk).update(valid_to=yesterday)
    for moved in (1, 0):
        call_command("place_locations")
        assert told(capsys) == [f"{moved} of 1 locations with a point moved to another area."]
    place.refresh_from_db()
    assert (place.neighborhood.slug, place.in_catchment) == ("roxbury", False)


# The import, from the command line


@pytest.fixture
def file(db, tmp_path):
    call_command("load_reference")
    path = tmp_path / "file.csv"
    path.write_text(
        f"{HEADER}Good,1 A St,Boston,MA,02119,,,food,,,,,2020,A list\n"
        "[Bad],1 B St,Boston,MA,211,,,food,,,,,2020,A list\n"
    )
    return path


def test_import_tells_what_became_of_each(file, capsys):
    capsys.readouterr()
    call_command("import_organizations", str(file))
    assert told(capsys) == [
        "Record Outcome Column Why",
        "2 Refused zip A ZIP code has five digits, such as 02119.",
        "Organizations",
        "Imported 1",
        "Updated 0",
        "Already here, unchanged 0",
        "Repeats another record 0",
        "Perhaps here already 0",
        "Taken with a remark 0",
        "Refused 1",
        "Left out 0",
    ]
    assert [row.name for row in Organization.objects.all()] == ["Good"]


def test_dry_run_writes_nothing_and_says_so(file, capsys):
    call_command("import_organizations", str(file), "--dry-run")
    assert told(capsys)[-1] == "This was a dry run: nothing was written."
    assert [*Organization.objects.all(), *Organization.history.all(), *Location.objects.all()] == []


def test_import_of_no_table_is_one_sentence(db, tmp_path):
    path = tmp_path / "notes.csv"
    path.write_text("")
    with pytest.raises(CommandError, match=r"notes\.csv is empty\.$"):
        call_command("import_organizations", str(path))


def test_many_problems_are_not_all_listed(file, capsys):
    bad = ",1 B St,Boston,MA,211,,,food,,,,,2020,A list\n"
    file.write_text(HEADER + "".join(f"Club {number}{bad}" for number in range(60)))
    capsys.readouterr()
    call_command("import_organizations", str(file))
    lines = told(capsys)
    assert (lines[50][:10], lines[51]) == ("50 Refused", "… and 10 more.")
    assert lines[-2] == "Refused 60"
