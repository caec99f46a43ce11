"""Files to import."""

import csv
from collections.abc import Callable

import pytest

from partners.importing import import_organizations
from tests.factories import a_focus_area, a_language, two_areas

ROW = {
    "name": "Café Sol",
    "address": "12 Warren St",
    "city": "Boston",
    "state": "MA",
    "zip": "02119",
    "latitude": "42.331700",
    "longitude": "-71.083800",
    "neighborhood": "Dorchester",
    "category": "legal_tenant",
    "description": "Legal help over coffee.",
    "website": "https://cafe-sol.example/",
    "languages": "Spanish; Haitian creole",
    "coordinate_method": "derived: exact match of the street address",
    "source_as_of": "c. 2023",
    "source": "A public list",
}


@pytest.fixture
def reference(db) -> None:
    """The words and areas that ROW speaks of, and one more of each."""
    a_focus_area("Legal help", slug="legal-help")
    a_focus_area("Housing", slug="housing-and-tenants")
    a_focus_area("Food", slug="food-and-nutrition")
    a_language("es", "Spanish")
    a_language("ht", "Haitian Creole")
    a_language("en", "English")
    two_areas()


@pytest.fixture
def load(reference, tmp_path) -> Callable:
    """Imports rows, each what ROW is but for what is given."""

    def load(*changes: dict, **options) -> list[tuple]:
        path = tmp_path / "file.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*ROW, "kind", "distinct"])
            writer.writeheader()
            writer.writerows({**ROW, **change} for change in changes)
        outcomes = import_organizations(path, **options)
        return [(o.record, o.outcome.value, o.column, o.message) for o in outcomes]

    return load
