"""QGIS opens the layers of /ogc, reads all of them, and asks for what it shows."""

import json
from pathlib import Path

READS = Path(__file__).with_name("read_with_qgis.py")
CRS = "EPSG:4326"


def test_qgis_opens_every_layer(run, address, queries, town):
    layers = json.loads(run("/usr/bin/python3", READS, address))
    opened = {name: [one[key] for key in ("valid", "error", "crs", "type", "count", "in_box")]
              for name, one in layers.items()}  # fmt: skip
    assert opened == {
        "organizations": [True, "", CRS, "MultiPoint", 25, 1],
        "engagements": [True, "", CRS, "MultiPoint", 12, 12],
        "neighborhoods": [True, "", CRS, "MultiPolygon", 12, 0],
        "catchment": [True, "", CRS, "MultiPolygon", 1, 0],
    }
    for name in ("organizations", "engagements"):
        assert points_of(layers[name]) == getattr(town, name)
    for name in ("neighborhoods", "catchment"):
        found = {pk: geometry["coordinates"] for pk, geometry in layers[name]["features"]}
        assert found == {pk: [outline] for pk, outline in getattr(town, name).items()}
    types = layers["engagements"]["fields"]
    chosen = ("title", "starts_on", "weekly_hours", "seats", "is_paid")
    assert [types[name] for name in chosen] == ["String", "Date", "Real", "Integer", "Boolean"]
    assert [query for query in queries if "bbox=" in query] != []


def points_of(layer: dict) -> dict:
    return {
        pk: [tuple(point) for point in geometry["coordinates"]] if geometry else []
        for pk, geometry in layer["features"]
    }
