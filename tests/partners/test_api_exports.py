"""CSV and GeoJSON of a list."""

import csv
import io
import json

import pytest
from django.conf import settings
from django.core.management import call_command
from openpyxl import load_workbook

from partners.importing import import_organizations
from tests.factories import (
    INSIDE,
    OUTSIDE,
    a_location,
    a_partner,
    an_organization,
)
from tests.partners.reading import in_workbook, sent, streamed

DIRECTORY = settings.FIXTURES_DIR / "organizations.csv"


def test_csv(client, club):
    an_organization("=cmd|' /C calc'!A1", description="-1+1", publication="public_source")
    text = streamed(client, "?format=csv")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeffid,name,publication,kind,stage,")
    assert [(row["name"], row["description"]) for row in rows] == [
        ("Club", 'Says "hello", daily'),
        ("'=cmd|' /C calc'!A1", "'-1+1"),
    ]
    chosen = ("focus_areas", "languages", "neighborhoods", "zip", "longitude", "in_catchment")
    assert [rows[0][name] for name in chosen] == [
        "Food",
        "Spanish",
        "Roxbury",
        "'02119",
        "-71.0838",
        "yes",
    ]


def test_xlsx_holds_the_same_as_text_and_numbers(client, club):
    an_organization("=cmd|' /C calc'!A1", description="-1+1", publication="public_source")
    text = streamed(client, "?format=csv").removeprefix("\ufeff")
    header, *rows = in_workbook(client)
    bare = text.replace("'02119", "02119").replace("'=cmd", "=cmd").replace("'-1+1", "-1+1")
    as_csv = [["" if value is None else str(value) for value in row] for row in (header, *rows)]
    assert as_csv == list(csv.reader(io.StringIO(bare)))
    first, second = (dict(zip(header, row, strict=True)) for row in rows)
    assert (first["zip"], first["longitude"]) == ("02119", -71.0838)
    book = load_workbook(io.BytesIO(sent(client, "?format=xlsx")))
    assert "f" not in {cell.data_type for row in book.active.iter_rows() for cell in row}
    assert second["name"] == "=cmd|' /C calc'!A1"


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_our_own_export_comes_back_and_changes_nothing(client, staff, tmp_path, contents, format_):
    call_command("load_reference")
    import_organizations(DIRECTORY)
    client.force_login(staff)
    path = tmp_path / f"organizations.{format_}"
    path.write_bytes(sent(client, f"?format={format_}"))
    before = contents()
    told = {(o.outcome.value, o.column) for o in import_organizations(path) if o.record}
    assert told == {("unchanged", "")}
    assert contents() == before


def test_no_text_of_a_csv_is_split_at_semicolons(client, db):
    an_organization("Club", description="a;=1+1\tb")
    assert '"a;=1+1\tb"' in streamed(client, "?format=csv")


def test_geojson(client, club):
    both, nowhere = an_organization("Both"), an_organization("Nowhere")
    a_location(both, **INSIDE)
    a_location(both, **OUTSIDE)
    collection = json.loads(streamed(client, "?format=geojson"))
    assert collection["type"] == "FeatureCollection"
    assert [
        (row["type"], row["id"], row["geometry"], row["properties"]["name"])
        for row in collection["features"]
    ] == [
        (
            "Feature",
            both.pk,
            {"type": "MultiPoint", "coordinates": [[-71.0838, 42.3317], [-71.05, 42.35]]},
            "Both",
        ),
        ("Feature", club.pk, {"type": "Point", "coordinates": [-71.0838, 42.3317]}, "Club"),
        ("Feature", nowhere.pk, None, "Nowhere"),
    ]


@pytest.mark.parametrize("format_", ["csv", "geojson", "xlsx"])
def test_exports_keep_what_is_hidden(client, db, staff, format_):
    discreet = a_partner("Quiet House", publication="area", description="Escorts", phone="617-1")
    a_location(discreet, address="77 Hidden Way", **INSIDE)
    a_location(an_organization("Shelter"), address="5 Secret Lane", is_confidential=True)
    a_partner("Nobody knows", publication="hidden")
    public = text_of(client, format_)
    client.force_login(staff)
    whole = text_of(client, format_)
    secrets = ["Escorts", "617-1", "Hidden Way", "42.3317", "Secret Lane", "Nobody knows"]
    assert [secret for secret in secrets if secret in public] == []
    planted = secrets if format_ == "geojson" else [s for s in secrets if s != "617-1"]
    assert [secret for secret in planted if secret not in whole] == []


def text_of(client, format_) -> str:
    if format_ == "xlsx":
        return "\n".join(str(value) for row in in_workbook(client) for value in row)
    return streamed(client, f"?format={format_}")
