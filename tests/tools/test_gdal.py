"""GDAL reads all of /ogc, and nothing else."""

import sqlite3

import pytest
import shapely

LAYERS = ("catchment", "engagements", "neighborhoods", "organizations")
ENVELOPES = (0, 32, 48, 48, 64)
"""Bytes between the header of a GeoPackage's geometry and its WKB, by the three bits that say so."""


@pytest.fixture
def package(run, address, tmp_path):
    run("ogr2ogr", "-f", "GPKG", "town.gpkg", f"OAPIF:{address}")
    opened = sqlite3.connect(tmp_path / "town.gpkg")
    yield opened
    opened.close()


def geometry(blob: bytes | None) -> shapely.Geometry | None:
    return None if blob is None else shapely.from_wkb(blob[8 + ENVELOPES[blob[3] >> 1 & 7] :])


def held(package, layer: str) -> dict:
    rows = package.execute(f"SELECT id, geom FROM {layer}")
    return {number: geometry(blob) for number, blob in rows}


def test_ogr2ogr_downloads_each_layer_whole(package, town):
    names = package.execute("SELECT table_name FROM gpkg_contents ORDER BY table_name")
    assert [name for (name,) in names] == [*LAYERS]
    for layer in ("organizations", "engagements"):
        found = held(package, layer)
        points = {pk: points_of(one) for pk, one in found.items()}
        assert points == getattr(town, layer)
    for layer in ("neighborhoods", "catchment"):
        found = {pk: rings(one) for pk, one in held(package, layer).items()}
        assert found == {pk: as_tuples(of) for pk, of in getattr(town, layer).items()}
    columns_have_types(package)


def points_of(one: shapely.Geometry | None) -> list:
    return [(point.x, point.y) for point in one.geoms] if one else []


def rings(one: shapely.Geometry) -> list:
    (polygon,) = one.geoms
    return [[*ring.coords] for ring in (polygon.exterior, *polygon.interiors)]


def as_tuples(coordinates: list) -> list:
    return [[tuple(point) for point in ring] for ring in coordinates]


def columns_have_types(package) -> None:
    columns = {row[1]: row[2] for row in package.execute("PRAGMA table_info(organizations)")}
    chosen = ("name", "in_catchment", "since_year", "verified_on", "geom")
    assert [columns[name] for name in chosen] == [
        "TEXT",
        "BOOLEAN",
        "MEDIUMINT",
        "DATE",
        "MULTIPOINT",
    ]
    columns = {row[1]: row[2] for row in package.execute("PRAGMA table_info(engagements)")}
    chosen = ("starts_on", "weekly_hours", "seats", "is_paid")
    assert [columns[name] for name in chosen] == ["DATE", "REAL", "MEDIUMINT", "BOOLEAN"]
    years = package.execute("SELECT since_year FROM organizations WHERE since_year > 0")
    assert [year for (year,) in years] == [*range(2003, 2013)]


ASKED = [
    ("organizations", ("-where", "in_catchment = 1"), "in_catchment=1", 23),
    ("organizations", ("-spat", "-71.0625", "42.25", "-71", "42.5"), "bbox=-71.0625,42.25,-71,42.5", 1),
    ("engagements", ("-where", "starts_on >= '2027/01/01'"), "datetime=2027-01-01T%2F..", 0),
]  # fmt: skip


def test_ogrinfo_asks_the_server_for_less(run, address, queries):
    for layer, options, asked, count in ASKED:
        told = run("ogrinfo", "-ro", "-so", *options, f"OAPIF:{address}", layer)
        assert f"Feature Count: {count}\n" in told
        assert f"limit=10&{asked}" in queries
